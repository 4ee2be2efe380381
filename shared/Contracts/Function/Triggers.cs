using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Function;

/// <summary>What a schedule does about times that passed while the enclave was not there.</summary>
[JsonConverter(typeof(EnumNameConverter<CatchUp>))]
public enum CatchUp
{
    /// <summary>Nothing: they are left out.</summary>
    [JsonStringEnumMemberName("skip")]
    Skip,

    /// <summary>One execution, for the last of them.</summary>
    [JsonStringEnumMemberName("last")]
    Last,

    /// <summary>One for each, oldest first, at most 100.</summary>
    [JsonStringEnumMemberName("all")]
    All,
}

/// <summary>When a schedule is due.</summary>
public sealed record CronSchedule
{
    /// <summary>Minute, hour, day of the month, month, day of the week, as in crontab(5): *, lists, ranges, steps, names of months and days.</summary>
    public required string Expression { get; init; }

    /// <summary>The zone's IANA name, such as Europe/Zurich; UTC when absent.</summary>
    public string? TimeZone { get; init; }

    /// <summary>What is done about times that were missed; last when absent.</summary>
    public CatchUp? CatchUp { get; init; }
}

/// <summary>A condition on one argument of an event.</summary>
public sealed record EventCondition
{
    /// <summary>Which argument, from 0 on.</summary>
    public required int Argument { get; init; }

    /// <summary>What it has to be: an integer in decimal digits, text, true, false or null, an address or a hash with 0x, or bytes in base64.</summary>
    public required string Equal { get; init; }
}

/// <summary>Which events of which contract.</summary>
public sealed record ChainEventFilter
{
    /// <summary>The network's name in the enclave's configuration; the first one when absent.</summary>
    public string? Network { get; init; }

    /// <summary>The contract's hash with 0x, or GAS or NEO.</summary>
    public required string Contract { get; init; }

    /// <summary>The event's name.</summary>
    public required string Event { get; init; }

    /// <summary>All of these hold; at most 8.</summary>
    public IReadOnlyList<EventCondition>? Conditions { get; init; }

    /// <summary>The first block that is looked at: one that is there already, or will be; the next one when absent.</summary>
    public uint? FromBlock { get; init; }
}

/// <summary>How a caller of a webhook proves that it may.</summary>
[JsonConverter(typeof(EnumNameConverter<WebhookScheme>))]
public enum WebhookScheme
{
    /// <summary>Header X-Hub-Signature-256: sha256= and the HMAC-SHA-256 of the body in hexadecimal, as GitHub sends it.</summary>
    [JsonStringEnumMemberName("hubSignature256")]
    HubSignature256,

    /// <summary>Headers webhook-id, webhook-timestamp and webhook-signature, as the Standard Webhooks specification has them; five minutes old at most.</summary>
    [JsonStringEnumMemberName("standardWebhooks")]
    StandardWebhooks,
}

/// <summary>A webhook.</summary>
public sealed record WebhookSettings
{
    /// <summary>How callers prove that they may.</summary>
    public required WebhookScheme Scheme { get; init; }

    /// <summary>The secret with the shared key, granted to the function's source like any that it reads.</summary>
    public required string SecretId { get; init; }
}

/// <summary>When a price has moved.</summary>
public sealed record PriceMoveFilter
{
    /// <summary>The feed's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>By how much against the last execution's price, in hundredths of a percent: 1 to 10,000.</summary>
    public required int DeviationBps { get; init; }
}

/// <summary>What is done when an execution of a trigger does not succeed.</summary>
public sealed record RetrySettings
{
    /// <summary>How many executions there are at most for one event: 1 to 20; 5 when absent.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long to wait before the second, in seconds, doubled each time up to an hour: 1 to 3,600; 10 when absent.</summary>
    public int? BackoffSeconds { get; init; }
}

/// <summary>The request of <c>function.createTrigger</c>: one of cron, chainEvent, webhook and priceMove.</summary>
public sealed record CreateTriggerRequest
{
    /// <summary>Which function it executes, in whatever version is active then.</summary>
    public required string FunctionId { get; init; }

    /// <summary>Its name: 1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>At certain times.</summary>
    public CronSchedule? Cron { get; init; }

    /// <summary>When a contract tells of something.</summary>
    public ChainEventFilter? ChainEvent { get; init; }

    /// <summary>When somebody calls the gateway: POST /hooks/ and the trigger's id.</summary>
    public WebhookSettings? Webhook { get; init; }

    /// <summary>When a price has moved.</summary>
    public PriceMoveFilter? PriceMove { get; init; }

    /// <summary>What the handler is given as <c>parameters</c> beside <c>event</c> and <c>deduplicationKey</c>; null when absent.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>What is done when an execution does not succeed.</summary>
    public RetrySettings? Retry { get; init; }
}

/// <summary>How a trigger stands.</summary>
[JsonConverter(typeof(EnumNameConverter<TriggerStatus>))]
public enum TriggerStatus
{
    /// <summary>It executes when it is due.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>
    /// It rests: schedules and webhooks are left out, blocks are looked at and what waits is executed when it goes on. One with 500 dead
    /// letters rests by itself.
    /// </summary>
    [JsonStringEnumMemberName("paused")]
    Paused,
}

