using System.Collections.Concurrent;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <summary>
/// The outbox of one network: one loop that sees what is under way, follows the blocks, and has each transaction sent, looked for and
/// settled, several at once. What it knows beyond the state it can lose at any time.
/// </summary>
/// <remarks>This file: what is under way, and the blocks. The other: the work on one transaction.</remarks>
/// <param name="network">The network.</param>
/// <param name="records">What is kept.</param>
/// <param name="settling">Writes outcomes.</param>
/// <param name="state">The state.</param>
/// <param name="clock">For waiting, and the time of outcomes.</param>
/// <param name="events">Where faults are told.</param>
/// <param name="settings">How it goes about it.</param>
internal sealed partial class NetworkOutbox(
    INeoNetwork network, OutboxRecords records, Settling settling, IStateStore state, TimeProvider clock, IEventLog events, OutboxSettings settings) : IDisposable
{
    /// <summary>How many blocks are followed one by one; behind more, everything is looked for.</summary>
    private const uint MostBlocks = 32;

    /// <summary>How long it waits at least before it looks again, so that those put in one after the other are seen together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    /// <summary>How many times as long as a look took it waits: seeing what is under way costs more the more there is, and whoever puts in more pays for that.</summary>
    private const int RestsPerLook = 4;

    /// <summary>The height before any was read.</summary>
    private const long None = -1;

    private readonly ConcurrentDictionary<string, OutboxItem> items = new();
    private readonly SeenBlocks seen = new();
    private readonly SemaphoreSlim woken = new(0, 1);
    private readonly SemaphoreSlim slots = new(settings.Concurrency);
    private long height = None;
    private long heightAt;
    private TimeSpan looked;

    /// <summary>Has it look now.</summary>
    internal void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (Exception already) when (already is SemaphoreFullException or ObjectDisposedException)
        {
            // It is woken as it is, or has ended.
        }
    }

    /// <summary>What is known of a transaction under way beyond the state; null: nothing.</summary>
    internal OutboxItem? Find(string name) => items.GetValueOrDefault(name);

    /// <summary>Goes on until the token says so.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                long began = clock.GetTimestamp();
                await RefreshAsync();
                looked = clock.GetElapsedTime(began);
                StartDue(cancellationToken);
                if (await FollowAsync(cancellationToken))
                {
                    StartDue(cancellationToken);
                }
            }
            catch (RequestException)
            {
                // The state does not serve, or too few end points answer: the next look may find it otherwise.
            }
            catch (OperationCanceledException)
            {
                // The loop's condition ends it.
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                events.Write(EnclaveEvents.OutboxFault(fault.GetType()));
            }

            await RestAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        woken.Dispose();
        slots.Dispose();
    }

    private async Task RestAsync(CancellationToken cancellationToken)
    {
        try
        {
            TimeSpan gathering = looked * RestsPerLook;
            await Task.Delay(gathering < Gathering ? Gathering : gathering < settings.Period ? gathering : settings.Period, cancellationToken);
            await woken.WaitAsync(settings.Period, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop's condition ends it.
        }
    }

    /// <summary>Sees what came, and forgets what went.</summary>
    private async Task RefreshAsync()
    {
        HashSet<string> listed = [];
        for (int shard = 0; shard < OutboxRecords.Shards; shard++)
        {
            string after = "";
            IReadOnlyList<string> page;
            do
            {
                (int here, string from) = (shard, after);
                page = await state.RunAsync(network.Name, state => records.ListAsync(state, network.Name, here, from));
                listed.UnionWith(page);
                after = page.Count > 0 ? page[^1] : "";
            }
            while (page.Count == Core.State.Shapes.IndexTable.MaxRange);
        }

        foreach (string gone in items.Keys.Where(name => !listed.Contains(name)))
        {
            items.TryRemove(gone, out _);
        }

        foreach (string name in listed.Where(name => !items.ContainsKey(name)))
        {
            if (await state.RunAsync(name, state => records.FindAsync(state, name)) is { IsUnderWay: true } document)
            {
                OutboxItem item = new(name, document);
                item.MustLook = seen.MayHold(item);
                items[name] = item;
            }
        }
    }

    /// <summary>Follows the chain: which of those under way are in a block, and which can never be in one.</summary>
    /// <returns>Whether there is a new block.</returns>
    private async Task<bool> FollowAsync(CancellationToken cancellationToken)
    {
        if (items.IsEmpty && height != None && clock.GetElapsedTime(heightAt) < settings.IdlePeriod)
        {
            return false;
        }

        uint reached = await network.GetHeightAsync(cancellationToken);
        heightAt = clock.GetTimestamp();
        if (reached == height)
        {
            return false;
        }

        if (network is IBlockSource blocks && height != None && !items.IsEmpty && reached - height <= MostBlocks)
        {
            for (uint index = (uint)height + 1; index <= reached; index++)
            {
                DateTimeOffset before = clock.GetUtcNow();
                HashSet<UInt256> hashes = [.. await blocks.GetBlockAsync(index, cancellationToken)];
                seen.Add(hashes, before);
                Notice(item => hashes.Contains(item.Entry.Hash));
                Volatile.Write(ref height, index);
            }
        }
        else
        {
            seen.Forget();
            Notice(static _ => true);
        }

        Volatile.Write(ref height, reached);
        Notice(item => item.Entry.ValidUntilBlock < reached);
        return true;
    }

    private void Notice(Func<OutboxItem, bool> isSo)
    {
        foreach (OutboxItem item in items.Values.Where(isSo))
        {
            item.MustLook = true;
        }
    }

    /// <summary>Has those worked on that are due, as many at once as may be.</summary>
    private void StartDue(CancellationToken cancellationToken)
    {
        foreach (OutboxItem item in items.Values.Where(item => !item.IsBusy))
        {
            // What was never sent in this boot is sent first: that costs nothing if it is in a block already, and no time if it is not.
            bool maySend = item.Entry.Broadcast && item.Sending.IsNow(clock) && item.Entry.ValidUntilBlock >= height;
            bool mayLook = item.MustLook && item.Looking.IsNow(clock);
            if (maySend && (!mayLook || !item.IsSent))
            {
                Start(item, item.Sending, SendAsync, cancellationToken);
            }
            else if (mayLook)
            {
                Start(item, item.Looking, LookAsync, cancellationToken);
            }
        }
    }
}
