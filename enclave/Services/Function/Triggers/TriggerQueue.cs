using System.Globalization;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Executions;
using NeoServiceLayer.Enclave.Function.Triggers.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers;

/// <summary>
/// Events of a trigger on their way: put in, taken for an execution, and settled by how that went. An execution's key is made of the event's
/// and of how many were before it, so that a crash between it and its settling neither loses nor repeats it.
/// </summary>
internal sealed class TriggerQueue(TriggerRecords records, TriggerSettings settings)
{
    /// <summary>Whether one more has room.</summary>
    internal bool HasRoom(TriggerDocument trigger) => trigger.Waiting < settings.MaxWaiting;

    /// <summary>Puts an event in; the caller writes the trigger.</summary>
    /// <param name="state">The transaction.</param>
    /// <param name="trigger">The trigger as it is.</param>
    /// <param name="name">The event's stable name among the trigger's, at most 64 characters.</param>
    /// <param name="content">What the handler is given as event.</param>
    /// <param name="now">The enclave's time.</param>
    /// <returns>The trigger as it is to be written.</returns>
    internal async ValueTask<TriggerDocument> AddAsync(ITransaction state, TriggerDocument trigger, string name, byte[] content, DateTime now)
    {
        await records.Events.PutAsync(state, null, new TriggerEventDocument
        {
            TriggerId = trigger.TriggerId,
            Sequence = trigger.NextSequence,
            DeduplicationKey = KeyOf(trigger, name),
            Event = content,
            Round = 0,
            Attempts = 0,
            At = now,
            IsDead = false,
        });
        return trigger with { NextSequence = trigger.NextSequence + 1, Waiting = trigger.Waiting + 1 };
    }

    /// <summary>What the handler is given as deduplicationKey: the same for one event, whatever happens, and no other's in the deployment.</summary>
    internal static string KeyOf(TriggerDocument trigger, string name) => $"{trigger.TriggerId}/{name}";

    /// <summary>The first event that may be executed now, as an order; null where there is none.</summary>
    internal async ValueTask<TriggerOrder?> TakeAsync(ITransaction state, string triggerId, DateTime now)
    {
        if (await records.FindAsync(state, triggerId) is not { IsPaused: false } trigger
            || await records.Events.TakeAsync(state, triggerId, now) is not { } waiting)
        {
            return null;
        }

        string key = string.Create(CultureInfo.InvariantCulture, $"{waiting.DeduplicationKey}/{waiting.Round}.{waiting.Attempts + 1}");
        byte[] parameters = TriggerParameters.Write(waiting.DeduplicationKey, waiting.Event, trigger.Parameters);
        return new TriggerOrder(
            waiting.Sequence,
            new ExecutionOrder(trigger.AccountId, trigger.FunctionId, null, parameters, key, waiting.DeduplicationKey, triggerId));
    }

    /// <summary>Writes how an execution went: the event is gone, waits for the next, or is given up on. Written once, whoever comes twice.</summary>
    internal async ValueTask<bool> SettleAsync(ITransaction state, TriggerOrder order, TriggerOutcome outcome, DateTime now)
    {
        string triggerId = order.Execution.TriggerId!;
        if (await records.FindAsync(state, triggerId) is not { } trigger
            || await records.Events.FindAsync(state, triggerId, order.Sequence) is not { IsDead: false } waiting
            || !order.Execution.Key.EndsWith(string.Create(CultureInfo.InvariantCulture, $"/{waiting.Round}.{waiting.Attempts + 1}"), StringComparison.Ordinal))
        {
            return false;
        }

        if (outcome.Succeeded)
        {
            await records.Events.RemoveAsync(state, trigger, waiting);
            await records.PutAsync(state, trigger with { Waiting = trigger.Waiting - 1 });
            return true;
        }

        int attempts = waiting.Attempts + 1;
        bool isDead = outcome.IsFinal || attempts >= trigger.MaxAttempts;
        await records.Events.PutAsync(state, waiting, waiting with
        {
            Attempts = attempts,
            IsDead = isDead,
            At = isDead ? now : now + Backoff(trigger, attempts),
            ExecutionId = outcome.ExecutionId ?? waiting.ExecutionId,
            Reason = outcome.Reason,
        });
        int dead = trigger.DeadLetters + (isDead ? 1 : 0);
        await records.PutAsync(state, trigger with
        {
            Waiting = trigger.Waiting - (isDead ? 1 : 0),
            DeadLetters = dead,
            IsPaused = trigger.IsPaused || dead >= settings.MaxDeadLetters,
        });
        return true;
    }

    /// <summary>Has an event that was given up on wait again; the caller has seen to it that there is room.</summary>
    internal async ValueTask ReviveAsync(ITransaction state, TriggerDocument trigger, TriggerEventDocument letter, DateTime now)
    {
        await records.Events.PutAsync(state, letter, letter with { IsDead = false, Round = letter.Round + 1, Attempts = 0, At = now, Reason = null });
        await records.PutAsync(state, trigger with { Waiting = trigger.Waiting + 1, DeadLetters = trigger.DeadLetters - 1 });
    }

    private static TimeSpan Backoff(TriggerDocument trigger, int attempts) => TimeSpan.FromSeconds(
        Math.Min(TriggerSettings.LongestBackoff.TotalSeconds, trigger.BackoffSeconds * Math.Pow(2, attempts - 1)));
}

/// <summary>An event that is to be executed.</summary>
/// <param name="Sequence">Its number among the trigger's.</param>
/// <param name="Execution">What is to be executed.</param>
internal sealed record TriggerOrder(long Sequence, ExecutionOrder Execution);

/// <summary>How an execution went.</summary>
/// <param name="Succeeded">Whether it did.</param>
/// <param name="IsFinal">Whether no other is to be tried.</param>
/// <param name="ExecutionId">Which execution; null where there was none.</param>
/// <param name="Reason">Why it did not succeed.</param>
internal sealed record TriggerOutcome(bool Succeeded, bool IsFinal, string? ExecutionId, string? Reason)
{
    private const int MaxReason = 512;

    internal static TriggerOutcome From(ExecutionDescription execution) => execution.Status == ExecutionStatus.Succeeded
        ? new TriggerOutcome(true, true, execution.ExecutionId, null)
        : new TriggerOutcome(false, execution.Status == ExecutionStatus.Cancelled, execution.ExecutionId, Cut(Describe(execution)));

    /// <summary>Nothing was run.</summary>
    internal static TriggerOutcome From(RequestException refused) => new(false, false, null, Cut($"{refused.Code}: {refused.Message}"));

    private static string Describe(ExecutionDescription execution) => execution.Status switch
    {
        ExecutionStatus.Cancelled => "It was cancelled.",
        ExecutionStatus.Interrupted => "The enclave ended while it ran.",
        _ => execution.Error is { } error ? $"{EnumText.Of(error.Code)}: {error.Message}" : "It failed.",
    };

    private static string Cut(string text) => text.Length <= MaxReason ? text : text[..MaxReason];
}
