using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;

namespace NeoServiceLayer.Enclave.GasBank.Storage;

/// <summary>
/// What finds the holds of a bank account. Entries of several kinds, told apart by the key's first byte: how many there are of a kind; what
/// ends by itself, by time; allocations by time and id, for lists, and by whom they are for; transactions under way by their hash.
/// </summary>
internal sealed class HoldIndex
{
    private const byte CountEntry = 0;
    private const byte ExpiryEntry = 1;
    private const byte ListEntry = 2;
    private const byte HolderEntry = 3;
    private const byte FlightEntry = 4;

    private static readonly byte[] ExpiryPrefix = [ExpiryEntry];
    private static readonly byte[] ListPrefix = [ListEntry];
    private static readonly byte[] FlightPrefix = [FlightEntry];

    private readonly IndexTable index = new("gasbank-holds");

    /// <summary>Changes how many holds of a kind there are.</summary>
    /// <param name="state">The state.</param>
    /// <param name="bankAccountId">The bank account.</param>
    /// <param name="kind">The ids' prefix.</param>
    /// <param name="change">1 or −1.</param>
    /// <returns>How many there are now.</returns>
    internal async ValueTask<int> CountAsync(ITransaction state, string bankAccountId, string kind, int change)
    {
        byte[] key = [CountEntry, .. Encoding.ASCII.GetBytes(kind)];
        int count = await index.FindAsync(state, bankAccountId, key) is { } found ? BinaryPrimitives.ReadInt32BigEndian(found.Span) : 0;
        byte[] counted = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(counted, count + change);
        await index.PutAsync(state, bankAccountId, key, counted);
        return count + change;
    }

    internal async ValueTask AddExpiryAsync(ITransaction state, string bankAccountId, DateTime expiresAt, string id) =>
        await index.PutAsync(state, bankAccountId, TimeKey(ExpiryEntry, expiresAt, id), Bytes(id));

    internal async ValueTask RemoveExpiryAsync(ITransaction state, string bankAccountId, DateTime expiresAt, string id) =>
        await index.RemoveAsync(state, bankAccountId, TimeKey(ExpiryEntry, expiresAt, id));

    /// <summary>Ids of holds whose time is over, those that ended first before the others.</summary>
    internal async ValueTask<IReadOnlyList<string>> ExpiredAsync(ITransaction state, string bankAccountId, DateTime now, int most)
    {
        IReadOnlyList<IndexEntry> first = await index.RangeAsync(state, bankAccountId, most, prefix: ExpiryPrefix);
        return [.. first.TakeWhile(entry => BinaryPrimitives.ReadInt64BigEndian(entry.Key.Span[1..]) <= now.Ticks).Select(entry => Text(entry.Value))];
    }

    internal async ValueTask AddAllocationAsync(ITransaction state, AllocationDocument allocation)
    {
        await index.PutAsync(state, allocation.BankAccountId, TimeKey(ListEntry, allocation.CreatedAt, allocation.AllocationId), Bytes(allocation.AllocationId));
        await index.PutAsync(state, allocation.BankAccountId, HolderKey(allocation.WalletId, allocation.FunctionId), Bytes(allocation.AllocationId));
    }

    internal async ValueTask RemoveAllocationAsync(ITransaction state, AllocationDocument allocation)
    {
        await index.RemoveAsync(state, allocation.BankAccountId, TimeKey(ListEntry, allocation.CreatedAt, allocation.AllocationId));
        await index.RemoveAsync(state, allocation.BankAccountId, HolderKey(allocation.WalletId, allocation.FunctionId));
    }

    /// <summary>The id of the allocation for a wallet or a function, or null.</summary>
    internal async ValueTask<string?> FindAllocationAsync(ITransaction state, string bankAccountId, string? walletId, string? functionId) =>
        await index.FindAsync(state, bankAccountId, HolderKey(walletId, functionId)) is { } id ? Text(id) : null;

    /// <summary>A page of allocations' ids, in the order in which they were made.</summary>
    internal async ValueTask<ListPage<string>> PageAsync(ITransaction state, string bankAccountId, PageRequest page)
    {
        ListPage<IndexEntry> entries = await index.PageAsync(state, bankAccountId, page, ListPrefix);
        return new ListPage<string>([.. entries.Items.Select(entry => Text(entry.Value))], entries.NextCursor);
    }

    /// <summary>Notes that a transaction that takes from the bank account is under way.</summary>
    /// <returns>Whether it was not noted before.</returns>
    internal ValueTask<bool> AddFlightAsync(ITransaction state, string bankAccountId, string transactionHash, string id) =>
        index.PutAsync(state, bankAccountId, FlightKey(transactionHash), Bytes(id));

    internal async ValueTask RemoveFlightAsync(ITransaction state, string bankAccountId, string transactionHash) =>
        await index.RemoveAsync(state, bankAccountId, FlightKey(transactionHash));

    /// <summary>Ids of what holds GAS for transactions under way, at most so many.</summary>
    internal async ValueTask<IReadOnlyList<string>> FlightsAsync(ITransaction state, string bankAccountId, int most) =>
        [.. (await index.RangeAsync(state, bankAccountId, most, prefix: FlightPrefix)).Select(entry => Text(entry.Value))];

    private static byte[] TimeKey(byte kind, DateTime time, string id)
    {
        byte[] ticks = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(ticks, time.Ticks);
        return [kind, .. ticks, .. Bytes(id)];
    }

    // Ids of functions are of any length up to their bound, so it is their hash that stands here.
    private static byte[] HolderKey(string? walletId, string? functionId) =>
        [HolderEntry, .. SHA256.HashData(Encoding.UTF8.GetBytes(walletId is not null ? "wallet:" + walletId : "function:" + functionId))];

    private static byte[] FlightKey(string transactionHash) => [FlightEntry, .. Encoding.ASCII.GetBytes(transactionHash)];

    private static byte[] Bytes(string id) => Encoding.ASCII.GetBytes(id);

    private static string Text(ReadOnlyMemory<byte> id) => Encoding.ASCII.GetString(id.Span);
}
