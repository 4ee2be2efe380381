using System.Buffers.Binary;
using System.Text;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;

/// <summary>
/// What was used of a bank account's sponsor policies: an index a bank account. Entries of four kinds, told apart by the key's first byte:
/// each policy's use; each policy's users; these users by the time when they may be forgotten; transactions by the time when they may.
/// </summary>
internal sealed class SponsorUses(Sponsorships sponsorships)
{
    /// <summary>How long a transaction is remembered: far longer than the blocks take that may hold it.</summary>
    internal static readonly TimeSpan Remembered = TimeSpan.FromDays(2);

    /// <summary>How many of a kind a reservation forgets at most: more than it adds, so that there are never more than are needed.</summary>
    private const int MaxForgotten = 3;

    /// <summary>How long a user with transactions under way is left alone.</summary>
    private const int SecondsToNextLook = 3600;

    private const byte PolicyEntry = 0;
    private const byte UserEntry = 1;
    private const byte UserDropEntry = 2;
    private const byte TransactionDropEntry = 3;

    private static readonly byte[] UserDropPrefix = [UserDropEntry];
    private static readonly byte[] TransactionDropPrefix = [TransactionDropEntry];

    private readonly IndexTable index = new("gasbank-sponsor-use");

    /// <summary>What was used of a policy, as of a time.</summary>
    internal async ValueTask<PolicyUse> FindAsync(ITransaction state, SponsorPolicyDocument policy, DateTimeOffset time) =>
        (await FindAsync(state, policy.BankAccountId, policy.PolicyId)).GetValueOrDefault().At(time);

    /// <summary>What a user used of a policy, as of a time.</summary>
    internal async ValueTask<UserUse> FindAsync(ITransaction state, SponsorPolicyDocument policy, UInt160 user, DateTimeOffset time) =>
        (await FindAsync(state, policy.BankAccountId, policy.PolicyId, user)).GetValueOrDefault().At(time, policy.WindowSeconds);

    /// <summary>Counts a transaction that is paid for from now on: in the day, in the user's window, and as under way.</summary>
    internal async ValueTask AddAsync(ITransaction state, SponsorPolicyDocument policy, UInt160 user, long amount, DateTimeOffset time)
    {
        PolicyUse whole = await FindAsync(state, policy, time);
        await PutAsync(state, policy.BankAccountId, policy.PolicyId, whole with { Spent = whole.Spent + amount, Outstanding = whole.Outstanding + 1 });
        UserUse own = await FindAsync(state, policy, user, time);
        own = own with { Spent = own.Spent + amount, Outstanding = own.Outstanding + 1 };
        if (own.DropAt == 0)
        {
            own = own with { DropAt = own.WindowEnd };
            await index.PutAsync(state, policy.BankAccountId, UserDropKey(own.DropAt, policy.PolicyId, user), Array.Empty<byte>());
        }

        await PutAsync(state, policy.BankAccountId, policy.PolicyId, user, own);
    }

    /// <summary>Counts that the chain has decided on a transaction.</summary>
    /// <param name="state">The transaction of the state.</param>
    /// <param name="ended">The transaction.</param>
    /// <param name="failed">Whether its script failed.</param>
    /// <param name="spent">Whether it cost anything: if not, it no longer counts where it was counted.</param>
    /// <param name="time">The time.</param>
    internal async ValueTask EndAsync(ITransaction state, SponsorshipDocument ended, bool failed, bool spent, DateTimeOffset time)
    {
        if (ended.PolicyId is not { } policyId || !UInt160.TryParse(ended.User, out UInt160 user))
        {
            return;
        }

        if (await FindAsync(state, ended.BankAccountId, policyId) is { } whole)
        {
            await PutAsync(state, ended.BankAccountId, policyId, whole with
            {
                Outstanding = whole.Outstanding - 1,
                Spent = spent || whole.Day != ended.Day ? whole.Spent : whole.Spent - ended.Amount,
            });
        }

        if (await FindAsync(state, ended.BankAccountId, policyId, user) is { } own)
        {
            long now = time.ToUnixTimeSeconds();
            int before = now < own.FaultsUntil ? own.Faults : 0;
            await PutAsync(state, ended.BankAccountId, policyId, user, own with
            {
                Outstanding = own.Outstanding - 1,
                Spent = spent || own.WindowStart != ended.WindowStart ? own.Spent : own.Spent - ended.Amount,
                Faults = failed ? before + 1 : before,
                FaultsUntil = failed ? now + ended.WindowSeconds : own.FaultsUntil,
            });
        }
    }

    /// <summary>Forgets a user's failures.</summary>
    internal async ValueTask ForgiveAsync(ITransaction state, SponsorPolicyDocument policy, UInt160 user)
    {
        if (await FindAsync(state, policy.BankAccountId, policy.PolicyId, user) is { } own)
        {
            await PutAsync(state, policy.BankAccountId, policy.PolicyId, user, own with { Faults = 0, FaultsUntil = 0 });
        }
    }

