namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The request of <c>wallet.getWallet</c>.</summary>
public sealed record GetWalletRequest
{
    /// <summary>Which wallet.</summary>
    public required string WalletId { get; init; }
}

/// <summary>The request of <c>wallet.listWallets</c>.</summary>
public sealed record ListWalletsRequest
{
    /// <summary>The most wallets to give: 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>Where to go on: <c>nextCursor</c> of the page before.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>wallet.listWallets</c>.</summary>
public sealed class ListWalletsResponse
{
    /// <summary>The account's wallets, in the order in which they were created.</summary>
    public required IReadOnlyList<WalletDescription> Wallets { get; init; }

    /// <summary>Where the next page begins; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>The request of <c>wallet.updateWallet</c>; what is absent stays.</summary>
public sealed record UpdateWalletRequest
{
    /// <summary>Which wallet.</summary>
    public required string WalletId { get; init; }

    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>All its tags from now on.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>The request of <c>wallet.freezeWallet</c>.</summary>
public sealed record FreezeWalletRequest
{
    /// <summary>Which wallet.</summary>
    public required string WalletId { get; init; }

    /// <summary>Whether it signs nothing from now on, and is not exported; false takes that back.</summary>
    public required bool Frozen { get; init; }
}

/// <summary>The request of <c>wallet.deleteWallet</c>.</summary>
public sealed record DeleteWalletRequest
{
    /// <summary>Which wallet.</summary>
    public required string WalletId { get; init; }

    /// <summary>The wallet's address once more, so that no other is deleted by accident: what it holds is lost without its key.</summary>
    public required string Address { get; init; }
}

/// <summary>The response of <c>wallet.deleteWallet</c>.</summary>
public sealed class DeleteWalletResponse
{
    /// <summary>The wallet that is gone.</summary>
    public required string WalletId { get; init; }
}
