using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Neo;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>What the wallet service goes by.</summary>
public sealed record WalletSettings
{
    /// <summary>The most wallets that an account has.</summary>
    public required int MaxWallets { get; init; }

    /// <summary>How many keys are kept loaded; a key costs some kilobytes.</summary>
    public required int MaxLoadedKeys { get; init; }

    /// <summary>Numbers of networks beside mainnet and testnet for which wallets sign in.</summary>
    public required IReadOnlyList<uint> PrivateNetworks { get; init; }

    /// <summary>What the enclave's configuration says.</summary>
    public static WalletSettings From(EnclaveParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new WalletSettings
        {
            MaxWallets = parts.Settings.MaxWalletsPerAccount,
            MaxLoadedKeys = parts.Settings.MaxLoadedKeys,
            PrivateNetworks = [.. parts.Settings.PrivateNetworks, .. parts.Settings.Networks.Select(network => network.Magic)],
        };
    }

    internal bool Knows(uint network) =>
        network is NetworkMagic.MainNet or NetworkMagic.TestNet || PrivateNetworks.Contains(network);
}
