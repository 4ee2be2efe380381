using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Executions;

/// <summary>Serves the operations on executions.</summary>
internal sealed class ExecutionService(Executions executions)
{
    private readonly ExecutionReplay replay = new(executions);

    internal void Bind(StampedMap stamped) =>
        stamped.Bind(ExecutionOperations.ExecuteFunction, PrepareAsync, ExecuteAsync)
            .Bind(ExecutionOperations.GetExecution, GetAsync)
            .Bind(ExecutionOperations.ListExecutions, ListAsync)
            .Bind(ExecutionOperations.CancelExecution, PrepareAsync, CancelAsync)
            .Bind(ExecutionOperations.ReplayExecution, replay.RunAsync, replay.AnswerAsync);

    internal async ValueTask<PreparedExecution> PrepareAsync(ExecuteFunctionRequest request, Preparation preparation)
    {
        ExecutionOrder order = new(
            preparation.Caller.AccountId,
            request.FunctionId,
            request.Version,
            ParametersOf(request.Parameters),
            preparation.RequestId,
            "request/" + preparation.RequestId,
            TriggerId: null);
        return await PreparedExecution.OfAsync(executions, order, waits: request.Async is not true);
    }

    internal ValueTask<ExecutionDescription> ExecuteAsync(ExecuteFunctionRequest request, PreparedExecution prepared, Call call) => prepared.FinishAsync(call);

    internal async ValueTask<ExecutionDescription> GetAsync(GetExecutionRequest request, Call call)
    {
        ExecutionDocument document = await RequireAsync(call, request.ExecutionId);
        return await ExecutionText.DescribeAsync(executions.Documents, call.State, document, executions.Runs(request.ExecutionId));
    }

    internal async ValueTask<ListExecutionsResponse> ListAsync(ListExecutionsRequest request, Call call)
    {
        await executions.Functions.RequireAsync(call, request.FunctionId);
        ListPage<string> page = await executions.Documents.Index.PageAsync(call.State, request.FunctionId, new PageRequest(request.Limit, request.Cursor));
        List<ExecutionDescription> described = [];
        foreach (string id in page.Items)
        {
            ExecutionDocument document = await executions.Documents.FindAsync(call.State, id)
                ?? throw new InvalidOperationException("An index names an execution that is not there.");
            described.Add(ExecutionText.Describe(document, executions.Runs(id)));
        }

        return new ListExecutionsResponse { Executions = described, NextCursor = page.NextCursor };
    }

    internal async ValueTask<NothingPrepared> PrepareAsync(CancelExecutionRequest request, Preparation preparation)
    {
        await preparation.ReadAsync(state => executions.Documents.RequireAsync(state, preparation.Caller.AccountId, request.ExecutionId));
        await executions.CancelAsync(request.ExecutionId);
        return new NothingPrepared();
    }

    internal async ValueTask<ExecutionDescription> CancelAsync(CancelExecutionRequest request, NothingPrepared prepared, Call call)
    {
        ExecutionDocument document = await RequireAsync(call, request.ExecutionId);
        if (!document.IsOver && executions.Runs(request.ExecutionId) is null)
        {
            document = await executions.Ending.InterruptAsync(call.State, document, call.Time);
        }

        return await ExecutionText.DescribeAsync(executions.Documents, call.State, document, executions.Runs(request.ExecutionId));
    }

    private async ValueTask<ExecutionDocument> RequireAsync(Call call, string executionId)
    {
        ExecutionDocument document = await executions.Documents.RequireAsync(call.State, call.Caller.AccountId, executionId);
        call.Target = executionId;
        return document;
    }

    private static ReadOnlyMemory<byte> ParametersOf(JsonElement? parameters)
    {
        byte[] json = parameters is { } given ? Encoding.UTF8.GetBytes(given.GetRawText()) : "null"u8.ToArray();
        return json.Length <= FunctionLimits.MaxJsonBytes
            ? json
            : throw new RequestException($"parameters has at most {FunctionLimits.MaxJsonBytes} bytes of JSON.");
    }
}

/// <summary>Long work that left nothing but what is in the state.</summary>
internal sealed class NothingPrepared : IDisposable
{
    public void Dispose()
    {
    }
}
