using System.Buffers.Binary;
using System.Text;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.Storage;

/// <summary>What is stored: a document a wallet, its key in a table of secrets, and an index an account.</summary>
/// <remarks>
/// An index holds four kinds of entries, told apart by the key's first byte: how many wallets there are; each wallet by time
/// and id, for lists; each address by script hash, so that no account has one twice and a multi-signature wallet finds
/// those of its keys; each address of an hd wallet by that and its number, with its script.
/// </remarks>
internal sealed partial class WalletDocuments(int maxWallets)
{
    private const byte CountEntry = 0;
    private const byte TimeEntry = 1;
    private const byte AccountEntry = 2;

    private static readonly byte[] CountKey = [CountEntry];
    private static readonly byte[] TimePrefix = [TimeEntry];

    private readonly DocumentTable<WalletDocument> documents = new("wallet", WalletDocumentJson.Default.WalletDocument);
    private readonly SecretTable keys = new("wallet-key");
    private readonly IndexTable index = new("wallet-index");

    /// <summary>The caller's wallet of that id, which the audit event then names.</summary>
    /// <exception cref="RequestException">notFound: there is none, or it is another account's.</exception>
    internal async ValueTask<WalletDocument> RequireAsync(Call call, string walletId)
    {
        WalletDocument document = await RequireAsync(call.State, call.Caller, walletId);
        call.Target = walletId;
        return document;
    }

    /// <inheritdoc cref="RequireAsync(Call, string)"/>
    internal ValueTask<WalletDocument> RequireAsync(ITransaction transaction, Caller caller, string walletId) =>
        RequireAsync(transaction, caller.AccountId, walletId);

    /// <inheritdoc cref="RequireAsync(Call, string)"/>
    internal async ValueTask<WalletDocument> RequireAsync(ITransaction transaction, string accountId, string walletId) =>
        await documents.FindAsync(transaction, walletId) is { } document && document.AccountId == accountId
            ? document
            : throw new RequestException(ErrorCode.NotFound, "There is no such wallet in this account.");

    /// <summary>A page of the caller's wallets, oldest first.</summary>
    internal async ValueTask<ListPage<WalletDocument>> PageAsync(Call call, PageRequest page)
    {
        ListPage<IndexEntry> entries = await index.PageAsync(call.State, call.Caller.AccountId, page, TimePrefix);
        List<WalletDocument> wallets = [];
        foreach (IndexEntry entry in entries.Items)
        {
            string walletId = Encoding.ASCII.GetString(entry.Value.Span);
            wallets.Add(await documents.FindAsync(call.State, walletId)
                ?? throw new InvalidOperationException("An index names a wallet that is not there."));
        }

        return new ListPage<WalletDocument>(wallets, entries.NextCursor);
    }

    /// <summary>Stores a new wallet.</summary>
    /// <param name="call">The call; its audit event names the wallet.</param>
    /// <param name="document">The wallet.</param>
    /// <param name="key">The key of a single wallet; only lent.</param>
    /// <exception cref="RequestException">conflict: the account has a wallet of this address; limitExceeded.</exception>
    internal async ValueTask AddAsync(Call call, WalletDocument document, PrivateKey? key)
    {
        await TakeAddressAsync(call.State, document.AccountId, document.Account, document.WalletId);
        await AddAsync(call, document);
        if (key is not null)
        {
            PutKey(call.State, document.WalletId, key);
        }
    }

    /// <summary>Stores a new wallet of kind hd with its address 0.</summary>
    /// <param name="call">The call; its audit event names the wallet.</param>
    /// <param name="document">The wallet.</param>
    /// <param name="seed">Its seed; only lent.</param>
    /// <exception cref="RequestException">limitExceeded.</exception>
    internal async ValueTask AddAsync(Call call, WalletDocument document, KeySeed seed)
    {
        await AddAsync(call, document);
        await PutAddressAsync(call.State, new WalletAddress(document, 0, document.Script));
        PutSeed(call.State, document.WalletId, seed);
    }

    /// <summary>Stores a new wallet's document, and what lists find it by.</summary>
    private async ValueTask AddAsync(Call call, WalletDocument document)
    {
        string account = document.AccountId;
        int count = await CountAsync(call.State, account);
        if (count >= maxWallets)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"The account has {maxWallets} wallets, which is the most.");
        }

        byte[] walletId = Encoding.ASCII.GetBytes(document.WalletId);
        await PutCountAsync(call.State, account, count + 1);
        await index.PutAsync(call.State, account, TimeKey(document), walletId);
        documents.Put(call.State, document.WalletId, document);
        call.Target = document.WalletId;
    }

    /// <summary>Writes a changed document.</summary>
    internal void Update(Call call, WalletDocument document) => documents.Put(call.State, document.WalletId, document);

    /// <summary>Removes a wallet with its key.</summary>
    internal async ValueTask RemoveAsync(Call call, WalletDocument document)
    {
        string account = document.AccountId;
        await PutCountAsync(call.State, account, await CountAsync(call.State, account) - 1);
        await index.RemoveAsync(call.State, account, TimeKey(document));
        await RemoveAddressesAsync(call.State, document);
        documents.Delete(call.State, document.WalletId);
        keys.Delete(call.State, document.WalletId);
    }

    private async ValueTask<int> CountAsync(ITransaction transaction, string account) =>
        await index.FindAsync(transaction, account, CountKey) is { } count ? BinaryPrimitives.ReadInt32BigEndian(count.Span) : 0;

    private async ValueTask PutCountAsync(ITransaction transaction, string account, int count)
    {
        byte[] value = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(value, count);
        await index.PutAsync(transaction, account, CountKey, value);
    }

    // Times are in milliseconds, so ids follow, which order the wallets of one.
    private static byte[] TimeKey(WalletDocument document)
    {
        byte[] time = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, new DateTimeOffset(document.CreatedAt).ToUnixTimeMilliseconds());
        return [TimeEntry, .. time, .. Encoding.ASCII.GetBytes(document.WalletId)];
    }

    private static byte[] AccountKey(UInt160 account)
    {
        byte[] key = new byte[1 + UInt160.Length];
        key[0] = AccountEntry;
        account.CopyTo(key.AsSpan(1));
        return key;
    }
}
