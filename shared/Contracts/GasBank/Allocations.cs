namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>The request of <c>gasbank.allocate</c>: for a wallet or for a function.</summary>
public sealed record AllocateRequest
{
    /// <summary>Which bank account.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>For which of the account's wallets.</summary>
    public string? WalletId { get; init; }

    /// <summary>For which function: 1 to 128 letters, digits, underscores and hyphens.</summary>
    public string? FunctionId { get; init; }

    /// <summary>How much, in datoshi.</summary>
    public required string Amount { get; init; }

    /// <summary>When what is left of it returns by itself, in UTC; never when absent.</summary>
    public DateTime? ExpiresAt { get; init; }
}

/// <summary>The request of <c>gasbank.updateAllocation</c>; what is absent stays.</summary>
public sealed record UpdateAllocationRequest
{
    /// <summary>Which allocation.</summary>
    public required string AllocationId { get; init; }

    /// <summary>What is left of it from now on, in datoshi: the difference comes from what is available, or returns to it.</summary>
    public string? Amount { get; init; }

    /// <summary>When what is left of it returns by itself, in UTC.</summary>
    public DateTime? ExpiresAt { get; init; }
}

/// <summary>The request of <c>gasbank.releaseAllocation</c>.</summary>
public sealed record ReleaseAllocationRequest
{
    /// <summary>Which allocation.</summary>
    public required string AllocationId { get; init; }
}

/// <summary>The request of <c>gasbank.listAllocations</c>.</summary>
public sealed record ListAllocationsRequest
{
    /// <summary>Which bank account.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>The most allocations to give: 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>Where to go on: <c>nextCursor</c> of the page before.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>gasbank.listAllocations</c>.</summary>
public sealed class ListAllocationsResponse
{
    /// <summary>The bank account's allocations, oldest first; those whose time is over are left out, so a page may be shorter than asked for.</summary>
    public required IReadOnlyList<AllocationDescription> Allocations { get; init; }

    /// <summary>Where the next page begins; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>GAS that is set aside.</summary>
public sealed class AllocationDescription
{
    /// <summary>Its id.</summary>
    public required string AllocationId { get; init; }

    /// <summary>The bank account that it is of.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>For which wallet.</summary>
    public string? WalletId { get; init; }

    /// <summary>For which function.</summary>
    public string? FunctionId { get; init; }

    /// <summary>What is left of it, in datoshi; 0 once it is released.</summary>
    public required string Amount { get; init; }

    /// <summary>When what is left returns by itself, in UTC; never when absent.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}
