using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Account;

/// <summary>What the account service goes by.</summary>
public sealed record AccountSettings
{
    /// <summary>The deployment's genesisId, 64 hexadecimal digits in lower case: the audience of invitations.</summary>
    public required string GenesisId { get; init; }

    /// <summary>Who may register.</summary>
    public required Registration Registration { get; init; }

    /// <summary>Who invites.</summary>
    public required IReadOnlyList<StampKey> AdminKeys { get; init; }

    /// <summary>How many keys an account may have.</summary>
    public required int MaxKeys { get; init; }

    /// <summary>For which site passkeys sign; null where no passkey opens sessions.</summary>
    public RelyingParty? RelyingParty { get; init; }

    /// <summary>How many sessions an account may have, with those that were ended while their challenge still holds.</summary>
    public int MaxSessions { get; init; } = 64;

    /// <summary>Numbers of networks beside mainnet and testnet for which a sign-in with Neo is taken.</summary>
    public IReadOnlyList<uint> PrivateNetworks { get; init; } = [];

    /// <summary>What the enclave's configuration says; open registration is a default in local mode alone.</summary>
    public static AccountSettings From(EnclaveParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new AccountSettings
        {
            GenesisId = parts.Deployment.GenesisIdHex,
            Registration = parts.Settings.Registration
                ?? (parts.Deployment.Mode == EnclaveMode.Local ? Registration.Open : Registration.Invitation),
            AdminKeys = parts.Settings.ReadAdminKeys(),
            MaxKeys = parts.Settings.MaxKeysPerAccount,
            RelyingParty = parts.Settings.WebAuthn,
            MaxSessions = parts.Settings.MaxSessionsPerAccount,
            PrivateNetworks = parts.Settings.PrivateNetworks,
        };
    }

    internal bool Knows(uint network) =>
        network is NetworkMagic.MainNet or NetworkMagic.TestNet || PrivateNetworks.Contains(network);
}
