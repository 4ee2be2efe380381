namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>The request of <c>gasbank.reserve</c>: GAS is held for a payment that may come.</summary>
public sealed record ReserveRequest
{
    /// <summary>Which bank account.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>How much is paid at most, in datoshi.</summary>
    public required string Amount { get; init; }

    /// <summary>The address that is paid when it is settled.</summary>
    public required string To { get; init; }

    /// <summary>What it is for, in the ledger: 1 to 128 characters.</summary>
    public required string Reference { get; init; }

    /// <summary>How long it holds, in seconds: 1 to 2,592,000 (30 days).</summary>
    public required int TtlSeconds { get; init; }
}

/// <summary>The request of <c>gasbank.settle</c>: pays what it came to; what is left returns.</summary>
public sealed record SettleRequest
{
    /// <summary>Which reservation.</summary>
    public required string ReservationId { get; init; }

    /// <summary>What is paid, in datoshi: at most what is held. The transaction's fees come from what is available.</summary>
    public required string Actual { get; init; }
}

/// <summary>The request of <c>gasbank.release</c>: all that is held returns.</summary>
public sealed record ReleaseRequest
{
    /// <summary>Which reservation.</summary>
    public required string ReservationId { get; init; }
}

/// <summary>GAS that is held by its owner; the response of <c>gasbank.reserve</c> and <c>gasbank.release</c>.</summary>
public sealed class ReservationDescription
{
    /// <summary>Its id.</summary>
    public required string ReservationId { get; init; }

    /// <summary>The bank account that it is of.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>What is held, in datoshi; 0 once it is released.</summary>
    public required string Amount { get; init; }

    /// <summary>The address that is paid when it is settled.</summary>
    public required string To { get; init; }

    /// <summary>What it is for.</summary>
    public required string Reference { get; init; }

    /// <summary>When it ends by itself, in UTC.</summary>
    public required DateTime ExpiresAt { get; init; }
}
