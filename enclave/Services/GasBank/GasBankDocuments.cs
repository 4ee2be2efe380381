using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank;

/// <summary>What is stored of bank accounts: a document each, its key in a table of secrets, and an index an account.</summary>
/// <remarks>An index holds two kinds of entries, told apart by the key's first byte: how many there are; each by time and id, for lists.</remarks>
internal sealed class GasBankDocuments
{
    private const byte CountEntry = 0;
    private const byte TimeEntry = 1;

    private static readonly byte[] CountKey = [CountEntry];
    private static readonly byte[] TimePrefix = [TimeEntry];

    private readonly DocumentTable<BankAccountDocument> documents = new("gasbank", GasBankDocumentJson.Default.BankAccountDocument);
    private readonly SecretTable keys = new("gasbank-key");
    private readonly IndexTable index = new("gasbank-index");

    /// <summary>The caller's bank account of that id, which the audit event then names.</summary>
    /// <exception cref="RequestException">notFound: there is none, or it is another account's.</exception>
    internal async ValueTask<BankAccountDocument> RequireAsync(Call call, string bankAccountId)
    {
        BankAccountDocument document = await RequireAsync(call.State, call.Caller, bankAccountId);
        call.Target = bankAccountId;
        return document;
    }

    /// <inheritdoc cref="RequireAsync(Call, string)"/>
    internal ValueTask<BankAccountDocument> RequireAsync(ITransaction state, Caller caller, string bankAccountId) =>
        RequireAsync(state, caller.AccountId, bankAccountId);

    /// <inheritdoc cref="RequireAsync(Call, string)"/>
    internal async ValueTask<BankAccountDocument> RequireAsync(ITransaction state, string accountId, string bankAccountId) =>
        await documents.FindAsync(state, bankAccountId) is { } document && document.AccountId == accountId
            ? document
            : throw new RequestException(ErrorCode.NotFound, "There is no such bank account in this account.");

    /// <summary>The bank account that a document of ours names: whoever it belongs to.</summary>
    internal async ValueTask<BankAccountDocument> GetAsync(ITransaction state, string bankAccountId) =>
        await documents.FindAsync(state, bankAccountId)
            ?? throw new InvalidOperationException("A document names a bank account that is not there.");

    /// <summary>A page of the caller's bank accounts, oldest first.</summary>
    internal async ValueTask<ListPage<BankAccountDocument>> PageAsync(Call call, PageRequest page)
    {
        ListPage<IndexEntry> entries = await index.PageAsync(call.State, call.Caller.AccountId, page, TimePrefix);
        List<BankAccountDocument> found = [];
        foreach (IndexEntry entry in entries.Items)
        {
            found.Add(await GetAsync(call.State, Encoding.ASCII.GetString(entry.Value.Span)));
        }

        return new ListPage<BankAccountDocument>(found, entries.NextCursor);
    }

    /// <summary>Stores a new bank account with its key.</summary>
    /// <param name="call">The call; its audit event names the bank account.</param>
    /// <param name="document">The bank account.</param>
    /// <param name="key">Its key; only lent.</param>
    /// <exception cref="RequestException">limitExceeded.</exception>
    internal async ValueTask AddAsync(Call call, BankAccountDocument document, PrivateKey key)
    {
        int count = await index.FindAsync(call.State, document.AccountId, CountKey) is { } found ? BinaryPrimitives.ReadInt32BigEndian(found.Span) : 0;
        if (count >= GasBankLimits.MaxBankAccounts)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"The account has {GasBankLimits.MaxBankAccounts} bank accounts, which is the most.");
        }

        byte[] counted = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(counted, count + 1);
        await index.PutAsync(call.State, document.AccountId, CountKey, counted);
        await index.PutAsync(call.State, document.AccountId, TimeKey(document), Encoding.ASCII.GetBytes(document.BankAccountId));
        Put(call.State, document);
        PutKey(call.State, document.BankAccountId, key);
        call.Target = document.BankAccountId;
    }

    /// <summary>Writes a changed document. Its balances change by the ledger alone.</summary>
    internal void Put(ITransaction state, BankAccountDocument document) => documents.Put(state, document.BankAccountId, document);

    /// <summary>Loads a bank account's key; the caller owns it.</summary>
    internal async ValueTask<PrivateKey> LoadKeyAsync(ITransaction state, string bankAccountId) =>
        await keys.FindAsync(state, bankAccountId) is { } secret && PrivateKey.TryImport(secret.Span, out PrivateKey? key)
            ? key
            : throw new InvalidOperationException("A bank account's key is not there.");

    private void PutKey(ITransaction state, string bankAccountId, PrivateKey key)
    {
        Span<byte> secret = stackalloc byte[PrivateKey.Length];
        try
        {
            key.CopySecretTo(secret);
            keys.Put(state, bankAccountId, secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    // Times are in milliseconds, so ids follow, which order those of one.
    private static byte[] TimeKey(BankAccountDocument document)
    {
        byte[] time = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, document.CreatedAt.Ticks);
        return [TimeEntry, .. time, .. Encoding.ASCII.GetBytes(document.BankAccountId)];
    }
}
