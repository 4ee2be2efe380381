namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The request of <c>wallet.importWallet</c>: exactly one of wif, nep2 and nep6.</summary>
public sealed record ImportWalletRequest : IDisposable
{
    /// <summary>1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The key as WIF.</summary>
    public SecretText? Wif { get; init; }

    /// <summary>The key as NEP-2, with <see cref="Passphrase"/>.</summary>
    public string? Nep2 { get; init; }

    /// <summary>A wallet file (NEP-6), its JSON as text, with <see cref="Passphrase"/>.</summary>
    public string? Nep6 { get; init; }

    /// <summary>The passphrase of the NEP-2 key, or of the account in the file: ASCII, at most 256 characters.</summary>
    public SecretText? Passphrase { get; init; }

    /// <summary>Which account of the file; may be absent where only one has a key.</summary>
    public string? Address { get; init; }

    /// <summary>Whether the key may be exported again; cannot be changed later.</summary>
    public bool Exportable { get; init; }

    /// <summary>Whether it signs what no policy has looked into; cannot be changed later.</summary>
    public bool BlindSigning { get; init; }

    /// <summary>At most 16 different words of 1 to 64 characters.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Clears what is secret.</summary>
    public void Dispose()
    {
        Wif?.Dispose();
        Passphrase?.Dispose();
    }
}
