using System.Globalization;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Where the keys of a wallet of kind hd stand: BIP-44 with Neo's coin type (slip-0044.md), the first account, its outer chain.</summary>
internal static class HdPath
{
    private const uint Purpose = 44;
    private const uint Neo = 888;

    /// <summary>The path from the seed's master key to an address's.</summary>
    internal static uint[] To(int index) => [Purpose | KeySeed.Hardened, Neo | KeySeed.Hardened, KeySeed.Hardened, 0, (uint)index];

    /// <summary>The same for people.</summary>
    internal static string Text(int index) => string.Create(CultureInfo.InvariantCulture, $"m/44'/888'/0'/0/{index}");
}
