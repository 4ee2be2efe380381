namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The request of <c>wallet.deriveAddress</c>.</summary>
public sealed record DeriveAddressRequest
{
    /// <summary>Which wallet; of kind hd.</summary>
    public required string WalletId { get; init; }

    /// <summary>Which address: 0 to 2,147,483,647. One that the wallet has already is given again.</summary>
    public required int Index { get; init; }
}

/// <summary>The response of <c>wallet.deriveAddress</c>: an address that the wallet signs for from now on.</summary>
public sealed class DerivedAddress
{
    /// <summary>The wallet.</summary>
    public required string WalletId { get; init; }

    /// <summary>Which address of it.</summary>
    public required int Index { get; init; }

    /// <summary>Where its key stands below the wallet's seed (SLIP-10, nist256p1): m/44'/888'/0'/0/index.</summary>
    public required string Path { get; init; }

    /// <summary>The address.</summary>
    public required string Address { get; init; }

    /// <summary>Its script hash, 0x and reversed.</summary>
    public required string ScriptHash { get; init; }

    /// <summary>Its key: 33 bytes in hexadecimal.</summary>
    public required string PublicKey { get; init; }
}

/// <summary>The request of <c>wallet.listAddresses</c>.</summary>
public sealed record ListAddressesRequest
{
    /// <summary>Which wallet; of kind hd.</summary>
    public required string WalletId { get; init; }

    /// <summary>The most addresses to give: 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>Where to go on: <c>nextCursor</c> of the page before.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>wallet.listAddresses</c>.</summary>
public sealed class ListAddressesResponse
{
    /// <summary>The addresses that the wallet has, by index.</summary>
    public required IReadOnlyList<DerivedAddress> Addresses { get; init; }

    /// <summary>Where the next page begins; absent at the end.</summary>
    public string? NextCursor { get; init; }
}
