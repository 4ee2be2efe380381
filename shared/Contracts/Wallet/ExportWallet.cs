using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>How a key is written.</summary>
[JsonConverter(typeof(EnumNameConverter<KeyFormat>))]
public enum KeyFormat
{
    /// <summary>The bare key: whoever reads it has it.</summary>
    [JsonStringEnumMemberName("wif")]
    Wif,

    /// <summary>Under a passphrase.</summary>
    [JsonStringEnumMemberName("nep2")]
    Nep2,

    /// <summary>A wallet file, with the key under a passphrase.</summary>
    [JsonStringEnumMemberName("nep6")]
    Nep6,
}

/// <summary>The request of <c>wallet.exportWallet</c>.</summary>
public sealed record ExportWalletRequest : IDisposable
{
    /// <summary>Which wallet; it must be exportable, and not frozen.</summary>
    public required string WalletId { get; init; }

    /// <summary>How the key is written.</summary>
    public required KeyFormat Format { get; init; }

    /// <summary>What the key is put under: ASCII, 1 to 256 characters; with nep2 and nep6 only.</summary>
    public SecretText? Passphrase { get; init; }

    /// <summary>Clears what is secret.</summary>
    public void Dispose() => Passphrase?.Dispose();
}

/// <summary>The response of <c>wallet.exportWallet</c>: the key in the format that was asked for.</summary>
public sealed class ExportWalletResponse
{
    /// <summary>The wallet.</summary>
    public required string WalletId { get; init; }

    /// <summary>Its address.</summary>
    public required string Address { get; init; }

    /// <summary>The key as WIF.</summary>
    public SecretText? Wif { get; init; }

    /// <summary>The key as NEP-2.</summary>
    public string? Nep2 { get; init; }

    /// <summary>The wallet file, its JSON as text.</summary>
    public string? Nep6 { get; init; }
}
