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

    private readonly IndexTable index = new("outbox-double");
    private IOutcomeHandler? handler;

    /// <summary>How often it was woken.</summary>
    internal int Wakes { get; private set; }

    public async ValueTask AddAsync(ITransaction state, OutboxEntry entry)
    {
        Assert.True(await index.PutAsync(state, Name, Key(entry.Hash), Encoding.UTF8.GetBytes($"{entry.AccountId} {entry.Kind} {entry.Reference}")), "It is in already.");
    }

    public ValueTask<OutboxState?> FindAsync(ITransaction state, string accountId, string network, UInt256 hash) => new((OutboxState?)null);

    public void Wake() => Wakes++;

    public void Handle(IOutcomeHandler handler) => this.handler = handler;

    /// <summary>Hashes of what is in it.</summary>
    internal async ValueTask<IReadOnlyList<UInt256>> HashesAsync(ITransaction state) =>
        [.. (await index.RangeAsync(state, Name, IndexTable.MaxRange)).Select(entry => new UInt256(entry.Key.Span))];

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
        MinedTransaction? mined = status == OutboxStatus.Expired ? null : new(hash, 1, 0, status == OutboxStatus.Confirmed, null, 1, 1, 1, []);
        Assert.Equal(words[1], handler!.Kind);
        await handler.SettleAsync(state, entry, new Outcome(status, mined), time);
        return true;
    }

    private static byte[] Key(UInt256 hash)
    {
        byte[] key = new byte[UInt256.Length];
        hash.CopyTo(key);
        return key;
    }
}
