using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <summary>
/// The outbox in the state: a document for each transaction, which of them are under way on each network, and which have ended of each
/// account. How many there are is bounded here, so they do not count as the account's records.
/// </summary>
internal sealed class OutboxRecords(OutboxSettings settings)
{
    /// <summary>
    /// In how many indexes those under way stand: accounts that put one in at the same time rarely meet in one of them, and need not
    /// repeat their work.
    /// </summary>
    internal const int Shards = 32;

    private const int MaxReference = 128;

    /// <summary>How many that ended are forgotten at the most when another ends.</summary>
    private const int PruneAtOnce = 8;

    private readonly DocumentTable<OutboxDocument> documents = new("outbox", OutboxDocumentJson.Default.OutboxDocument);
    private readonly DocumentTable<OutboxAccountDocument> accounts = new("outboxAccounts", OutboxDocumentJson.Default.OutboxAccountDocument);
    private readonly IndexTable underWay = new("outboxUnderWay");
    private readonly IndexTable ended = new("outboxEnded");

    /// <summary>What a transaction's document is called.</summary>
    internal static string NameOf(string accountId, string network, UInt256 hash)
    {
        Span<byte> bytes = stackalloc byte[UInt256.Length];
        hash.CopyTo(bytes);
        return $"{accountId}/{network}/{Base64Url.EncodeToString(bytes)}";
    }

    /// <summary>Puts one in. The same one again changes nothing, unless it was only watched and is to be sent now.</summary>
    /// <exception cref="RequestException">limitExceeded; conflict: it is here for another purpose.</exception>
    /// <exception cref="ArgumentException">A fault of the service's: the entry is not of one transaction.</exception>
    internal async ValueTask AddAsync(ITransaction metered, OutboxEntry entry, DateTimeOffset time)
    {
        Check(entry);
        ITransaction state = metered.Uncounted();
        string name = NameOf(entry.AccountId, entry.Network, entry.Hash);
        if (await documents.FindAsync(state, name) is { } known)
        {
            PutAgain(state, name, known, entry);
            return;
        }

        OutboxAccountDocument account = await AccountAsync(state, entry.AccountId);
        if (account.UnderWay >= settings.MaxUnderWay)
        {
            throw new RequestException(
                ErrorCode.LimitExceeded, $"The account has {settings.MaxUnderWay} transactions under way; wait until some are in a block or have expired.");
        }

        accounts.Put(state, entry.AccountId, account with { UnderWay = account.UnderWay + 1 });
        documents.Put(state, name, OutboxDocument.From(entry, time));
        await underWay.PutAsync(state, IndexOf(entry.Network, ShardOf(entry.Hash)), Encoding.UTF8.GetBytes(name), default);
    }

    internal ValueTask<OutboxDocument?> FindAsync(ITransaction state, string name) => documents.FindAsync(state, name);

    /// <summary>The names of those under way on a network whose hashes are of a shard, a page at a time.</summary>
    /// <param name="state">The state.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="shard">Which, below <see cref="Shards"/>.</param>
    /// <param name="after">The last name of the page before; empty at the beginning.</param>
    internal async ValueTask<IReadOnlyList<string>> ListAsync(ITransaction state, string network, int shard, string after) =>
    [
        .. (await underWay.RangeAsync(state, IndexOf(network, shard), IndexTable.MaxRange, Encoding.UTF8.GetBytes(after)))
            .Select(entry => Encoding.UTF8.GetString(entry.Key.Span)),
    ];

    /// <summary>Writes an outcome, and forgets some that ended long ago.</summary>
    /// <returns>The transaction as it was; null if its outcome is written already.</returns>
    internal async ValueTask<OutboxDocument?> EndAsync(ITransaction state, string name, Outcome outcome, DateTimeOffset time)
    {
        if (await documents.FindAsync(state, name) is not { IsUnderWay: true } document)
        {
            return null;
        }

        OutboxEntry entry = document.ToEntry();
        documents.Put(state, name, document with
        {
            Status = outcome.Status,
            Mined = outcome.Mined is { } mined ? MinedDocument.From(mined) : null,
        });
        await underWay.RemoveAsync(state, IndexOf(entry.Network, ShardOf(entry.Hash)), Encoding.UTF8.GetBytes(name));
        await ended.PutAsync(state, entry.AccountId, EndedKey(time, name), default);
        OutboxAccountDocument account = await AccountAsync(state, entry.AccountId);
        int kept = account.Ended + 1 - await PruneAsync(state, entry.AccountId, account.Ended + 1, time);
        accounts.Put(state, entry.AccountId, new OutboxAccountDocument { UnderWay = account.UnderWay - 1, Ended = kept });
        return document;
    }

    /// <summary>What is taken here can be read again whenever it is: one that could not would stop the others.</summary>
    private static void Check(OutboxEntry entry)
    {
        if (entry.Reference?.Length > MaxReference)
        {
            throw new ArgumentException($"A reference has at most {MaxReference} characters.", nameof(entry));
        }

        Transaction transaction = Transaction.ParseMaybeUnsigned(entry.Transaction.Span);
        if (transaction.Hash != entry.Hash || transaction.ValidUntilBlock != entry.ValidUntilBlock || (entry.Broadcast && transaction.Witnesses.Count == 0))
        {
            throw new ArgumentException("The bytes, the hash and the last block are of one transaction, and it is signed if it is sent.", nameof(entry));
        }
    }

    private async ValueTask<int> PruneAsync(ITransaction state, string accountId, int count, DateTimeOffset time)
    {
        int pruned = 0;
        foreach (IndexEntry oldest in await ended.RangeAsync(state, accountId, PruneAtOnce))
        {
            byte[] key = oldest.Key.ToArray();
            bool isOld = BinaryPrimitives.ReadInt64BigEndian(key) < (time - settings.KeepEnded).UtcTicks;
            if (!isOld && count - pruned <= settings.MaxEnded)
            {
                break;
            }

            await ended.RemoveAsync(state, accountId, key);
            documents.Delete(state, Encoding.UTF8.GetString(key.AsSpan(sizeof(long))));
            pruned++;
        }

        return pruned;
    }

    private void PutAgain(ITransaction state, string name, OutboxDocument known, OutboxEntry entry)
    {
        if (known.Kind != entry.Kind || known.Reference != entry.Reference)
        {
            throw new RequestException(ErrorCode.Conflict, "The transaction is under way already, for another purpose.");
        }

        if (known is { IsUnderWay: true, Broadcast: false } && entry.Broadcast)
        {
            documents.Put(state, name, known with { Broadcast = true, Transaction = entry.Transaction.ToArray() });
        }
    }

    private async ValueTask<OutboxAccountDocument> AccountAsync(ITransaction state, string accountId) =>
        await accounts.FindAsync(state, accountId) ?? new OutboxAccountDocument { UnderWay = 0, Ended = 0 };

    private static string IndexOf(string network, int shard) => $"{network}/{shard}";

    private static int ShardOf(UInt256 hash)
    {
        Span<byte> bytes = stackalloc byte[UInt256.Length];
        hash.CopyTo(bytes);
        return bytes[0] % Shards;
    }

    private static byte[] EndedKey(DateTimeOffset time, string name)
    {
        byte[] key = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(name)];
        BinaryPrimitives.WriteInt64BigEndian(key, time.UtcTicks);
        Encoding.UTF8.GetBytes(name, key.AsSpan(sizeof(long)));
        return key;
    }
}
