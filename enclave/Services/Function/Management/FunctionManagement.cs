using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Management;

/// <summary>Serves what an owner does with functions beside running them and writing their versions.</summary>
/// <param name="documents">Where they are kept.</param>
/// <param name="removal">What removes what deleted ones leave.</param>
/// <param name="triggers">What goes at once, so that nothing executes a deleted function; null: nothing.</param>
internal sealed class FunctionManagement(FunctionDocuments documents, FunctionRemoval removal, IFunctionRemains? triggers = null)
{
    internal async ValueTask<FunctionDescription> GetAsync(GetFunctionRequest request, Call call) => (request switch
    {
        { FunctionId: { } id, Name: null } => await documents.RequireAsync(call, id),
        { FunctionId: null, Name: { } name } => await documents.RequireNamedAsync(call, name),
        _ => throw new RequestException("payload: exactly one of the members functionId and name must stand there."),
    }).Describe();

    internal async ValueTask<ListFunctionsResponse> ListAsync(ListFunctionsRequest request, Call call)
    {
        ListPage<FunctionDocument> page = await documents.PageAsync(call, new PageRequest(request.Limit, request.Cursor));
        return new ListFunctionsResponse
        {
            Functions = [.. page.Items.Select(function => function.Describe())],
            NextCursor = page.NextCursor,
        };
    }

    internal async ValueTask<ListVersionsResponse> ListVersionsAsync(ListVersionsRequest request, Call call)
    {
        FunctionDocument function = await documents.RequireAsync(call, request.FunctionId);
        ListPage<FunctionVersionDocument> page = await documents.PageAsync(call.State, function, new PageRequest(request.Limit, request.Cursor));
        return new ListVersionsResponse
        {
            Versions = [.. page.Items.Select(version => version.Describe(function, withCode: false))],
            NextCursor = page.NextCursor,
        };
    }

    internal async ValueTask<FunctionVersion> GetVersionAsync(GetVersionRequest request, Call call)
    {
        FunctionDocument function = await documents.RequireAsync(call, request.FunctionId);
        return (await documents.RequireVersionAsync(call.State, function, request.Version)).Describe(function, withCode: true);
    }

    internal async ValueTask<FunctionDescription> ActivateAsync(ActivateVersionRequest request, Call call)
    {
        FunctionDocument function = await documents.RequireAsync(call, request.FunctionId);
        FunctionVersionDocument version = await documents.RequireVersionAsync(call.State, function, request.Version);
        function = function with { ActiveVersion = version.Version, SourceHash = version.SourceHash, UpdatedAt = call.Now() };
        documents.Put(call.State, function);
        return function.Describe();
    }

    internal async ValueTask<DeleteFunctionResponse> DeleteAsync(DeleteFunctionRequest request, Call call)
    {
        FunctionDocument function = await documents.RequireAsync(call, request.FunctionId);
        await documents.RemoveAsync(call.State, function);
        if (triggers is not null)
        {
            await triggers.RemoveAsync(call.State, function.FunctionId);
        }

        await removal.AddAsync(call, function);
        return new DeleteFunctionResponse { FunctionId = function.FunctionId };
    }
}
