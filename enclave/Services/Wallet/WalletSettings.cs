using NeoServiceLayer.Neo;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Limits of the service.</summary>
public sealed record WalletSettings
{
    /// <summary>The most wallets that an account has.</summary>
    public int MaxWallets { get; init; } = 1000;

    /// <summary>How many keys are kept loaded; a key costs some kilobytes.</summary>
    public int MaxLoadedKeys { get; init; } = 1024;

    /// <summary>Numbers of networks beside mainnet and testnet for which wallets sign in.</summary>
    public IReadOnlyList<uint> PrivateNetworks { get; init; } = [];

    internal bool Knows(uint network) =>
        network is NetworkMagic.MainNet or NetworkMagic.TestNet || PrivateNetworks.Contains(network);
}
