using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <summary>Writes what became of transactions, each together with what its service makes of it.</summary>
internal sealed class Settling(OutboxRecords records, IStateStore state, TimeProvider clock)
{
    private readonly Dictionary<string, IOutcomeHandler> handlers = [];

    /// <exception cref="ArgumentException">Another hears of this kind.</exception>
    internal void Handle(IOutcomeHandler handler) => handlers.Add(handler.Kind, handler);

    /// <summary>Writes an outcome in the account's lane, unless one is written already: it is heard of once, and both or neither are there.</summary>
    /// <exception cref="InvalidOperationException">A fault of ours: nobody hears of its kind.</exception>
    internal ValueTask<bool> SettleAsync(OutboxItem item, Outcome outcome) => state.RunAsync(item.Entry.AccountId, async state =>
    {
        DateTimeOffset time = clock.GetUtcNow();
        if (await records.EndAsync(state, item.Name, outcome, time) is not { } document)
        {
            return false;
        }

        if (document.Kind is { } kind)
        {
            IOutcomeHandler handler = handlers.GetValueOrDefault(kind)
                ?? throw new InvalidOperationException("A transaction's outcome has a kind that nobody hears of.");
            await handler.SettleAsync(state, document.ToEntry(), outcome, time);
        }

        return true;
    });
}
