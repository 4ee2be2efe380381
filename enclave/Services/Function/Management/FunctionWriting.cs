using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Management;

/// <summary>Serves the writing of functions: the first version, and those that follow.</summary>
/// <param name="documents">Where they are kept.</param>
/// <param name="removal">What former functions left.</param>
/// <param name="isLocal">Whether hosts may have ports, and names of one's own network.</param>
internal sealed class FunctionWriting(FunctionDocuments documents, FunctionRemoval removal, bool isLocal)
{
    internal const string DefaultHandler = "handler";

    internal async ValueTask<FunctionVersion> CreateAsync(CreateFunctionRequest request, Call call)
    {
        FunctionSource source = new(
            FunctionChecks.SourceCode(request.SourceCode),
            FunctionChecks.Handler(request.Handler ?? DefaultHandler),
            FunctionChecks.Environment(request.Environment),
            FunctionChecks.Ids(request.Secrets, "secrets", FunctionLimits.MaxSecrets),
            FunctionChecks.Ids(request.Wallets, "wallets", FunctionLimits.MaxWallets),
            FunctionChecks.Hosts(request.AllowedHosts, isLocal));
        FunctionDocument function = new()
        {
            AccountId = call.Caller.AccountId,
            FunctionId = RandomId.New("fun_"),
            Name = FunctionChecks.Name(request.Name),
            Description = FunctionChecks.Description(request.Description),
            ActiveVersion = 1,
            LatestVersion = 1,
            SourceHash = source.Hash(),
            BankAccountId = FunctionChecks.BankAccountId(request.BankAccountId),
            CreatedAt = call.Now(),
            UpdatedAt = call.Now(),
        };
        await documents.AddAsync(call, function);
        await removal.ResumeAsync(call);
        return await AddVersionAsync(call, function, source, FunctionChecks.Limits(request.Limits));
    }

    internal async ValueTask<FunctionVersion> UpdateAsync(UpdateFunctionRequest request, Call call)
    {
        bool isVersion = request is not { SourceCode: null, Handler: null, Limits: null, Environment: null, Secrets: null, Wallets: null, AllowedHosts: null };
        if (!isVersion && request is { Name: null, Description: null, BankAccountId: null })
        {
            throw new RequestException("payload: there is nothing to change.");
        }

        if (!isVersion && request.Activate is not null)
        {
            throw new RequestException("activate stands with a new version only; activateVersion activates one that is there.");
        }

        FunctionDocument before = await documents.RequireAsync(call, request.FunctionId);
        if (request.ExpectedVersion is { } expected && expected != before.LatestVersion)
        {
            throw new RequestException(ErrorCode.Conflict, $"The latest version is {before.LatestVersion}, and not expectedVersion: somebody else wrote one.");
        }

        FunctionDocument function = before with
        {
            Name = request.Name is null ? before.Name : FunctionChecks.Name(request.Name),
            Description = request.Description is null ? before.Description : FunctionChecks.Description(request.Description),
            BankAccountId = FunctionChecks.BankAccountId(request.BankAccountId) ?? before.BankAccountId,
            UpdatedAt = call.Now(),
        };
        await documents.RenameAsync(call, before, function.Name);
        await removal.ResumeAsync(call);
        FunctionVersionDocument latest = await documents.RequireVersionAsync(call.State, before, before.LatestVersion);
        if (!isVersion)
        {
            documents.Put(call.State, function);
            return latest.Describe(function, withCode: false);
        }

        FunctionSource source = Next(latest, request);
        function = function with { LatestVersion = before.LatestVersion + 1 };
        function = request.Activate ?? true ? function with { ActiveVersion = function.LatestVersion, SourceHash = source.Hash() } : function;
        documents.Put(call.State, function);
        return await AddVersionAsync(call, function, source, request.Limits is null ? latest.Limits : FunctionChecks.Limits(request.Limits));
    }

    private FunctionSource Next(FunctionVersionDocument latest, UpdateFunctionRequest request) => new(
        request.SourceCode is null ? latest.SourceCode : FunctionChecks.SourceCode(request.SourceCode),
        request.Handler is null ? latest.Handler : FunctionChecks.Handler(request.Handler),
        request.Environment is null ? latest.Environment : FunctionChecks.Environment(request.Environment),
        request.Secrets is null ? latest.Secrets : FunctionChecks.Ids(request.Secrets, "secrets", FunctionLimits.MaxSecrets),
        request.Wallets is null ? latest.Wallets : FunctionChecks.Ids(request.Wallets, "wallets", FunctionLimits.MaxWallets),
        request.AllowedHosts is null ? latest.AllowedHosts : FunctionChecks.Hosts(request.AllowedHosts, isLocal));

    private async ValueTask<FunctionVersion> AddVersionAsync(Call call, FunctionDocument function, FunctionSource source, ExecutionLimits limits)
    {
        FunctionVersionDocument version = new()
        {
            FunctionId = function.FunctionId,
            Version = function.LatestVersion,
            SourceHash = source.Hash(),
            SourceCode = source.SourceCode,
            Handler = source.Handler,
            TimeoutMs = limits.TimeoutMs!.Value,
            MemoryMiB = limits.MemoryMiB!.Value,
            Statements = limits.Statements!.Value,
            Environment = source.Environment,
            Secrets = source.Secrets,
            Wallets = source.Wallets,
            AllowedHosts = source.AllowedHosts,
            CreatedAt = call.Now(),
            CreatedBy = call.Caller.KeyId,
        };
        return (await documents.AddVersionAsync(call.State, function, version)).Describe(function, withCode: false);
    }
}
