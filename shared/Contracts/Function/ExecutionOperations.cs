using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.Function;

/// <summary>Executions of functions.</summary>
public static class ExecutionOperations
{
    /// <summary>Runs a function.</summary>
    public static readonly Operation<ExecuteFunctionRequest, ExecutionDescription> ExecuteFunction = new(
        "function", "executeFunction",
        "Executes a function with parameters, and answers when it is over, or at once with async.",
        static () => FunctionRequestJson.Default.ExecuteFunctionRequest, static () => FunctionResponseJson.Default.ExecutionDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Shows an execution.</summary>
    public static readonly Operation<GetExecutionRequest, ExecutionDescription> GetExecution = new(
        "function", "getExecution",
        "Shows an execution with its result and its log.",
        static () => FunctionRequestJson.Default.GetExecutionRequest, static () => FunctionResponseJson.Default.ExecutionDescription)
    {
        Access = Access.Stamped,
    };

    /// <summary>Lists executions.</summary>
    public static readonly Operation<ListExecutionsRequest, ListExecutionsResponse> ListExecutions = new(
        "function", "listExecutions",
        "Lists a function's executions, newest first.",
        static () => FunctionRequestJson.Default.ListExecutionsRequest, static () => FunctionResponseJson.Default.ListExecutionsResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Ends an execution early.</summary>
    public static readonly Operation<CancelExecutionRequest, ExecutionDescription> CancelExecution = new(
        "function", "cancelExecution",
        "Cancels an execution that waits or runs.",
        static () => FunctionRequestJson.Default.CancelExecutionRequest, static () => FunctionResponseJson.Default.ExecutionDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Runs an execution again over its record.</summary>
    public static readonly Operation<ReplayExecutionRequest, ReplayExecutionResponse> ReplayExecution = new(
        "function", "replayExecution",
        "Runs an execution again over what was recorded of it, and says whether it comes to the same.",
        static () => FunctionRequestJson.Default.ReplayExecutionRequest, static () => FunctionResponseJson.Default.ReplayExecutionResponse)
    {
        Access = Access.Stamped,
        Audited = true,
    };

    /// <summary>The operations on executions.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        ExecuteFunction, GetExecution, ListExecutions, CancelExecution, ReplayExecution,
    ];
}
