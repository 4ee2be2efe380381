using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.Function.Triggers.Storage;

/// <summary>A trigger as it is stored.</summary>
internal sealed record TriggerDocument
{
    public required string AccountId { get; init; }

    public required string TriggerId { get; init; }

    public required string FunctionId { get; init; }

    public required string Name { get; init; }

    public required bool IsPaused { get; init; }

    /// <summary>It is gone for everybody but the loop, which removes what belongs to it.</summary>
    public required bool IsDeleted { get; init; }

    public CronSchedule? Cron { get; init; }

    public ChainEventFilter? ChainEvent { get; init; }

    public WebhookSettings? Webhook { get; init; }

    public JsonElement? Parameters { get; init; }

    public required int MaxAttempts { get; init; }

    public required int BackoffSeconds { get; init; }

    /// <summary>A schedule's next time; null while it rests, or where none comes.</summary>
    public DateTime? NextAt { get; init; }

    /// <summary>The next block, where it waits for events.</summary>
    public uint? NextBlock { get; init; }

    /// <summary>The first event of that block that was not seen yet: a block may have more than one transaction of the state takes.</summary>
    public required int NextEvent { get; init; }

    /// <summary>The number of the next event that comes in.</summary>
    public required long NextSequence { get; init; }

    public required int Waiting { get; init; }

    public required int DeadLetters { get; init; }

    /// <summary>How many keys are remembered.</summary>
    public required int Remembered { get; init; }

    /// <summary>Where it stands among all that are due; null where it stands nowhere.</summary>
    public DateTime? DueAt { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>An event that waits for an execution that succeeds, or was given up on.</summary>
internal sealed record TriggerEventDocument
{
    public required string TriggerId { get; init; }

    /// <summary>Its number among the trigger's.</summary>
    public required long Sequence { get; init; }

    public required string DeduplicationKey { get; init; }

    /// <summary>What the handler is given as event: one JSON value in UTF-8.</summary>
    public required byte[] Event { get; init; }

    /// <summary>How often it was given up on and run again: another round's executions are others.</summary>
    public required int Round { get; init; }

    /// <summary>How many executions of this round are over.</summary>
    public required int Attempts { get; init; }

    /// <summary>From when on the next may be; where it was given up on, when that was.</summary>
    public required DateTime At { get; init; }

    public required bool IsDead { get; init; }

    public string? ExecutionId { get; init; }

    public string? Reason { get; init; }
}

/// <summary>How they are written.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(TriggerDocument))]
[JsonType(typeof(TriggerEventDocument))]
internal sealed partial class TriggerDocumentJson : JsonContext;
