using NeoServiceLayer.Enclave.Core.Host;

namespace NeoServiceLayer.Enclave.Secrets;

/// <summary>What the secrets service goes by.</summary>
public sealed record SecretsSettings
{
    /// <summary>The deployment's genesisId, 32 bytes: what leaves sealed is bound to it.</summary>
    public required ReadOnlyMemory<byte> GenesisId { get; init; }

    /// <summary>The most secrets that an account has.</summary>
    public required int MaxSecrets { get; init; }

    /// <summary>How many versions of a secret are kept.</summary>
    public required int MaxVersions { get; init; }

    /// <summary>The most transit keys that an account has.</summary>
    public required int MaxTransitKeys { get; init; }

    /// <summary>What the enclave's configuration says.</summary>
    public static SecretsSettings From(EnclaveParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new SecretsSettings
        {
            GenesisId = parts.Deployment.GenesisId,
            MaxSecrets = parts.Settings.MaxSecretsPerAccount,
            MaxVersions = parts.Settings.MaxVersionsPerSecret,
            MaxTransitKeys = parts.Settings.MaxTransitKeysPerAccount,
        };
    }
}
