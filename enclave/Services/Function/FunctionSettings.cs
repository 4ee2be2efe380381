using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Host;

namespace NeoServiceLayer.Enclave.Function;

/// <summary>What the function service goes by.</summary>
public sealed record FunctionSettings
{
    /// <summary>The most functions that an account has.</summary>
    public required int MaxFunctions { get; init; }

    /// <summary>Whether functions may name hosts with ports, and names of one's own network.</summary>
    public required bool IsLocal { get; init; }

    /// <summary>What the enclave's configuration says.</summary>
    public static FunctionSettings From(EnclaveParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new FunctionSettings
        {
            MaxFunctions = parts.Settings.MaxFunctionsPerAccount,
            IsLocal = parts.Deployment.Mode == EnclaveMode.Local,
        };
    }
}
