namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The request of <c>wallet.getBalance</c>: exactly one of walletId and address.</summary>
public sealed record GetBalanceRequest
{
    /// <summary>A wallet of the account.</summary>
    public string? WalletId { get; init; }

    /// <summary>Which address of a wallet of kind hd; 0 when absent.</summary>
    public int? Index { get; init; }

    /// <summary>Any account: its address, or its script hash with 0x.</summary>
    public string? Address { get; init; }

    /// <summary>The network's name in the enclave's configuration, or its number; the first one of the configuration when absent.</summary>
    public string? Network { get; init; }

    /// <summary>GAS, NEO, or NEP-17 tokens' hashes with 0x: at most 16. GAS and NEO when absent.</summary>
    public IReadOnlyList<string>? Assets { get; init; }
}

/// <summary>The response of <c>wallet.getBalance</c>: what enough of the network's end points say alike.</summary>
public sealed class GetBalanceResponse
{
    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>The account's address.</summary>
    public required string Address { get; init; }

    /// <summary>What it has, in the order in which it was asked for.</summary>
    public required IReadOnlyList<AssetBalance> Balances { get; init; }
}

/// <summary>What an account has of a token.</summary>
public sealed class AssetBalance
{
    /// <summary>The token's hash, 0x and reversed.</summary>
    public required string Asset { get; init; }

    /// <summary>How much, in its smallest unit, in decimal digits.</summary>
    public required string Amount { get; init; }

    /// <summary>What the token calls itself, which proves nothing; absent where that is no text of 1 to 32 characters.</summary>
    public string? Symbol { get; init; }

    /// <summary>How many of the amount's digits stand behind the point; absent where the token does not say.</summary>
    public int? Decimals { get; init; }
}