    /// <summary>Forgets what a policy's users used together: it is gone. Its users are forgotten with time.</summary>
    internal async ValueTask RemoveAsync(ITransaction state, SponsorPolicyDocument policy) =>
        await index.RemoveAsync(state, policy.BankAccountId, PolicyKey(policy.PolicyId));

    /// <summary>Remembers a transaction for as long as it must not be paid for again.</summary>
    internal async ValueTask RememberAsync(ITransaction state, SponsorshipDocument document, DateTimeOffset time)
    {
        sponsorships.Put(state, document);
        await RememberAsync(state, document.BankAccountId, Encoding.ASCII.GetBytes(Sponsorships.NameOf(document)), time + Remembered);
    }

    /// <summary>Forgets some of what says nothing any more. What still does is looked at again later.</summary>
    internal async ValueTask ForgetAsync(ITransaction state, string bankAccountId, DateTimeOffset time)
    {
        long now = time.ToUnixTimeSeconds();
        foreach (byte[] key in await DueAsync(state, bankAccountId, UserDropPrefix, now))
        {
            await index.RemoveAsync(state, bankAccountId, key);
            await ForgetUserAsync(state, bankAccountId, key.AsMemory(1 + sizeof(long)), now);
        }

        foreach (byte[] key in await DueAsync(state, bankAccountId, TransactionDropPrefix, now))
        {
            await index.RemoveAsync(state, bankAccountId, key);
            byte[] name = key[(1 + sizeof(long))..];
            if (await sponsorships.FindAsync(state, Encoding.ASCII.GetString(name)) is { Ended: false })
            {
                await RememberAsync(state, bankAccountId, name, time + Remembered);
            }
            else
            {
                sponsorships.Delete(state, Encoding.ASCII.GetString(name));
            }
        }
    }

    private async ValueTask ForgetUserAsync(ITransaction state, string bankAccountId, ReadOnlyMemory<byte> user, long now)
    {
        byte[] key = [UserEntry, .. user.Span];
        if (await index.FindAsync(state, bankAccountId, key) is not { } value)
        {
            return;
        }

        UserUse use = UserUse.Read(value.Span);
        long until = Math.Max(use.WindowEnd, use.FaultsUntil);
        if (use.Outstanding == 0 && until <= now)
        {
            await index.RemoveAsync(state, bankAccountId, key);
            return;
        }

        use = use with { DropAt = Math.Max(until, now + SecondsToNextLook) };
        await index.PutAsync(state, bankAccountId, key, use.Write());
        await index.PutAsync(state, bankAccountId, (byte[])[UserDropEntry, .. Time(use.DropAt), .. user.Span], Array.Empty<byte>());
    }

    /// <summary>The keys of a kind whose time has come, the oldest first.</summary>
    private async ValueTask<List<byte[]>> DueAsync(ITransaction state, string bankAccountId, byte[] prefix, long now)
    {
        List<byte[]> due = [];
        foreach (IndexEntry entry in await index.RangeAsync(state, bankAccountId, MaxForgotten, prefix: prefix))
        {
            if (BinaryPrimitives.ReadInt64BigEndian(entry.Key.Span[1..]) <= now)
            {
                due.Add(entry.Key.ToArray());
            }
        }

        return due;
    }

    private async ValueTask RememberAsync(ITransaction state, string bankAccountId, byte[] name, DateTimeOffset until) =>
        await index.PutAsync(state, bankAccountId, (byte[])[TransactionDropEntry, .. Time(until.ToUnixTimeSeconds()), .. name], Array.Empty<byte>());

    private async ValueTask<PolicyUse?> FindAsync(ITransaction state, string bankAccountId, string policyId) =>
        await index.FindAsync(state, bankAccountId, PolicyKey(policyId)) is { } value ? PolicyUse.Read(value.Span) : null;

    private async ValueTask<UserUse?> FindAsync(ITransaction state, string bankAccountId, string policyId, UInt160 user) =>
        await index.FindAsync(state, bankAccountId, UserKey(policyId, user)) is { } value ? UserUse.Read(value.Span) : null;

    private async ValueTask PutAsync(ITransaction state, string bankAccountId, string policyId, PolicyUse use) =>
        await index.PutAsync(state, bankAccountId, PolicyKey(policyId), use.Write());

    private async ValueTask PutAsync(ITransaction state, string bankAccountId, string policyId, UInt160 user, UserUse use) =>
        await index.PutAsync(state, bankAccountId, UserKey(policyId, user), use.Write());

    private static byte[] PolicyKey(string policyId) => [PolicyEntry, .. Encoding.ASCII.GetBytes(policyId)];

    private static byte[] UserKey(string policyId, UInt160 user) => [UserEntry, .. Encoding.ASCII.GetBytes(policyId), .. Bytes(user)];

    private static byte[] UserDropKey(long time, string policyId, UInt160 user) =>
        [UserDropEntry, .. Time(time), .. Encoding.ASCII.GetBytes(policyId), .. Bytes(user)];

    private static byte[] Bytes(UInt160 hash)
    {
        byte[] bytes = new byte[UInt160.Length];
        hash.CopyTo(bytes);
        return bytes;
    }

    private static byte[] Time(long seconds)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, seconds);
        return bytes;
    }
}
