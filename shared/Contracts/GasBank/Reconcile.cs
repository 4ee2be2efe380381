namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>The request of <c>gasbank.reconcile</c>.</summary>
public sealed record ReconcileRequest
{
    /// <summary>Which bank account.</summary>
    public required string BankAccountId { get; init; }
}

/// <summary>The response of <c>gasbank.reconcile</c>: the ledger beside what the chain shows. Amounts are in datoshi.</summary>
public sealed class ReconcileResponse
{
    /// <summary>Whether the chain's balance is what the ledger says that it is, to the datoshi.</summary>
    public required bool Agrees { get; init; }

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>The block after which the chain was read, by a quorum of the network's end points.</summary>
    public required uint Height { get; init; }

    /// <summary>The newest entry of the ledger that is in the figures.</summary>
    public required long Sequence { get; init; }

    /// <summary>What the chain shows on the address.</summary>
    public required string ChainBalance { get; init; }

    /// <summary>What the ledger says that the bank owes.</summary>
    public required string LedgerBalance { get; init; }

    /// <summary>What transactions in blocks have taken, that the ledger has not written yet; it will within seconds.</summary>
    public required string Unsettled { get; init; }

    /// <summary>What the chain shows beyond the ledger: the chain's balance − the ledger's + what is not settled. Negative where it shows less.</summary>
    public required string Difference { get; init; }

    /// <summary>What a difference means, for people.</summary>
    public required string Explanation { get; init; }

    /// <summary>Transactions of the bank account that are under way, at most 100.</summary>
    public required IReadOnlyList<UnderWay> UnderWay { get; init; }
}

/// <summary>A transaction of a bank account that the ledger has not settled.</summary>
public sealed class UnderWay
{
    /// <summary>Which.</summary>
    public required string TransactionHash { get; init; }

    /// <summary>What the ledger holds for it, in datoshi.</summary>
    public required string Held { get; init; }

    /// <summary>Whether it is in a block.</summary>
    public required bool InBlock { get; init; }
}
