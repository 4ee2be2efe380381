namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>The request of <c>gasbank.createBankAccount</c>.</summary>
public sealed record CreateBankAccountRequest
{
    /// <summary>What to call it, 1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>On which network: its name, or its number in decimal digits; the configuration's first when absent. Fixed at creation.</summary>
    public string? Network { get; init; }
}

/// <summary>The request of <c>gasbank.getBankAccount</c>.</summary>
public sealed record GetBankAccountRequest
{
    /// <summary>Which bank account.</summary>
    public required string BankAccountId { get; init; }
}

/// <summary>The request of <c>gasbank.listBankAccounts</c>.</summary>
public sealed record ListBankAccountsRequest
{
    /// <summary>The most bank accounts to give: 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>Where to go on: <c>nextCursor</c> of the page before.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>gasbank.listBankAccounts</c>.</summary>
public sealed class ListBankAccountsResponse
{
    /// <summary>The account's bank accounts, in the order in which they were created.</summary>
    public required IReadOnlyList<BankAccountDescription> BankAccounts { get; init; }

    /// <summary>Where the next page begins; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>The request of <c>gasbank.setRefillRule</c>.</summary>
public sealed record SetRefillRuleRequest
{
    /// <summary>Which bank account.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>
    /// Amounts in datoshi, at most 8 and none twice: each time that what is available falls below one of them, the ledger says so, and the
    /// operator's log says that some bank account is low. Empty: nothing is told.
    /// </summary>
    public required IReadOnlyList<string> Thresholds { get; init; }
}

/// <summary>A bank account, as its owner sees it: GAS on an address of its own. Amounts are in datoshi, 10⁻⁸ GAS.</summary>
public sealed class BankAccountDescription
{
    /// <summary>Its id.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>Where deposits are sent to. Its key was made in the enclave and never leaves it.</summary>
    public required string Address { get; init; }

    /// <summary>The same address as a script hash, 0x and reversed.</summary>
    public required string ScriptHash { get; init; }

    /// <summary>The address's key: 33 bytes in hexadecimal.</summary>
    public required string PublicKey { get; init; }

    /// <summary>What can be spent.</summary>
    public required string Available { get; init; }

    /// <summary>What is held for payments that may come, and for sponsored transactions that are under way.</summary>
    public required string Reserved { get; init; }

    /// <summary>What is set aside for wallets and functions.</summary>
    public required string Allocated { get; init; }

    /// <summary>What signed withdrawals take, until they are in a block or can never be.</summary>
    public required string Pending { get; init; }

    /// <summary>What executions of functions cost, and is not paid out yet to the address that the measured configuration names.</summary>
    public string? Charged { get; init; }

    /// <summary>The five together: what the address must hold.</summary>
    public required string Balance { get; init; }

    /// <summary>All that was deposited since the beginning.</summary>
    public required string Deposited { get; init; }

    /// <summary>All that was paid out.</summary>
    public required string Withdrawn { get; init; }

    /// <summary>All that the chain burnt as fees.</summary>
    public required string FeesBurnt { get; init; }

    /// <summary>Amounts below which what is available is told as low, the highest first.</summary>
    public required IReadOnlyList<string> Thresholds { get; init; }

    /// <summary>Whether less is available than one of them.</summary>
    public required bool Low { get; init; }

    /// <summary>When it was created, in UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}
