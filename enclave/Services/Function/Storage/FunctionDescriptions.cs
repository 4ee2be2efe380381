using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Enclave.Function.Storage;

/// <summary>What is stored, as it is told.</summary>
internal static class FunctionDescriptions
{
    internal static FunctionDescription Describe(this FunctionDocument function) => new()
    {
        FunctionId = function.FunctionId,
        Name = function.Name,
        Description = function.Description,
        ActiveVersion = function.ActiveVersion,
        LatestVersion = function.LatestVersion,
        SourceHash = function.SourceHash,
        BankAccountId = function.BankAccountId,
        CreatedAt = function.CreatedAt,
        UpdatedAt = function.UpdatedAt,
    };

    internal static FunctionVersion Describe(this FunctionVersionDocument version, FunctionDocument function, bool withCode) => new()
    {
        FunctionId = version.FunctionId,
        Version = version.Version,
        SourceHash = version.SourceHash,
        CodeHash = version.CodeHash!,
        Active = version.Version == function.ActiveVersion,
        SourceCode = withCode ? version.SourceCode : null,
        Handler = version.Handler,
        Limits = version.Limits,
        Environment = version.Environment,
        Secrets = version.Secrets,
        Wallets = version.Wallets,
        AllowedHosts = version.AllowedHosts,
        CreatedAt = version.CreatedAt,
        CreatedBy = version.CreatedBy,
    };
}
