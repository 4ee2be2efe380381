namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>
/// What a wallet signs. What no rule allows is denied, and so is every script that the enclave does not understand. Amounts are
/// decimal digits in the token's smallest unit (datoshi, 10⁻⁸, for GAS); contracts and accounts are a script hash, 0x and
/// reversed, or an address, and match exactly.
/// </summary>
public sealed record WalletPolicy
{
    /// <summary>The networks to sign for, 1 to 8: <c>mainnet</c>, <c>testnet</c>, or a number in decimal digits.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>The tokens that it sends, at most 32; a transfer of another is denied.</summary>
    public IReadOnlyList<AssetRule>? Assets { get; init; }

    /// <summary>
    /// The contracts that it calls otherwise, at most 64. This limits who is called, not what the method does: a token's own other
    /// methods may move that token.
    /// </summary>
    public IReadOnlyList<ContractRule>? Contracts { get; init; }

    /// <summary>The fees that it pays as a transaction's sender; absent: it signs only where another is the sender.</summary>
    public FeeRule? Fees { get; init; }

    /// <summary>
    /// Scopes of its witness beside none and calledByEntry, each kind once. Contracts that such a scope reaches may act for the
    /// wallet by whatever way they are called: then the limits of assets bound only what the script itself asks for.
    /// </summary>
    public IReadOnlyList<ScopeRule>? Scopes { get; init; }

    /// <summary>Attributes that a transaction may have; none when absent. oracleResponse is never signed.</summary>
    public IReadOnlyList<PolicyAttribute>? Attributes { get; init; }

    /// <summary>
    /// How many blocks after the chain's height a transaction may be valid for, 1 to 5,760,000; any number when absent. Where the height
    /// is not known, such a policy denies.
    /// </summary>
    public long? MaxBlocksValid { get; init; }

    /// <summary>When it signs, at most 16 windows in UTC; always when absent.</summary>
    public IReadOnlyList<PolicyWindow>? Windows { get; init; }

    /// <summary>Who approves every transaction, without <c>above</c>.</summary>
    public PolicyApproval? Approval { get; init; }

    /// <summary>The formats that signData signs; none when absent. raw needs a wallet that was made with blindSigning too.</summary>
    public IReadOnlyList<DataFormat>? SignData { get; init; }

    /// <summary>
    /// Multi-signature accounts that this wallet's key signs for as one of theirs, at most 16; none when absent. What they sign, the
    /// policy of the multi-signature wallet decides.
    /// </summary>
    public IReadOnlyList<string>? MemberOf { get; init; }

    /// <summary>
    /// Whether scripts that the enclave does not understand are signed: nothing bounds what they move. Only for a wallet that was
    /// made with blindSigning. All else of the policy holds for them too.
    /// </summary>
    public bool BlindSigning { get; init; }
}

/// <summary>How much of a token may be sent, and to whom.</summary>
public sealed record AssetRule
{
    /// <summary><c>GAS</c>, <c>NEO</c>, or the token's contract, 0x and reversed.</summary>
    public required string Asset { get; init; }

    /// <summary>The most that one transaction sends, all its transfers together: 0 to 2²⁵⁵−1.</summary>
    public required string MaxPerTransaction { get; init; }

    /// <summary>
    /// The most within any 24 hours, 0 to 2²⁵⁵−1. It counts when it is signed, whether or not it reaches the chain, and is free again
    /// after 24 to 25 hours: it is kept by the hour.
    /// </summary>
    public required string MaxPerDay { get; init; }

    /// <summary>Who may receive: 1 to 256 addresses or script hashes, 1,024 in the whole policy; anybody when absent.</summary>
    public IReadOnlyList<string>? Recipients { get; init; }

    /// <summary>Whether a transfer may carry data for a contract that receives it; otherwise data must be null.</summary>
    public bool AllowData { get; init; }

    /// <summary>Who approves: all that one transaction sends together decides on <c>above</c>.</summary>
    public PolicyApproval? Approval { get; init; }
}

/// <summary>A contract that may be called.</summary>
public sealed record ContractRule
{
    /// <summary>The contract, 0x and reversed, or a native contract's name such as <c>NeoToken</c>.</summary>
    public required string Contract { get; init; }

    /// <summary>The methods that may be called, by their exact names; 1 to 32.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>What a call may allow the contract at most: readStates, writeStates, allowCall, allowNotify; all when absent.</summary>
    public IReadOnlyList<PolicyCallFlag>? CallFlags { get; init; }

    /// <summary>Who approves a transaction with such a call, without <c>above</c>.</summary>
    public PolicyApproval? Approval { get; init; }
}

/// <summary>The fees of transactions whose sender the wallet is, in datoshi: 0 to 2⁶³−1.</summary>
public sealed record FeeRule
{
    /// <summary>The most for running one transaction.</summary>
    public required string MaxSystemFee { get; init; }

    /// <summary>The most for one transaction's bytes and witnesses.</summary>
    public required string MaxNetworkFee { get; init; }

    /// <summary>The most of both within any 24 hours; they do not count as GAS that is sent.</summary>
    public required string MaxPerDay { get; init; }
}

/// <summary>A scope that the wallet's witness may have.</summary>
public sealed record ScopeRule
{
    /// <summary>Which.</summary>
    public required PolicyScope Scope { get; init; }

    /// <summary>customContracts: those that it may reach, 1 to 16; absent otherwise.</summary>
    public IReadOnlyList<string>? Contracts { get; init; }

    /// <summary>customGroups: those that it may reach, 1 to 16 compressed keys in hexadecimal; absent otherwise.</summary>
    public IReadOnlyList<string>? Groups { get; init; }
}

/// <summary>A time of the week, in UTC.</summary>
public sealed record PolicyWindow
{
    /// <summary>On which days; every day when absent.</summary>
    public IReadOnlyList<PolicyDay>? Days { get; init; }

    /// <summary>From when, <c>HH:MM</c>.</summary>
    public required string From { get; init; }

    /// <summary>Until when, <c>HH:MM</c>, at most <c>24:00</c> and after <c>from</c>: that minute is outside.</summary>
    public required string To { get; init; }
}

/// <summary>Whose approval is needed.</summary>
public sealed record PolicyApproval
{
    /// <summary>From which amount on it is needed: for more than that. Always when absent.</summary>
    public string? Above { get; init; }

    /// <summary>How many of the keys, 1 to their number. The requester's own never counts.</summary>
    public required int Approvals { get; init; }

    /// <summary>Keys of the account, 1 to 16, by id.</summary>
    public required IReadOnlyList<string> KeyIds { get; init; }
}
