using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Executions.Storage;

/// <summary>What is stored of executions. None of it counts as the account's records: how much there is of a function is bounded here.</summary>
internal sealed class ExecutionDocuments
{
    private readonly DocumentTable<ExecutionDocument> documents = new("execution", ExecutionDocumentJson.Default.ExecutionDocument);

    internal ExecutionParts Parts { get; } = new();

    internal ExecutionIndex Index { get; } = new();

    internal ValueTask<ExecutionDocument?> FindAsync(ITransaction state, string executionId) => documents.FindAsync(state, executionId);

    /// <summary>The caller's execution of that id.</summary>
    /// <exception cref="RequestException">notFound: there is none, it is another account's, or it made room for newer ones.</exception>
    internal async ValueTask<ExecutionDocument> RequireAsync(ITransaction state, string accountId, string executionId) =>
        await documents.FindAsync(state, executionId) is { } found && found.AccountId == accountId
            ? found
            : throw new RequestException(ErrorCode.NotFound, "There is no such execution in this account, or it made room for newer ones.");

    internal void Put(ITransaction state, ExecutionDocument execution) => documents.Put(state.Uncounted(), execution.ExecutionId, execution);

    internal void Delete(ITransaction state, string executionId) => documents.Delete(state.Uncounted(), executionId);
}
