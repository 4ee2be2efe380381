using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Function.Hosting.Effects;

namespace NeoServiceLayer.Enclave.Function.Triggers.Storage;

/// <summary>
/// Events of triggers: those that wait, by the time from which on they may be executed and their number; those that were given up on, by the
/// time of that; and keys of webhooks' calls, which are remembered.
/// </summary>
internal sealed class TriggerEvents
{
    /// <summary>How many are swept at once: each changes some records, and a transaction takes 256.</summary>
    private const int SweptAtOnce = 20;

    private readonly DocumentTable<TriggerEventDocument> documents = new("trigger-event", TriggerDocumentJson.Default.TriggerEventDocument);
    private readonly IndexTable waiting = new("trigger-waiting");
    private readonly IndexTable dead = new("trigger-dead");
    private readonly IndexTable keys = new("trigger-key");
    private readonly IndexTable keyTimes = new("trigger-key-time");

    /// <summary>When the first of those that wait may be executed; null where none waits.</summary>
    internal async ValueTask<DateTime?> FirstAsync(ITransaction state, string triggerId) =>
        await waiting.RangeAsync(state, triggerId, 1) is [var first] ? OrderKey.Time(first.Key.Span) : null;

    /// <summary>The first of those that wait, if it may be executed by then.</summary>
    internal async ValueTask<TriggerEventDocument?> TakeAsync(ITransaction state, string triggerId, DateTime now) =>
        await waiting.RangeAsync(state, triggerId, 1) is [var first] && OrderKey.Time(first.Key.Span) <= now
            ? await RequireAsync(state, triggerId, OrderKey.Sequence(first.Key.Span))
            : null;

    internal ValueTask<TriggerEventDocument?> FindAsync(ITransaction state, string triggerId, long sequence) =>
        documents.FindAsync(state, Name(triggerId, sequence));

    /// <summary>Writes one in the place that it has from now on, waiting or given up on, and takes it out of the one that it had.</summary>
    internal async ValueTask PutAsync(ITransaction state, TriggerEventDocument? before, TriggerEventDocument after)
    {
        if (before is not null)
        {
            await Place(before).RemoveAsync(state, before.TriggerId, OrderKey.Of(before.At, before.Sequence));
        }

        await Place(after).PutAsync(state, after.TriggerId, OrderKey.Of(after.At, after.Sequence), default);
        documents.Put(state, Name(after.TriggerId, after.Sequence), after);
    }

    /// <summary>Removes one that no execution is for any more, and with it what is remembered of what its executions did outside.</summary>
    internal async ValueTask RemoveAsync(ITransaction state, TriggerDocument trigger, TriggerEventDocument document)
    {
        await Place(document).RemoveAsync(state, document.TriggerId, OrderKey.Of(document.At, document.Sequence));
        documents.Delete(state, Name(document.TriggerId, document.Sequence));
        RunEffects.Forget(state, trigger.AccountId, trigger.FunctionId, document.DeduplicationKey);
    }

    /// <summary>A page of those that were given up on, the oldest first.</summary>
    internal async ValueTask<ListPage<TriggerEventDocument>> DeadAsync(ITransaction state, string triggerId, PageRequest page)
    {
        ListPage<IndexEntry> entries = await dead.PageAsync(state, triggerId, page);
        List<TriggerEventDocument> found = [];
        foreach (IndexEntry entry in entries.Items)
        {
            found.Add(await RequireAsync(state, triggerId, OrderKey.Sequence(entry.Key.Span)));
        }

        return new ListPage<TriggerEventDocument>(found, entries.NextCursor);
    }

    /// <summary>Whether a key is remembered.</summary>
    internal async ValueTask<bool> KnowsAsync(ITransaction state, string triggerId, string key) =>
        await keys.FindAsync(state, triggerId, Hash(key)) is not null;

    /// <summary>Remembers a key.</summary>
    internal async ValueTask RememberAsync(ITransaction state, string triggerId, string key, DateTime now)
    {
        byte[] hash = Hash(key);
        await keys.PutAsync(state, triggerId, hash, default);
        await keyTimes.PutAsync(state, triggerId, OrderKey.Of(now, hash), default);
    }

    /// <summary>Forgets the oldest key, if it is older than that.</summary>
    /// <returns>Whether there was one.</returns>
    internal async ValueTask<bool> ForgetAsync(ITransaction state, string triggerId, DateTime before)
    {
        if (await keyTimes.RangeAsync(state, triggerId, 1) is not [var oldest] || OrderKey.Time(oldest.Key.Span) >= before)
        {
            return false;
        }

        await keyTimes.RemoveAsync(state, triggerId, oldest.Key);
        await keys.RemoveAsync(state, triggerId, oldest.Key[sizeof(long)..]);
        return true;
    }

    /// <summary>Removes some of a trigger's that is deleted.</summary>
    /// <returns>Whether there was anything.</returns>
    internal async ValueTask<bool> SweepAsync(ITransaction state, TriggerDocument trigger)
    {
        bool any = false;
        foreach (IndexTable place in (IndexTable[])[waiting, dead])
        {
            foreach (IndexEntry entry in await place.RangeAsync(state, trigger.TriggerId, SweptAtOnce))
            {
                any = true;
                await RemoveAsync(state, trigger, await RequireAsync(state, trigger.TriggerId, OrderKey.Sequence(entry.Key.Span)));
            }
        }

        for (int i = 0; i < SweptAtOnce && await ForgetAsync(state, trigger.TriggerId, DateTime.MaxValue); i++)
        {
            any = true;
        }

        return any;
    }

    private IndexTable Place(TriggerEventDocument document) => document.IsDead ? dead : waiting;

    private async ValueTask<TriggerEventDocument> RequireAsync(ITransaction state, string triggerId, long sequence) =>
        await FindAsync(state, triggerId, sequence) ?? throw new InvalidOperationException("An event of a trigger is not there.");

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static string Name(string triggerId, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{triggerId}/{sequence}");
}
