using System.Text;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>An outbox that sends nothing: what is in it is part of the state, as in the real one, and a test says what becomes of it.</summary>
internal sealed class OutboxDouble : ITransactionOutbox
{
    private const string Name = "all";

    /// <summary>A transaction's bytes before its signers.</summary>
    private const int HeaderBytes = 25;

    private readonly IndexTable index = new("outbox-double");
    private readonly Dictionary<string, IOutcomeHandler> handlers = [];

    /// <summary>How often it was woken.</summary>
    internal int Wakes { get; private set; }

    public async ValueTask AddAsync(ITransaction state, OutboxEntry entry)
    {
        string text = $"{entry.AccountId} {entry.Kind} {entry.Reference} {Convert.ToHexString(entry.Transaction.Span[..HeaderBytes])} {entry.Broadcast}";
        Assert.True(await index.PutAsync(state, Name, Key(entry.Hash), Encoding.UTF8.GetBytes(text)) || entry.Broadcast, "It is in already.");
    }

    public ValueTask<OutboxState?> FindAsync(ITransaction state, string accountId, string network, UInt256 hash) => new((OutboxState?)null);

    public void Wake() => Wakes++;

    public void Handle(IOutcomeHandler handler) => handlers.Add(handler.Kind, handler);

    /// <summary>Hashes of what is in it.</summary>
    internal async ValueTask<IReadOnlyList<UInt256>> HashesAsync(ITransaction state) =>
        [.. (await index.RangeAsync(state, Name, IndexTable.MaxRange)).Select(entry => new UInt256(entry.Key.Span))];

    /// <summary>Whether a transaction in it is to be sent; null: it is not in it.</summary>
    internal async ValueTask<bool?> IsSentAsync(ITransaction state, UInt256 hash) =>
        await index.FindAsync(state, Name, Key(hash)) is { } value ? Encoding.UTF8.GetString(value.Span).EndsWith(" True", StringComparison.Ordinal) : null;

    /// <summary>Writes what became of a transaction: once, as the real one does.</summary>
    internal async ValueTask<bool> SettleAsync(ITransaction state, UInt256 hash, OutboxStatus status, DateTimeOffset time)
    {
        if (await index.FindAsync(state, Name, Key(hash)) is not { } value)
        {
            return false;
        }

        string[] words = Encoding.UTF8.GetString(value.Span).Split(' ');
        await index.RemoveAsync(state, Name, Key(hash));
        OutboxEntry entry = new("double", hash, default, true, 0, words[0], words[1], words[2]);
        byte[] header = Convert.FromHexString(words[3]);
        long systemFee = BitConverter.ToInt64(header, 5);
        long networkFee = BitConverter.ToInt64(header, 13);
        MinedTransaction? mined = status == OutboxStatus.Expired
            ? null
            : new(hash, 1, 0, status == OutboxStatus.Confirmed, null, systemFee, networkFee, systemFee, []);
        await handlers[words[1]].SettleAsync(state, entry, new Outcome(status, mined), time);
        return true;
    }

    private static byte[] Key(UInt256 hash)
    {
        byte[] key = new byte[UInt256.Length];
        hash.CopyTo(key);
        return key;
    }
}
