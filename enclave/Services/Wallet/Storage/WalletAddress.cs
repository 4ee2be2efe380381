using System.Globalization;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Hashing;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Wallet.Storage;

/// <summary>An address of a wallet: what signs for it.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Index">Which address of a wallet of kind hd; null for the others, which have one.</param>
/// <param name="Script">Its verification script.</param>
internal sealed record WalletAddress(WalletDocument Wallet, int? Index, ReadOnlyMemory<byte> Script)
{
    /// <summary>Its script hash.</summary>
    internal UInt160 Account { get; } = Index is null or 0 ? Wallet.Account : Hash.Hash160(Script.Span);

    /// <summary>Which keys sign for it. Reading points is slow: who has a key need not ask.</summary>
    internal AccountContract Contract => AccountContract.TryRead(Script.Span, out AccountContract? contract)
        ? contract
        : throw new InvalidOperationException("A wallet's script is none.");

    /// <summary>What its key is called among those that are loaded.</summary>
    internal string KeyName => Index is { } index ? Name(Wallet.WalletId, index) : Wallet.WalletId;

    /// <summary>Whether one key alone signs for it.</summary>
    internal bool HasKey => Wallet.Kind != WalletKind.Multisig;

    /// <summary>The key in hexadecimal, of an address that one key signs for.</summary>
    internal string PublicKey => Index is null or 0
        ? Wallet.PublicKey!
        : Convert.ToHexStringLower(Script.Span.Slice(2, Neo.Keys.PublicKey.CompressedLength));

    /// <summary>What an address of a wallet of kind hd is called: the wallet's id, a stroke, the index.</summary>
    internal static string Name(string walletId, int index) => string.Create(CultureInfo.InvariantCulture, $"{walletId}/{index}");
}
