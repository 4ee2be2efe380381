namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>The request of <c>gasbank.getLedgerProof</c>.</summary>
public sealed record GetLedgerProofRequest
{
    /// <summary>Which bank account.</summary>
    public required string BankAccountId { get; init; }
}

/// <summary>
/// The response of <c>gasbank.getLedgerProof</c>: that a bank account's balance is part of all that the bank owes on its network. The
/// receipt of this response signs it with the state's head; <see cref="LedgerProofVerifier"/> says how it is checked, without the bank.
/// </summary>
public sealed class LedgerProof
{
    /// <summary>Which bank account.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>The network's number, which the root covers.</summary>
    public required uint Magic { get; init; }

    /// <summary>What the bank owes to this bank account, in datoshi: available, reserved, allocated and pending.</summary>
    public required string Balance { get; init; }

    /// <summary>32 bytes in hexadecimal, known to the owner alone: they keep others from telling whose leaf this is.</summary>
    public required string Salt { get; init; }

    /// <summary>The leaf's place, from 0.</summary>
    public required long Position { get; init; }

    /// <summary>How many leaves there are: the network's bank accounts.</summary>
    public required long Count { get; init; }

    /// <summary>The nodes beside the way from the leaf to the top, from below; none where a node has no neighbour.</summary>
    public required IReadOnlyList<LedgerProofStep> Path { get; init; }

    /// <summary>All that the bank owes on this network, in datoshi.</summary>
    public required string Total { get; init; }

    /// <summary>The root, 32 bytes in hexadecimal: it covers the network's number, the count, the total and every leaf.</summary>
    public required string Root { get; init; }
}

/// <summary>A node beside the way from a leaf to the top.</summary>
public sealed class LedgerProofStep
{
    /// <summary>Its hash, 32 bytes in hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>What is owed below it, in datoshi.</summary>
    public required string Sum { get; init; }
}
