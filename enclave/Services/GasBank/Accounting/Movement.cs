using NeoServiceLayer.Contracts.GasBank;

namespace NeoServiceLayer.Enclave.GasBank.Accounting;

/// <summary>GAS that is moved between accounts of the books, in datoshi.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Legs">What is added to each; negative where it is taken away. The sum is zero.</param>
internal sealed record Movement(LedgerEntryKind Kind, params IReadOnlyList<(LedgerAccount Account, long Amount)> Legs)
{
    /// <summary>What its owner, or the service behind it, calls what it is for.</summary>
    internal string? Reference { get; init; }

    /// <summary>The transaction that it follows from or belongs to: 0x and 64 digits.</summary>
    internal string? TransactionHash { get; init; }

    /// <summary>From one account to another.</summary>
    internal static Movement Of(LedgerEntryKind kind, LedgerAccount from, LedgerAccount to, long amount) => new(kind, (from, -amount), (to, amount));
}
