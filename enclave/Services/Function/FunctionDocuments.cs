using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function;

/// <summary>What is stored of functions: a document each, and for each version one and its code.</summary>
/// <param name="maxFunctions">How many functions an account may have.</param>
internal sealed class FunctionDocuments(int maxFunctions = 100)
{
    private readonly DocumentTable<FunctionDocument> functions = new("function", FunctionDocumentJson.Default.FunctionDocument);
    private readonly FunctionIndex index = new();
    private readonly VersionRecords versions = new();

    /// <summary>What goes with a function that is deleted.</summary>
    internal IFunctionRemains Versions => versions;

    /// <summary>The caller's function of that id, which the audit event then names.</summary>
    /// <exception cref="RequestException">notFound: there is none, or it is another account's.</exception>
    internal async ValueTask<FunctionDocument> RequireAsync(Call call, string functionId)
    {
        FunctionDocument document = await RequireAsync(call.State, call.Caller.AccountId, functionId);
        call.Target = functionId;
        return document;
    }

    /// <summary>An account's function of that id; none any more where the account was closed, so that nothing executes it.</summary>
    /// <exception cref="RequestException">notFound: there is none, or it is another account's.</exception>
    internal async ValueTask<FunctionDocument> RequireAsync(ITransaction state, string accountId, string functionId) =>
        await functions.FindAsync(state, functionId) is { } document && document.AccountId == accountId && await AccountRecords.IsOpenAsync(state, accountId)
            ? document
            : throw new RequestException(ErrorCode.NotFound, "There is no such function in this account.");

    /// <summary>Whether a function is still there.</summary>
    internal async ValueTask<bool> ExistsAsync(ITransaction state, FunctionDocument function) =>
        await functions.FindAsync(state, function.FunctionId) is { } document && document.AccountId == function.AccountId;

    /// <summary>The caller's function of that name.</summary>
    /// <exception cref="RequestException">notFound.</exception>
    internal async ValueTask<FunctionDocument> RequireNamedAsync(Call call, string name) =>
        await RequireAsync(call, await index.FindAsync(call.State, call.Caller.AccountId, name) ?? "");

    /// <summary>A version of a function, with its code.</summary>
    /// <exception cref="RequestException">notFound: there is none of that number, or it made room for newer ones.</exception>
    internal async ValueTask<FunctionVersionDocument> RequireVersionAsync(ITransaction state, FunctionDocument function, int? version = null) =>
        await versions.FindAsync(state, function.FunctionId, version ?? function.ActiveVersion)
            ?? throw new RequestException(ErrorCode.NotFound, "The function has no such version; function.listVersions shows which there are.");

    /// <summary>A page of the caller's functions, the oldest first.</summary>
    internal async ValueTask<ListPage<FunctionDocument>> PageAsync(Call call, PageRequest page)
    {
        ListPage<string> ids = await index.PageAsync(call.State, call.Caller.AccountId, page);
        List<FunctionDocument> found = [];
        foreach (string id in ids.Items)
        {
            found.Add(await functions.FindAsync(call.State, id) ?? throw new InvalidOperationException("An index names a function that is not there."));
        }

        return new ListPage<FunctionDocument>(found, ids.NextCursor);
    }

    /// <summary>A page of a function's versions without their code, the newest first.</summary>
    internal ValueTask<ListPage<FunctionVersionDocument>> PageAsync(ITransaction state, FunctionDocument function, PageRequest page) =>
        versions.PageAsync(state, function.FunctionId, page);

    /// <summary>Stores a new function; its first version is for the caller to put.</summary>
    /// <exception cref="RequestException">conflict: the account has a function of this name; limitExceeded.</exception>
    internal async ValueTask AddAsync(Call call, FunctionDocument function)
    {
        await RequireFreeAsync(call, function.Name);
        if (await index.CountAsync(call.State, function.AccountId) >= maxFunctions)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"The account has {maxFunctions} functions, which is the most.");
        }

        await index.AddAsync(call.State, function);
        Put(call.State, function);
        call.Target = function.FunctionId;
    }

    /// <summary>Gives a function another name; the document is for the caller to put.</summary>
    /// <exception cref="RequestException">conflict: another of the account's functions has it.</exception>
    internal async ValueTask RenameAsync(Call call, FunctionDocument function, string name)
    {
        if (name != function.Name)
        {
            await RequireFreeAsync(call, name);
            await index.RenameAsync(call.State, function, name);
        }
    }

    internal void Put(ITransaction state, FunctionDocument function) => functions.Put(state, function.FunctionId, function);

    /// <summary>Stores a version; beyond the most that are kept, the oldest that does not run makes room.</summary>
    internal ValueTask<FunctionVersionDocument> AddVersionAsync(ITransaction state, FunctionDocument function, FunctionVersionDocument version) =>
        versions.AddAsync(state, version, function.ActiveVersion);

    /// <summary>Takes a function away, so that nobody finds it; what goes with it is for others to remove.</summary>
    internal async ValueTask RemoveAsync(ITransaction state, FunctionDocument function)
    {
        await index.RemoveAsync(state, function);
        functions.Delete(state, function.FunctionId);
    }

    private async ValueTask RequireFreeAsync(Call call, string name)
    {
        if (await index.FindAsync(call.State, call.Caller.AccountId, name) is { } taken)
        {
            throw new RequestException(ErrorCode.Conflict, $"The function {taken} of this account has that name already.");
        }
    }
}
