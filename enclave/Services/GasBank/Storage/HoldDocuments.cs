namespace NeoServiceLayer.Enclave.GasBank.Storage;

/// <summary>
/// GAS that is held, in datoshi. The document is gone when the hold has ended; the ledger tells how. It is the owner's, with an expiry and
/// whom it pays; or the bank's own, for the fees of a transaction, which no operation of users can end.
/// </summary>
internal sealed record ReservationDocument
{
    public required string AccountId { get; init; }

    public required string BankAccountId { get; init; }

    /// <summary>Its id, which is the document's name too.</summary>
    public required string ReservationId { get; init; }

    public required long Amount { get; init; }

    /// <summary>What its owner calls it; of the bank's own, what the service that made it finds its own by.</summary>
    public string? Reference { get; init; }

    /// <summary>The owner's alone: whom it pays, when it is settled.</summary>
    public string? To { get; init; }

    /// <summary>The owner's alone.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>The bank's alone: the transaction whose fees they are, 0x and 64 digits.</summary>
    public string? TransactionHash { get; init; }

    /// <summary>The bank's alone: the last block that may hold that transaction.</summary>
    public uint? ValidUntilBlock { get; init; }

    /// <summary>The bank's alone: the allocation that it was taken from, and to which what is left returns; null: what is available.</summary>
    public string? AllocationId { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Whether it is the bank's own.</summary>
    internal bool IsBanks => TransactionHash is not null;

    /// <summary>Whether its time is over, whether that was written yet or not.</summary>
    internal bool IsOver(DateTimeOffset now) => ExpiresAt <= now.UtcDateTime;
}

/// <summary>GAS that is set aside for a wallet or a function, in datoshi. The document is gone when that has ended.</summary>
internal sealed record AllocationDocument
{
    public required string AccountId { get; init; }

    public required string BankAccountId { get; init; }

    /// <summary>Its id, which is the document's name too.</summary>
    public required string AllocationId { get; init; }

    /// <summary>For which wallet; null if for a function.</summary>
    public string? WalletId { get; init; }

    /// <summary>For which function; null if for a wallet.</summary>
    public string? FunctionId { get; init; }

    /// <summary>What is left of it.</summary>
    public required long Amount { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Whether its time is over, whether that was written yet or not.</summary>
    internal bool IsOver(DateTimeOffset now) => ExpiresAt <= now.UtcDateTime;
}

/// <summary>GAS that is held for an execution of a function, in datoshi. No operation of users ends it: it ends with the execution.</summary>
internal sealed record UsageHoldDocument
{
    public required string AccountId { get; init; }

    public required string BankAccountId { get; init; }

    /// <summary>Its id, which is the document's name too.</summary>
    public required string HoldId { get; init; }

    /// <summary>What it was taken from, and to which what is left returns.</summary>
    public required string AllocationId { get; init; }

    public required long Amount { get; init; }

    /// <summary>The execution.</summary>
    public required string Reference { get; init; }
}

/// <summary>A payment from a bank account's address that was signed and of whose outcome nothing is known yet. Amounts are in datoshi.</summary>
internal sealed record WithdrawalDocument
{
    public required string AccountId { get; init; }

    public required string BankAccountId { get; init; }

    /// <summary>Its id, which is the document's name and the outbox's reference.</summary>
    public required string WithdrawalId { get; init; }

    public required long Amount { get; init; }

    public required long SystemFee { get; init; }

    public required long NetworkFee { get; init; }

    public required string To { get; init; }

    public required string TransactionHash { get; init; }

    /// <summary>Of a settled reservation: what its owner called it.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether it pays out what was charged: what of it is not spent is charged again, and not available.</summary>
    public bool OfCharges { get; init; }

    internal long Fees => checked(SystemFee + NetworkFee);

    internal long Whole => checked(Amount + Fees);
}
