namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The request of <c>wallet.setPolicy</c>.</summary>
public sealed record SetPolicyRequest
{
    /// <summary>Which wallet.</summary>
    public required string WalletId { get; init; }

    /// <summary>The whole policy: it takes the place of the one before. What was spent within the last 24 hours stays counted.</summary>
    public required WalletPolicy Policy { get; init; }

    /// <summary>The version that it takes the place of, 0 for none; whichever there is when absent.</summary>
    public int? ExpectedVersion { get; init; }
}

/// <summary>The response of <c>wallet.setPolicy</c>.</summary>
public sealed class SetPolicyResponse
{
    /// <summary>Which wallet.</summary>
    public required string WalletId { get; init; }

    /// <summary>The policy's version: 1, and one more with each change.</summary>
    public required int Version { get; init; }

    /// <summary>When it was set, in UTC.</summary>
    public required DateTime UpdatedAt { get; init; }
}

/// <summary>The request of <c>wallet.getPolicy</c>.</summary>
public sealed record GetPolicyRequest
{
    /// <summary>Which wallet.</summary>
    public required string WalletId { get; init; }
}

/// <summary>The response of <c>wallet.getPolicy</c>.</summary>
public sealed class GetPolicyResponse
{
    /// <summary>Which wallet.</summary>
    public required string WalletId { get; init; }

    /// <summary>The policy's version; 0 when the wallet has none.</summary>
    public required int Version { get; init; }

    /// <summary>The policy as it was set.</summary>
    public WalletPolicy? Policy { get; init; }

    /// <summary>When it was set, in UTC.</summary>
    public DateTime? UpdatedAt { get; init; }

    /// <summary>Which key set it.</summary>
    public string? UpdatedBy { get; init; }

    /// <summary>What has been signed away within the last 24 hours, for each asset of the policy.</summary>
    public required IReadOnlyList<PolicySpend> Spent { get; init; }

    /// <summary>The fees of the last 24 hours, where the policy has a limit of them.</summary>
    public PolicySpend? Fees { get; init; }
}

/// <summary>What counts against a limit of 24 hours, in the token's smallest unit.</summary>
public sealed class PolicySpend
{
    /// <summary>The token's contract, 0x and reversed; GAS's for fees.</summary>
    public required string Asset { get; init; }

    /// <summary>GAS or NEO; absent for others.</summary>
    public string? Symbol { get; init; }

    /// <summary>What counts now, without what a simulation is about.</summary>
    public required string Spent { get; init; }

    /// <summary>What the transaction of a simulation adds.</summary>
    public string? Adds { get; init; }

    /// <summary>The limit.</summary>
    public required string MaxPerDay { get; init; }

    /// <summary>What is left of it now, without what a simulation is about.</summary>
    public required string Left { get; init; }
}
