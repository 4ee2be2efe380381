using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.GasBank.Storage;

/// <summary>What is stored of a bank account beside its key. Amounts are in datoshi.</summary>
internal sealed record BankAccountDocument
{
    /// <summary>Whose it is.</summary>
    public required string AccountId { get; init; }

    /// <summary>Its id, which is the document's name too.</summary>
    public required string BankAccountId { get; init; }

    public required string Name { get; init; }

    /// <summary>The network's name in the measured configuration.</summary>
    public required string Network { get; init; }

    /// <summary>The network's number: what a name stands for may change, what was signed for may not.</summary>
    public required uint Magic { get; init; }

    /// <summary>The verification script of its address.</summary>
    public required byte[] Script { get; init; }

    public required string ScriptHash { get; init; }

    public required string Address { get; init; }

    public required string PublicKey { get; init; }

    public required BankBalances Balances { get; init; }

    /// <summary>Amounts below which what is available is told as low; the highest first.</summary>
    public required IReadOnlyList<long> Thresholds { get; init; }

    /// <summary>32 random bytes: whoever sees a proof of another account does not learn which this one is.</summary>
    public required byte[] Salt { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>The address.</summary>
    internal UInt160 Account => UInt160.TryParse(ScriptHash, out UInt160 account)
        ? account
        : throw new InvalidOperationException("A bank account's script hash is none.");

    /// <summary>How the address verifies.</summary>
    internal AccountContract Contract => AccountContract.TryRead(Script, out AccountContract? contract)
        ? contract
        : throw new InvalidOperationException("A bank account's script is none.");
}

/// <summary>Balances of the books in datoshi, none below zero: five inside; what came in, went out and was burnt since the beginning.</summary>
internal sealed record BankBalances
{
    internal static readonly BankBalances None = new()
    {
        Available = 0,
        Reserved = 0,
        Allocated = 0,
        Pending = 0,
        ChainIn = 0,
        ChainOut = 0,
        FeesBurnt = 0,
    };

    public required long Available { get; init; }

    public required long Reserved { get; init; }

    public required long Allocated { get; init; }

    public required long Pending { get; init; }

    /// <summary>What executions cost, and is not paid out; absent in documents that were written before there was any.</summary>
    public long Charged { get; init; }

    /// <summary>All that was deposited.</summary>
    public required long ChainIn { get; init; }

    /// <summary>All that was paid out.</summary>
    public required long ChainOut { get; init; }

    /// <summary>All that was burnt.</summary>
    public required long FeesBurnt { get; init; }

    /// <summary>What the bank owes, its owner or who runs it: what the chain shows on the address, but for what is not settled or not credited yet.</summary>
    internal long Total => checked(Available + Reserved + Allocated + Pending + Charged);
}
