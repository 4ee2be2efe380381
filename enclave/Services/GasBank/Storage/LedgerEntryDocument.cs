using NeoServiceLayer.Contracts.GasBank;

namespace NeoServiceLayer.Enclave.GasBank.Storage;

/// <summary>An entry of a bank account's ledger. Amounts are in datoshi.</summary>
internal sealed record LedgerEntryDocument
{
    public required LedgerEntryKind Kind { get; init; }

    /// <summary>Their sum is zero; none where nothing was moved.</summary>
    public required IReadOnlyList<LedgerLegDocument> Legs { get; init; }

    public required long Available { get; init; }

    public required long Reserved { get; init; }

    public required long Allocated { get; init; }

    public required long Pending { get; init; }

    /// <summary>Absent in entries that were written before there was any.</summary>
    public long Charged { get; init; }

    public string? Reference { get; init; }

    public string? TransactionHash { get; init; }

    public required DateTime Time { get; init; }
}

/// <summary>What an entry adds to an account of the books; negative where it takes away.</summary>
internal sealed record LedgerLegDocument
{
    public required LedgerAccount Account { get; init; }

    /// <summary>In datoshi.</summary>
    public required long Amount { get; init; }
}
