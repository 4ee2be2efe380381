using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>What people call a token.</summary>
internal static class AssetNames
{
    /// <summary>GAS or NEO; null for others.</summary>
    internal static string? Find(UInt160 asset) =>
        asset == NativeContracts.Gas ? "GAS" : asset == NativeContracts.Neo ? "NEO" : null;

    /// <summary>GAS, NEO, or the contract's hash.</summary>
    internal static string Of(UInt160 asset) => Find(asset) ?? asset.ToString();
}
