namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The request of <c>wallet.grantWallet</c>.</summary>
public sealed record GrantWalletRequest
{
    /// <summary>Which wallet.</summary>
    public required string WalletId { get; init; }

    /// <summary>Which function: 1 to 64 letters, digits, underscores and hyphens.</summary>
    public required string FunctionId { get; init; }

    /// <summary>The SHA-256 of the very source that may use it, 64 hexadecimal digits in lower case: another version may not.</summary>
    public required string SourceHash { get; init; }
}

/// <summary>A grant: one source of one function may use the wallet, within its policy.</summary>
public sealed class WalletGrant
{
    /// <summary>The function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>The SHA-256 of its source.</summary>
    public required string SourceHash { get; init; }

    /// <summary>When it was given, in UTC.</summary>
    public required DateTime GrantedAt { get; init; }

    /// <summary>The key that gave it.</summary>
    public required string GrantedBy { get; init; }
}

/// <summary>The request of <c>wallet.revokeWalletGrant</c>.</summary>
public sealed record RevokeWalletGrantRequest
{
    /// <summary>Which wallet.</summary>
    public required string WalletId { get; init; }

    /// <summary>Which function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>Of which source; absent: of all.</summary>
    public string? SourceHash { get; init; }
}

/// <summary>The response of <c>wallet.revokeWalletGrant</c>.</summary>
public sealed class RevokeWalletGrantResponse
{
    /// <summary>How many grants are gone; none there is no error.</summary>
    public required int Revoked { get; init; }
}

/// <summary>The request of <c>wallet.listWalletGrants</c>.</summary>
public sealed record ListWalletGrantsRequest
{
    /// <summary>Which wallet.</summary>
    public required string WalletId { get; init; }

    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>wallet.listWalletGrants</c>.</summary>
public sealed class ListWalletGrantsResponse
{
    /// <summary>The grants, by function and source.</summary>
    public required IReadOnlyList<WalletGrant> Grants { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}
