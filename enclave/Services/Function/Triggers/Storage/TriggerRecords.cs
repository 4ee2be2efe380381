using System.Text;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers.Storage;

/// <summary>
/// What is stored of triggers: a document each, found by function, by network where they wait for events, and by the time at which something
/// of theirs is due. How many there are is bounded here, so they do not count as the account's records.
/// </summary>
internal sealed class TriggerRecords
{
    /// <summary>The lane of what the loop does: its transactions would only repeat one another's work.</summary>
    internal const string Lane = "function-triggers";

    private const int DueAtOnce = 100;
    private const string Due = "due";
    private const string Sweep = "sweep";

    private readonly DocumentTable<TriggerDocument> documents = new("trigger", TriggerDocumentJson.Default.TriggerDocument);
    private readonly IndexTable functions = new("trigger-function");
    private readonly IndexTable networks = new("trigger-network");
    private readonly IndexTable times = new("trigger-due");

    /// <summary>Events of triggers.</summary>
    internal TriggerEvents Events { get; } = new();

    /// <summary>A trigger that is not deleted, or null.</summary>
    internal async ValueTask<TriggerDocument?> FindAsync(ITransaction state, string triggerId) =>
        await documents.FindAsync(state, triggerId) is { IsDeleted: false } document ? document : null;

    /// <summary>The caller's trigger of that id, which the audit event then names.</summary>
    /// <exception cref="RequestException">notFound.</exception>
    internal async ValueTask<TriggerDocument> RequireAsync(Call call, string triggerId)
    {
        if (await FindAsync(call.State, triggerId) is not { } document || document.AccountId != call.Caller.AccountId)
        {
            throw new RequestException(ErrorCode.NotFound, "There is no such trigger in this account.");
        }

        call.Target = triggerId;
        return document;
    }

    /// <summary>All triggers of a function, the oldest first.</summary>
    internal async ValueTask<IReadOnlyList<TriggerDocument>> OfFunctionAsync(ITransaction state, string functionId)
    {
        List<TriggerDocument> found = [];
        foreach (IndexEntry entry in await functions.RangeAsync(state, functionId, IndexTable.MaxRange))
        {
            found.Add(await documents.FindAsync(state, OrderKey.Id(entry.Key.Span))
                ?? throw new InvalidOperationException("A function's trigger is not there."));
        }

        return found;
    }

    /// <summary>Puts a new one in.</summary>
    internal async ValueTask AddAsync(ITransaction metered, TriggerDocument document)
    {
        ITransaction state = metered.Uncounted();
        await functions.PutAsync(state, document.FunctionId, FunctionKey(document), default);
        if (document.ChainEvent is { } filter)
        {
            await networks.PutAsync(state, filter.Network!, Encoding.ASCII.GetBytes(document.TriggerId), default);
        }

        await PutAsync(state, document);
    }

    /// <summary>Writes a changed one, and sees to when something of it is due next.</summary>
    /// <returns>The document as it was written.</returns>
    internal async ValueTask<TriggerDocument> PutAsync(ITransaction metered, TriggerDocument document)
    {
        ITransaction state = metered.Uncounted();
        DateTime? due = document.IsPaused || document.IsDeleted
            ? null
            : Earlier(document.NextAt, await Events.FirstAsync(state, document.TriggerId));
        if (due != document.DueAt)
        {
            if (document.DueAt is { } before)
            {
                await times.RemoveAsync(state, Due, OrderKey.Of(before, document.TriggerId));
            }

            if (due is { } next)
            {
                await times.PutAsync(state, Due, OrderKey.Of(next, document.TriggerId), default);
            }
        }

        TriggerDocument written = document with { DueAt = due };
        documents.Put(state, document.TriggerId, written);
        return written;
    }

    /// <summary>Takes one from everybody; what belongs to it is removed by the loop, some at a time.</summary>
    internal async ValueTask DeleteAsync(ITransaction metered, TriggerDocument document)
    {
        ITransaction state = metered.Uncounted();
        await functions.RemoveAsync(state, document.FunctionId, FunctionKey(document));
        if (document.ChainEvent is { } filter)
        {
            await networks.RemoveAsync(state, filter.Network!, Encoding.ASCII.GetBytes(document.TriggerId));
        }

        await PutAsync(state, document with { IsDeleted = true });
        await times.PutAsync(state, Sweep, Encoding.ASCII.GetBytes(document.TriggerId), default);
    }

    /// <summary>When something of which trigger is due, the one that waits the longest first, a page at a time.</summary>
    internal async ValueTask<IReadOnlyList<DuePlace>> DueAsync(ITransaction state, DuePlace? after) =>
    [
        .. (await times.RangeAsync(state, Due, DueAtOnce, after is null ? default : OrderKey.Of(after.At, after.TriggerId)))
            .Select(entry => new DuePlace(OrderKey.Time(entry.Key.Span), OrderKey.Id(entry.Key.Span))),
    ];

    /// <summary>The triggers that wait for events of a network, a page at a time.</summary>
    internal async ValueTask<IReadOnlyList<string>> OfNetworkAsync(ITransaction state, string network, string after) =>
        [.. (await networks.RangeAsync(state, network, IndexTable.MaxRange, Encoding.ASCII.GetBytes(after)))
            .Select(entry => Encoding.ASCII.GetString(entry.Key.Span))];

    /// <summary>Removes some of what belonged to a trigger that was deleted.</summary>
    /// <param name="state">The transaction.</param>
    /// <param name="isBusy">Whether an execution of a trigger is under way: it may yet write what it did outside, which goes too.</param>
    /// <returns>Whether there was anything.</returns>
    internal async ValueTask<bool> SweepAsync(ITransaction state, Func<string, bool> isBusy)
    {
        if (await times.RangeAsync(state, Sweep, 1) is not [var entry])
        {
            return false;
        }

        string triggerId = Encoding.ASCII.GetString(entry.Key.Span);
        if (isBusy(triggerId))
        {
            return false;
        }

        if (await documents.FindAsync(state, triggerId) is not { } deleted || !await Events.SweepAsync(state, deleted))
        {
            documents.Delete(state, triggerId);
            await times.RemoveAsync(state, Sweep, entry.Key);
        }

        return true;
    }

    private static DateTime? Earlier(DateTime? one, DateTime? other) => one is null || other < one ? other : one;

    private static byte[] FunctionKey(TriggerDocument document) => OrderKey.Of(document.CreatedAt, document.TriggerId);
}

/// <summary>When something of a trigger is due.</summary>
internal sealed record DuePlace(DateTime At, string TriggerId);
