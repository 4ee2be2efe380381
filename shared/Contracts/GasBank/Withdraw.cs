namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>The request of <c>gasbank.withdraw</c>.</summary>
public sealed record WithdrawRequest
{
    /// <summary>Which bank account.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>How much GAS to send, in datoshi; the transaction's fees come on top.</summary>
    public required string Amount { get; init; }

    /// <summary>The address to send it to.</summary>
    public required string To { get; init; }
}

/// <summary>A payment that was signed: the response of <c>gasbank.withdraw</c> and <c>gasbank.settle</c>. Amounts are in datoshi.</summary>
public sealed class PaymentResponse
{
    /// <summary>The payment's id.</summary>
    public required string WithdrawalId { get; init; }

    /// <summary>Its transaction; the ledger names it when it is in a block, or can never be.</summary>
    public required string TransactionHash { get; init; }

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>How it stands: <c>pending</c>. This very transaction is sent until it is in a block or can never be.</summary>
    public required string Status { get; init; }

    /// <summary>What it pays.</summary>
    public required string Amount { get; init; }

    /// <summary>Burnt for running it.</summary>
    public required string SystemFee { get; init; }

    /// <summary>Burnt for its bytes and witness.</summary>
    public required string NetworkFee { get; init; }

    /// <summary>The last block that may hold it: after that, all of it is available again.</summary>
    public required uint ValidUntilBlock { get; init; }
}
