using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Function.Triggers.Storage;

namespace NeoServiceLayer.Enclave.Function.Triggers.Blocks;

/// <summary>
/// Puts the events of one network into the queue: each trigger goes through the blocks in their order, and its place is written with what it
/// found there, so that each event is put in once, whenever the enclave ends.
/// </summary>
internal sealed class BlockFollower(
    INeoNetwork network, IBlockEvents source, TriggerRecords records, TriggerQueue queue, BlockProgress progress, IStateStore state, EnclaveTime time,
    TriggerSettings settings, Action wake)
{
    /// <summary>How many blocks one trigger goes through before the others' turn comes.</summary>
    private const int BlocksAtOnce = 64;

    /// <summary>How many events one transaction of the state takes: each changes some records.</summary>
    private const int EventsAtOnce = 32;

    /// <summary>How many blocks are kept for triggers that are at the same place.</summary>
    private const int MostKept = 64;

    private readonly Dictionary<uint, ChainBlock> kept = [];

    /// <summary>Has every trigger that waits for events of this network go on.</summary>
    /// <returns>Whether there is more to do at once.</returns>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        List<TriggerDocument> triggers = await ListAsync();
        if (triggers.Count == 0 || time.Now is null)
        {
            return false;
        }

        uint height = await network.GetHeightAsync(cancellationToken);
        bool more = false;
        foreach (TriggerDocument trigger in triggers.OrderBy(progress.Of))
        {
            more |= await AdvanceAsync(trigger, height, cancellationToken);
        }

        return more;
    }

    private async Task<List<TriggerDocument>> ListAsync()
    {
        List<TriggerDocument> found = [];
        string after = "";
        IReadOnlyList<string> page;
        do
        {
            string from = after;
            page = await state.RunAsync(TriggerRecords.Lane, transaction => records.OfNetworkAsync(transaction, network.Name, from));
            foreach (string id in page)
            {
                if (await state.RunAsync(TriggerRecords.Lane, transaction => records.FindAsync(transaction, id)) is { IsPaused: false } trigger)
                {
                    found.Add(trigger);
                }
            }

            after = page.Count > 0 ? page[^1] : "";
        }
        while (page.Count == IndexTable.MaxRange);
        return found;
    }

    private async Task<bool> AdvanceAsync(TriggerDocument trigger, uint height, CancellationToken cancellationToken)
    {
        EventFilter filter = EventFilter.Read(trigger.ChainEvent!);
        for (int blocks = 0; blocks < BlocksAtOnce; blocks++)
        {
            uint next = progress.Of(trigger)!.Value;
            if (next > height || !queue.HasRoom(trigger))
            {
                return false;
            }

            ChainBlock block = await ReadAsync(next, cancellationToken);
            int first = next == trigger.NextBlock ? trigger.NextEvent : 0;
            ChainEvent[] found = [.. block.Events.Where(told => told.Index >= first && filter.Takes(told.Notification))];
            if (found.Length > 0 || next - trigger.NextBlock >= settings.BlocksUnwritten)
            {
                if (await WriteAsync(trigger, block, found) is not { } written)
                {
                    return false;
                }

                trigger = written;
                wake();
            }
            else
            {
                progress.Pass(trigger.TriggerId, next);
            }
        }

        return true;
    }

    /// <summary>Writes what a block holds for a trigger, as far as there is room, and the place from which it goes on.</summary>
    /// <returns>The trigger from then on; null where it was changed meanwhile.</returns>
    private async Task<TriggerDocument?> WriteAsync(TriggerDocument seen, ChainBlock block, ChainEvent[] found) => await state.RunAsync(
        TriggerRecords.Lane,
        async transaction =>
        {
            if (await records.FindAsync(transaction, seen.TriggerId) is not { IsPaused: false } trigger
                || (trigger.NextBlock, trigger.NextEvent) != (seen.NextBlock, seen.NextEvent)
                || time.Now is not { } now)
            {
                return null;
            }

            int taken = 0;
            while (taken < Math.Min(found.Length, EventsAtOnce) && queue.HasRoom(trigger))
            {
                ChainEvent told = found[taken++];
                string name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"block/{block.Index}/{told.Index}");
                trigger = await queue.AddAsync(transaction, trigger, name, EventText.Write(network.Name, block, told), now);
            }

            return await records.PutAsync(transaction, taken == found.Length
                ? trigger with { NextBlock = block.Index + 1, NextEvent = 0 }
                : trigger with { NextBlock = block.Index, NextEvent = taken == 0 ? seen.NextEvent : found[taken - 1].Index + 1 });
        });

    private async Task<ChainBlock> ReadAsync(uint index, CancellationToken cancellationToken)
    {
        if (kept.TryGetValue(index, out ChainBlock? block))
        {
            return block;
        }

        block = await source.GetBlockEventsAsync(index, cancellationToken);
        if (kept.Count >= MostKept)
        {
            kept.Remove(kept.Keys.Min());
        }

        return kept[index] = block;
    }
}
