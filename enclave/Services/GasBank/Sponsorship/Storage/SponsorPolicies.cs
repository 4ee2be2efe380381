using System.Buffers.Binary;
using System.Text;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;

/// <summary>
/// Sponsor policies: a document each, and an index a bank account, of two kinds of entries that the key's first byte tells apart: how
/// many there are; each by time and id, for lists.
/// </summary>
internal sealed class SponsorPolicies
{
    /// <summary>The most policies of a bank account.</summary>
    internal const int MaxPolicies = 100;

    private const byte CountEntry = 0;
    private const byte TimeEntry = 1;

    private static readonly byte[] CountKey = [CountEntry];
    private static readonly byte[] TimePrefix = [TimeEntry];

    private readonly DocumentTable<SponsorPolicyDocument> documents = new("gasbank-policy", SponsorDocumentJson.Default.SponsorPolicyDocument);
    private readonly IndexTable index = new("gasbank-policy-index");

    /// <summary>The caller's policy of that id.</summary>
    /// <exception cref="RequestException">notFound: there is none, or it is another account's.</exception>
    internal async ValueTask<SponsorPolicyDocument> RequireAsync(ITransaction state, Caller caller, string policyId) =>
        await documents.FindAsync(state, policyId) is { } document && document.AccountId == caller.AccountId
            ? document
            : throw new RequestException(ErrorCode.NotFound, "There is no such sponsor policy in this account.");

    /// <summary>A page of a bank account's policies, oldest first.</summary>
    internal async ValueTask<ListPage<SponsorPolicyDocument>> PageAsync(ITransaction state, string bankAccountId, PageRequest page)
    {
        ListPage<IndexEntry> entries = await index.PageAsync(state, bankAccountId, page, TimePrefix);
        List<SponsorPolicyDocument> policies = [];
        foreach (IndexEntry entry in entries.Items)
        {
            policies.Add(await documents.FindAsync(state, Encoding.ASCII.GetString(entry.Value.Span))
                ?? throw new InvalidOperationException("An index names a policy that is not there."));
        }

        return new ListPage<SponsorPolicyDocument>(policies, entries.NextCursor);
    }

    /// <exception cref="RequestException">limitExceeded.</exception>
    internal async ValueTask AddAsync(ITransaction state, SponsorPolicyDocument policy)
    {
        int count = await CountAsync(state, policy.BankAccountId);
        if (count >= MaxPolicies)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"The bank account has {MaxPolicies} sponsor policies, which is the most.");
        }

        await PutCountAsync(state, policy.BankAccountId, count + 1);
        await index.PutAsync(state, policy.BankAccountId, TimeKey(policy), Encoding.ASCII.GetBytes(policy.PolicyId));
        documents.Put(state, policy.PolicyId, policy);
    }

    internal void Update(ITransaction state, SponsorPolicyDocument policy) => documents.Put(state, policy.PolicyId, policy);

    internal async ValueTask RemoveAsync(ITransaction state, SponsorPolicyDocument policy)
    {
        await PutCountAsync(state, policy.BankAccountId, await CountAsync(state, policy.BankAccountId) - 1);
        await index.RemoveAsync(state, policy.BankAccountId, TimeKey(policy));
        documents.Delete(state, policy.PolicyId);
    }

    private async ValueTask<int> CountAsync(ITransaction state, string bankAccountId) =>
        await index.FindAsync(state, bankAccountId, CountKey) is { } count ? BinaryPrimitives.ReadInt32BigEndian(count.Span) : 0;

    private async ValueTask PutCountAsync(ITransaction state, string bankAccountId, int count)
    {
        byte[] value = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(value, count);
        await index.PutAsync(state, bankAccountId, CountKey, value);
    }

    // Times are in milliseconds, so ids follow, which order the policies of one.
    private static byte[] TimeKey(SponsorPolicyDocument policy)
    {
        byte[] time = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, new DateTimeOffset(policy.CreatedAt).ToUnixTimeMilliseconds());
        return [TimeEntry, .. time, .. Encoding.ASCII.GetBytes(policy.PolicyId)];
    }
}
