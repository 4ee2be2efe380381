using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Function;

/// <summary>The request of <c>function.executeFunction</c>.</summary>
public sealed record ExecuteFunctionRequest
{
    /// <summary>Which function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>What the handler is given: any JSON, at most 256 KiB; null when absent.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Which version; the active one when absent.</summary>
    public int? Version { get; init; }

    /// <summary>Whether to answer at once, and getExecution tells how it went; false when absent.</summary>
    public bool? Async { get; init; }
}

/// <summary>How an execution stands.</summary>
[JsonConverter(typeof(EnumNameConverter<ExecutionStatus>))]
public enum ExecutionStatus
{
    /// <summary>It waits for its turn.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>It runs.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>The handler returned, and what it stored is kept.</summary>
    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    /// <summary>It did not come to its end, and what it stored is not kept; what it did outside stays done.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It was cancelled; likewise.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>The enclave ended while it ran; likewise. It is not run again by itself.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,
}

/// <summary>Why an execution failed.</summary>
[JsonConverter(typeof(EnumNameConverter<ExecutionFailure>))]
public enum ExecutionFailure
{
    /// <summary>The module is none, or has not the export.</summary>
    [JsonStringEnumMemberName("invalidModule")]
    InvalidModule,

    /// <summary>The function threw.</summary>
    [JsonStringEnumMemberName("threw")]
    Threw,

    /// <summary>It took longer than it may.</summary>
    [JsonStringEnumMemberName("timeout")]
    Timeout,

    /// <summary>It ran more statements than it may.</summary>
    [JsonStringEnumMemberName("statementLimit")]
    StatementLimit,

    /// <summary>It took more memory than it may.</summary>
    [JsonStringEnumMemberName("outOfMemory")]
    OutOfMemory,

    /// <summary>It called itself too deeply.</summary>
    [JsonStringEnumMemberName("stackOverflow")]
    StackOverflow,

    /// <summary>It waits for something that can never come.</summary>
    [JsonStringEnumMemberName("neverSettles")]
    NeverSettles,

    /// <summary>Its result is no JSON, or longer than it may be.</summary>
    [JsonStringEnumMemberName("invalidResult")]
    InvalidResult,

    /// <summary>What it read of its storage was changed by another before it ended.</summary>
    [JsonStringEnumMemberName("storageConflict")]
    StorageConflict,

    /// <summary>The worker that ran it ended for no reason that is known, or did what workers may not.</summary>
    [JsonStringEnumMemberName("crashed")]
    Crashed,

    /// <summary>No worker became free in time: nothing of it ran.</summary>
    [JsonStringEnumMemberName("notRun")]
    NotRun,
}

/// <summary>Why an execution failed, in words.</summary>
public sealed record ExecutionError
{
    /// <summary>Why.</summary>
    public required ExecutionFailure Code { get; init; }

    /// <summary>What the function threw, or what was wrong: at most 2,048 characters.</summary>
    public required string Message { get; init; }

    /// <summary>Where in the module, line by line, as far as it is known.</summary>
    public string? Stack { get; init; }
}

/// <summary>What began an execution.</summary>
[JsonConverter(typeof(EnumNameConverter<ExecutionCause>))]
public enum ExecutionCause
{
    /// <summary>A request.</summary>
    [JsonStringEnumMemberName("request")]
    Request,

    /// <summary>A trigger.</summary>
    [JsonStringEnumMemberName("trigger")]
    Trigger,
}

/// <summary>A line of an execution's log.</summary>
public sealed record ExecutionLogLine
{
    /// <summary>debug, log, info, warn or error: which method of console.</summary>
    public required string Level { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }
}

/// <summary>An execution: the response of <c>function.executeFunction</c>, and of getExecution.</summary>
public sealed class ExecutionDescription
{
    /// <summary>Its id; it follows from the account and the requestId, so that a request that comes again finds the same one.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>The function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>The version that runs, or ran.</summary>
    public required int Version { get; init; }

    /// <summary>The version's source hash.</summary>
    public required string SourceHash { get; init; }

    /// <summary>The SHA-256 of the parameters as canonical JSON (RFC 8785), in hexadecimal.</summary>
    public required string InputHash { get; init; }

    /// <summary>What began it.</summary>
    public required ExecutionCause Cause { get; init; }

    /// <summary>The trigger, where one began it.</summary>
    public string? TriggerId { get; init; }

    /// <summary>How it stands.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>What the handler returned.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Why it failed.</summary>
    public ExecutionError? Error { get; init; }

    /// <summary>What it wrote to console.</summary>
    public IReadOnlyList<ExecutionLogLine>? Logs { get; init; }

    /// <summary>How many statements it ran; the same for the same source and the same inputs.</summary>
    public long? Statements { get; init; }

    /// <summary>How many calls to the outside it made.</summary>
    public int? HostCalls { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public int? DurationMs { get; init; }

    /// <summary>The SHA-256 of the result, or of the error's code and message, as canonical JSON (RFC 8785), in hexadecimal; absent while it is not over.</summary>
    public string? OutputHash { get; init; }

    /// <summary>What it cost, in datoshi.</summary>
    public string? Fee { get; init; }

    /// <summary>When it was asked for, in UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was over, in UTC.</summary>
    public DateTime? EndedAt { get; init; }
}

/// <summary>The request of <c>function.getExecution</c>.</summary>
public sealed record GetExecutionRequest
{
    /// <summary>Which execution.</summary>
    public required string ExecutionId { get; init; }
}

/// <summary>The request of <c>function.listExecutions</c>.</summary>
public sealed record ListExecutionsRequest
{
    /// <summary>Of which function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>function.listExecutions</c>.</summary>
public sealed class ListExecutionsResponse
{
    /// <summary>The executions, newest first, without results and logs.</summary>
    public required IReadOnlyList<ExecutionDescription> Executions { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>The request of <c>function.cancelExecution</c>.</summary>
public sealed record CancelExecutionRequest
{
    /// <summary>Which execution; one that is over stays as it is.</summary>
    public required string ExecutionId { get; init; }
}

/// <summary>The request of <c>function.replayExecution</c>: the same version once more, over what was recorded; nothing outside is asked or changed.</summary>
public sealed record ReplayExecutionRequest
{
    /// <summary>Which execution.</summary>
    public required string ExecutionId { get; init; }
}

/// <summary>The response of <c>function.replayExecution</c>.</summary>
public sealed class ReplayExecutionResponse
{
    /// <summary>Which execution.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>Whether result, error, logs, statements and every call to the outside were the same.</summary>
    public required bool Match { get; init; }

    /// <summary>The first thing that was not: result, error, logs, statements or hostCall.</summary>
    public string? Difference { get; init; }

    /// <summary>The version's source hash.</summary>
    public required string SourceHash { get; init; }

    /// <summary>The hash of the parameters.</summary>
    public required string InputHash { get; init; }

    /// <summary>The output hash of this run.</summary>
    public required string OutputHash { get; init; }

    /// <summary>The statements of this run.</summary>
    public required long Statements { get; init; }
}
