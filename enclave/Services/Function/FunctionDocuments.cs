using System.Globalization;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function;

/// <summary>What is stored of functions: a document each, and one for each version.</summary>
internal sealed class FunctionDocuments
{
    private readonly DocumentTable<FunctionDocument> functions = new("function", FunctionDocumentJson.Default.FunctionDocument);
    private readonly DocumentTable<FunctionVersionDocument> versions = new("function-version", FunctionDocumentJson.Default.FunctionVersionDocument);

    /// <summary>The caller's function of that id, which the audit event then names.</summary>
    /// <exception cref="RequestException">notFound: there is none, or it is another account's.</exception>
    internal async ValueTask<FunctionDocument> RequireAsync(Call call, string functionId)
    {
        FunctionDocument document = await RequireAsync(call.State, call.Caller.AccountId, functionId);
        call.Target = functionId;
        return document;
    }

    /// <inheritdoc cref="RequireAsync(Call, string)"/>
    internal async ValueTask<FunctionDocument> RequireAsync(ITransaction state, string accountId, string functionId) =>
        await functions.FindAsync(state, functionId) is { } document && document.AccountId == accountId
            ? document
            : throw new RequestException(ErrorCode.NotFound, "There is no such function in this account.");

    /// <summary>A version of a function.</summary>
    /// <exception cref="RequestException">notFound: there is none of that number, or it made room for newer ones.</exception>
    internal async ValueTask<FunctionVersionDocument> RequireVersionAsync(ITransaction state, FunctionDocument function, int? version = null) =>
        await versions.FindAsync(state, Name(function.FunctionId, version ?? function.ActiveVersion))
            ?? throw new RequestException(ErrorCode.NotFound, "The function has no such version; function.listVersions shows which there are.");

    internal void Put(ITransaction state, FunctionDocument function) => functions.Put(state, function.FunctionId, function);

    internal void Put(ITransaction state, FunctionVersionDocument version) =>
        versions.Put(state, Name(version.FunctionId, version.Version), version);

    private static string Name(string functionId, int version) => string.Create(CultureInfo.InvariantCulture, $"{functionId}/{version}");
}
