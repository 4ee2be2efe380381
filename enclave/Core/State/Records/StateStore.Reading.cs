using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>What transactions read: from what waits for the disk, from the cache, or from the host, whose answer is checked.</summary>
internal sealed partial class StateStore
{
    /// <summary>So many reads are asked of the host at once: enough for it, and few enough that a commit always finds room.</summary>
    private const int MaxReads = 64;

    private readonly SemaphoreSlim reads = new(MaxReads);

    /// <summary>Reads a record for a transaction that has not touched it.</summary>
    internal ValueTask<ReadOnlyMemory<byte>?> ReadAsync(Transaction transaction, Table table, in Bytes32 key)
    {
        lock (gate)
        {
            return TryReadHere(transaction, table, key, out ReadOnlyMemory<byte>? content, out IndexEntry committed)
                ? new(content)
                : ReadFromHostAsync(transaction, table, key, committed);
        }
    }

    /// <summary>Reads what is in memory; if it is not, gives what must be asked for.</summary>
    private bool TryReadHere(
        Transaction transaction, Table table, in Bytes32 key, out ReadOnlyMemory<byte>? content, out IndexEntry committed)
    {
        ThrowUnlessOpen();
        if (!StillHolds(transaction))
        {
            throw new RequestException(ErrorCode.Conflict, "What the transaction has read was changed meanwhile: its body runs again.");
        }

        committed = default;
        if (pending.TryGetValue(key, out PendingChange? change))
        {
            content = transaction.Note(table, key, change.Version, table.Secret ? Copy(table, change.Content) : change.Content);
            return true;
        }

        if (!image!.Index.TryGet(key, out committed))
        {
            content = transaction.Note(table, key, 0, null);
            return true;
        }

        byte[]? cached = table.Secret ? null : cache.Find(key, committed.Version);
        content = cached is null ? null : transaction.Note(table, key, committed.Version, cached);
        return cached is not null;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> ReadFromHostAsync(
        Transaction transaction, Table table, Bytes32 key, IndexEntry wanted)
    {
        while (true)
        {
            SealedRecord? record = await AskForAsync(key);
            EnclaveEvent? wrong = TryOpen(table, key, wanted, record, out byte[]? opened);
            try
            {
                lock (gate)
                {
                    // What is in memory goes first: a commit may have ended, or begun, since the host was asked.
                    if (TryReadHere(transaction, table, key, out ReadOnlyMemory<byte>? content, out IndexEntry newest))
                    {
                        return content;
                    }

                    if (newest == wanted)
                    {
                        content = Take(transaction, table, key, wanted, wrong, opened);
                        opened = null;
                        return content;
                    }

                    wanted = newest;
                }
            }
            finally
            {
                Clear(table, opened);
            }
        }
    }

    /// <summary>Takes what the host gave for a record that nothing was done to meanwhile.</summary>
    private ReadOnlyMemory<byte>? Take(
        Transaction transaction, Table table, in Bytes32 key, in IndexEntry wanted, EnclaveEvent? wrong, byte[]? opened)
    {
        if (wrong is not null && doubt is not null)
        {
            // It may be what the commit in doubt wrote.
            throw NotGiven();
        }

        if (wrong is not null)
        {
            events.Write(wrong);
            throw Tampered(key);
        }

        if (!table.Secret)
        {
            cache.Set(key, wanted.Version, opened!);
        }

        return transaction.Note(table, key, wanted.Version, opened);
    }

    private async Task<SealedRecord?> AskForAsync(Bytes32 key)
    {
        await reads.WaitAsync();
        try
        {
            IRecordHost asked = AttachedHost();
            ReadRecordsResponse response = await asked.ReadAsync(new ReadRecordsRequest { Keys = [key.ToArray()] });
            return response.Records.Count == 1 ? response.Records[0] : null;
        }
        catch (RequestException failed)
        {
            throw failed.Code == ErrorCode.OutcomeUnknown || failed.Code == ErrorCode.EnclaveUnreachable
                ? NotReady()
                : NotGiven();
        }
        finally
        {
            reads.Release();
        }
    }

    /// <summary>Opens what the host gave for a record.</summary>
    /// <returns>What is wrong with it; null if it is what was committed.</returns>
    private EnclaveEvent? TryOpen(Table table, in Bytes32 key, in IndexEntry wanted, SealedRecord? record, out byte[]? content)
    {
        content = null;
        RecordName name = new((ulong)(key.Prefix >> 64));
        if (record is null)
        {
            return EnclaveEvents.RecordMissing(name);
        }

        if (record.Version != wanted.Version || !SealedValue.HasHeader(record.Value) || !IsSealOf(wanted, record.Value))
        {
            return record.Version < wanted.Version ? EnclaveEvents.RecordStale(name) : EnclaveEvents.RecordAltered(name);
        }

        content = PendingChange.Allocate(table, record.Value.Length - SealedValue.HeaderLength);
        return sealer.TryOpen(table, key, wanted.Version, record.Value, content) ? null : EnclaveEvents.RecordAltered(name);
    }

    private bool IsSealOf(in IndexEntry wanted, ReadOnlySpan<byte> value)
    {
        Bytes32 boot;
        lock (gate)
        {
            boot = image!.Boots.IdOf(wanted.Boot);
        }

        return SealedValue.BootOf(value) == boot && IndexEntry.TagFrom(SealedValue.TagOf(value)) == wanted.Tag;
    }

    private static byte[]? Copy(Table table, byte[]? content)
    {
        if (content is null)
        {
            return null;
        }

        byte[] copy = PendingChange.Allocate(table, content.Length);
        content.CopyTo(copy, 0);
        return copy;
    }

    private static void Clear(Table table, byte[]? content)
    {
        if (table.Secret)
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static RequestException NotGiven() =>
        new(ErrorCode.StoreUnavailable, "The store did not give a record: nothing was changed. Send the request again.");

    private static RequestException Tampered(in Bytes32 key) => new(
        ErrorCode.StateTampered,
        $"The store gave record {new RecordName((ulong)(key.Prefix >> 64))} otherwise than it was committed, or withheld it: it was not used.");
}
