namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>The request of <c>gasbank.getLedger</c>.</summary>
public sealed record GetLedgerRequest
{
    /// <summary>Which bank account.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>Only entries of this kind.</summary>
    public LedgerEntryKind? Kind { get; init; }

    /// <summary>Only entries of this time or later, in UTC.</summary>
    public DateTime? From { get; init; }

    /// <summary>Only entries before this time, in UTC.</summary>
    public DateTime? To { get; init; }

    /// <summary>Whether the newest come first; else the oldest.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>The most entries to look at: 1 to 100; 50 when absent. Where only some are asked for, a page has those among them.</summary>
    public int? Limit { get; init; }

    /// <summary>Where to go on: <c>nextCursor</c> of the page before.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>gasbank.getLedger</c>.</summary>
public sealed class GetLedgerResponse
{
    /// <summary>The entries; where only some were asked for, a page may have none and another follow.</summary>
    public required IReadOnlyList<LedgerEntry> Entries { get; init; }

    /// <summary>Where the next page begins; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>An entry of a bank account's ledger. Amounts are in datoshi.</summary>
public sealed class LedgerEntry
{
    /// <summary>Its place: 1 for the first, then without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>Why it is there.</summary>
    public required LedgerEntryKind Kind { get; init; }

    /// <summary>What was moved; the sum is zero.</summary>
    public required IReadOnlyList<LedgerLeg> Legs { get; init; }

    /// <summary>What is available after it.</summary>
    public required string Available { get; init; }

    /// <summary>What is reserved after it.</summary>
    public required string Reserved { get; init; }

    /// <summary>What is allocated after it.</summary>
    public required string Allocated { get; init; }

    /// <summary>What is pending after it.</summary>
    public required string Pending { get; init; }

    /// <summary>What is charged after it, and not paid out.</summary>
    public string? Charged { get; init; }

    /// <summary>What it is for: a reservation's reference, an allocation's id, a withdrawal's id, an execution's id, a threshold.</summary>
    public string? Reference { get; init; }

    /// <summary>The transaction that it follows from, or belongs to.</summary>
    public string? TransactionHash { get; init; }

    /// <summary>The enclave's time, in UTC.</summary>
    public required DateTime Time { get; init; }
}

/// <summary>What an entry adds to an account of the books.</summary>
public sealed class LedgerLeg
{
    /// <summary>Which.</summary>
    public required LedgerAccount Account { get; init; }

    /// <summary>In datoshi; negative where it is taken away.</summary>
    public required string Amount { get; init; }
}
