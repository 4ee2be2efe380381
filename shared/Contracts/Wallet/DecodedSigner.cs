namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>Who agrees, and where that counts.</summary>
public sealed class DecodedSigner
{
    /// <summary>The script hash, 0x and reversed.</summary>
    public required string Account { get; init; }

    /// <summary>The address.</summary>
    public required string Address { get; init; }

    /// <summary>none, calledByEntry, customContracts, customGroups, witnessRules, global.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The contracts of customContracts, 0x and reversed.</summary>
    public IReadOnlyList<string>? AllowedContracts { get; init; }

    /// <summary>The groups of customGroups: compressed keys in hexadecimal.</summary>
    public IReadOnlyList<string>? AllowedGroups { get; init; }

    /// <summary>The rules of witnessRules; the first whose condition holds decides.</summary>
    public IReadOnlyList<DecodedRule>? Rules { get; init; }
}

/// <summary>A witness rule.</summary>
public sealed class DecodedRule
{
    /// <summary>allow or deny.</summary>
    public required string Action { get; init; }

    /// <summary>When.</summary>
    public required DecodedCondition Condition { get; init; }
}

/// <summary>A condition; three levels at most.</summary>
public sealed class DecodedCondition
{
    /// <summary>boolean, not, and, or, scriptHash, group, calledByEntry, calledByContract, calledByGroup.</summary>
    public required string Type { get; init; }

    /// <summary>true or false; the contract, 0x and reversed; or the group's key in hexadecimal.</summary>
    public string? Value { get; init; }

    /// <summary>The conditions that not, and, or hold on.</summary>
    public IReadOnlyList<DecodedCondition>? Conditions { get; init; }
}

/// <summary>What a transaction says besides.</summary>
public sealed class DecodedAttribute
{
    /// <summary>highPriority, oracleResponse, notValidBefore, conflicts, notaryAssisted.</summary>
    public required string Type { get; init; }

    /// <summary>notValidBefore: the first height of a block that may hold it.</summary>
    public uint? Height { get; init; }

    /// <summary>conflicts: the other transaction, 0x and reversed.</summary>
    public string? Hash { get; init; }

    /// <summary>notaryAssisted: how many keys' signatures are collected.</summary>
    public int? Keys { get; init; }

    /// <summary>oracleResponse: the request, in decimal digits.</summary>
    public string? Id { get; init; }

    /// <summary>oracleResponse: how it ended.</summary>
    public string? Code { get; init; }

    /// <summary>oracleResponse: the result in base64.</summary>
    public string? Result { get; init; }
}