/// <summary>A trigger.</summary>
public sealed class TriggerDescription
{
    /// <summary>Its id.</summary>
    public required string TriggerId { get; init; }

    /// <summary>The function that it executes.</summary>
    public required string FunctionId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How it stands.</summary>
    public required TriggerStatus Status { get; init; }

    /// <summary>The schedule, if it is one.</summary>
    public CronSchedule? Cron { get; init; }

    /// <summary>The events, if it is for these.</summary>
    public ChainEventFilter? ChainEvent { get; init; }

    /// <summary>The webhook, if it is one.</summary>
    public WebhookSettings? Webhook { get; init; }

    /// <summary>The price, if it is for one.</summary>
    public PriceMoveFilter? PriceMove { get; init; }

    /// <summary>What the handler is given beside the event.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>What is done when an execution does not succeed, with the defaults filled in.</summary>
    public required RetrySettings Retry { get; init; }

    /// <summary>A schedule's next time, in UTC; absent while it rests.</summary>
    public DateTime? NextAt { get; init; }

    /// <summary>The next block that is looked at.</summary>
    public uint? NextBlock { get; init; }

    /// <summary>How many events wait for an execution, those between attempts included.</summary>
    public required int Waiting { get; init; }

    /// <summary>How many events are given up on, and can be run again.</summary>
    public required int DeadLetters { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}

/// <summary>The request of <c>function.listTriggers</c>.</summary>
public sealed record ListTriggersRequest
{
    /// <summary>Of which function.</summary>
    public required string FunctionId { get; init; }
}

/// <summary>The response of <c>function.listTriggers</c>: all of them, at most 16.</summary>
public sealed class ListTriggersResponse
{
    /// <summary>The triggers, oldest first.</summary>
    public required IReadOnlyList<TriggerDescription> Triggers { get; init; }
}

/// <summary>The request of <c>function.pauseTrigger</c>.</summary>
public sealed record PauseTriggerRequest
{
    /// <summary>Which trigger.</summary>
    public required string TriggerId { get; init; }

    /// <summary>Whether it rests from now on, or goes on: true when absent.</summary>
    public bool? Paused { get; init; }
}

/// <summary>The request of <c>function.deleteTrigger</c>.</summary>
public sealed record DeleteTriggerRequest
{
    /// <summary>Which trigger; what waits for it and its dead letters go with it.</summary>
    public required string TriggerId { get; init; }
}

/// <summary>The response of <c>function.deleteTrigger</c>.</summary>
public sealed class DeleteTriggerResponse
{
    /// <summary>Which trigger is gone.</summary>
    public required string TriggerId { get; init; }
}

/// <summary>An event that is given up on: its executions did not succeed.</summary>
public sealed class DeadLetter
{
    /// <summary>Its id.</summary>
    public required string DeadLetterId { get; init; }

    /// <summary>The trigger.</summary>
    public required string TriggerId { get; init; }

    /// <summary>What the handler was given as <c>deduplicationKey</c>.</summary>
    public required string DeduplicationKey { get; init; }

    /// <summary>What it was given as <c>event</c>.</summary>
    public required JsonElement Event { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>The last execution, if there was one.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>Why the last one did not succeed.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was given up on, in UTC.</summary>
    public required DateTime GivenUpAt { get; init; }
}

/// <summary>The request of <c>function.listDeadLetters</c>.</summary>
public sealed record ListDeadLettersRequest
{
    /// <summary>Of which trigger.</summary>
    public required string TriggerId { get; init; }

    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>function.listDeadLetters</c>.</summary>
public sealed class ListDeadLettersResponse
{
    /// <summary>The events, oldest first.</summary>
    public required IReadOnlyList<DeadLetter> DeadLetters { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>The request of <c>function.retryDeadLetter</c>: its event waits again, with attempts from the beginning and the same deduplicationKey.</summary>
public sealed record RetryDeadLetterRequest
{
    /// <summary>Which.</summary>
    public required string DeadLetterId { get; init; }
}

/// <summary>The response of <c>function.retryDeadLetter</c>.</summary>
public sealed class RetryDeadLetterResponse
{
    /// <summary>The trigger for which it waits.</summary>
    public required string TriggerId { get; init; }
}

/// <summary>A header of a webhook's call.</summary>
public sealed record WebhookHeader
{
    /// <summary>Its name in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>Its value.</summary>
    public required string Value { get; init; }
}

/// <summary>The request of <c>function.deliverWebhook</c>, which the gateway makes of a POST to /hooks/ and the trigger's id.</summary>
public sealed record DeliverWebhookRequest
{
    /// <summary>Which trigger.</summary>
    public required string TriggerId { get; init; }

    /// <summary>The headers that the schemes speak of.</summary>
    public required IReadOnlyList<WebhookHeader> Headers { get; init; }

    /// <summary>The body in base64, at most 256 KiB of it; what the handler is given of it has to have room among its parameters.</summary>
    public required string Body { get; init; }
}

/// <summary>The response of <c>function.deliverWebhook</c>.</summary>
public sealed class DeliverWebhookResponse
{
    /// <summary>What the handler is given as <c>deduplicationKey</c>; a call that came before has the same one, and is not executed again.</summary>
    public required string DeduplicationKey { get; init; }
}
