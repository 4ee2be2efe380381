using System.Globalization;
using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Function.Triggers.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers;

/// <summary>Serves events that were given up on. Such an event's id is the trigger's, a dot, and its number.</summary>
internal sealed class DeadLetters(TriggerRecords records, TriggerQueue queue, Action wake)
{
    private const char Mark = '.';

    internal async ValueTask<ListDeadLettersResponse> ListAsync(ListDeadLettersRequest request, Call call)
    {
        TriggerDocument trigger = await records.RequireAsync(call, request.TriggerId);
        ListPage<TriggerEventDocument> page = await records.Events.DeadAsync(
            call.State, trigger.TriggerId, new PageRequest(request.Limit, request.Cursor));
        return new ListDeadLettersResponse { DeadLetters = [.. page.Items.Select(Describe)], NextCursor = page.NextCursor };
    }

    internal async ValueTask<RetryDeadLetterResponse> RetryAsync(RetryDeadLetterRequest request, Call call)
    {
        int mark = request.DeadLetterId.LastIndexOf(Mark);
        long sequence = 0;
        if (mark < 0 || !long.TryParse(request.DeadLetterId.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out sequence))
        {
            throw NotFound();
        }

        TriggerDocument trigger = await records.RequireAsync(call, request.DeadLetterId[..mark]);
        if (await records.Events.FindAsync(call.State, trigger.TriggerId, sequence) is not { IsDead: true } letter)
        {
            throw NotFound();
        }

        if (!queue.HasRoom(trigger))
        {
            throw new RequestException(ErrorCode.LimitExceeded, "As many events wait for this trigger as may; retry when some are done.");
        }

        await queue.ReviveAsync(call.State.Uncounted(), trigger, letter, call.Time.UtcDateTime);
        call.OnCommitted(wake);
        return new RetryDeadLetterResponse { TriggerId = trigger.TriggerId };
    }

    private static RequestException NotFound() => new(ErrorCode.NotFound, "There is no such dead letter in this account.");

    private static DeadLetter Describe(TriggerEventDocument letter)
    {
        using JsonDocument content = JsonDocument.Parse(letter.Event);
        return new DeadLetter
        {
            DeadLetterId = string.Create(CultureInfo.InvariantCulture, $"{letter.TriggerId}{Mark}{letter.Sequence}"),
            TriggerId = letter.TriggerId,
            DeduplicationKey = letter.DeduplicationKey,
            Event = content.RootElement.Clone(),
            Attempts = letter.Attempts,
            ExecutionId = letter.ExecutionId,
            Reason = letter.Reason ?? "",
            GivenUpAt = letter.At,
        };
    }
}
