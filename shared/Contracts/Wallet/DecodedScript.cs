namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>A script, by its bytes alone: what it asks for, not what comes of it.</summary>
public sealed class DecodedScript
{
    /// <summary>Its bytes.</summary>
    public required string Base64 { get; init; }

    /// <summary>Its instructions in the order in which they stand; at most 1,000.</summary>
    public required IReadOnlyList<DecodedInstruction> Instructions { get; init; }

    /// <summary>Whether there are more than those.</summary>
    public required bool Truncated { get; init; }

    /// <summary>The offset from which on bytes are no instructions; absent when none were met.</summary>
    public int? UnreadableFrom { get; init; }

    /// <summary>Whether the calls are all that it does.</summary>
    public required bool Recognised { get; init; }

    /// <summary>Why it is not recognised.</summary>
    public string? Reason { get; init; }

    /// <summary>The offset from which on it is not recognised.</summary>
    public int? UnrecognisedFrom { get; init; }
}

/// <summary>One instruction.</summary>
public sealed class DecodedInstruction
{
    /// <summary>Where it begins.</summary>
    public required int Offset { get; init; }

    /// <summary>Its name in the virtual machine.</summary>
    public required string OpCode { get; init; }

    /// <summary>Its operand in hexadecimal, without the length of PUSHDATA; absent when it has none.</summary>
    public string? Operand { get; init; }

    /// <summary>The service that a SYSCALL asks for, when it is known.</summary>
    public string? Syscall { get; init; }
}

/// <summary>A call of a contract.</summary>
public sealed class DecodedCall
{
    /// <summary>Where its SYSCALL begins in the script.</summary>
    public required int Offset { get; init; }

    /// <summary>The contract's hash, 0x and reversed.</summary>
    public required string Contract { get; init; }

    /// <summary>The contract's name, when it is a native one.</summary>
    public string? ContractName { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>What the contract may do: readStates, writeStates, allowCall, allowNotify.</summary>
    public required IReadOnlyList<string> CallFlags { get; init; }

    /// <summary>What it is given.</summary>
    public required IReadOnlyList<DecodedValue> Arguments { get; init; }

    /// <summary>Whether all fails where the call gives false.</summary>
    public required bool Asserted { get; init; }
}

/// <summary>A call that has the shape of a NEP-17 transfer; whether the contract is a token, only the chain knows.</summary>
public sealed class DecodedTransfer
{
    /// <summary>The token's contract, 0x and reversed.</summary>
    public required string Asset { get; init; }

    /// <summary>GAS or NEO; absent for others.</summary>
    public string? Symbol { get; init; }

    /// <summary>The decimals of GAS or NEO; absent for others.</summary>
    public int? Decimals { get; init; }

    /// <summary>The address that pays.</summary>
    public required string From { get; init; }

    /// <summary>The address that receives.</summary>
    public required string To { get; init; }

    /// <summary>How much, in the token's smallest unit, in decimal digits.</summary>
    public required string Amount { get; init; }

    /// <summary>What the receiver is told.</summary>
    public required DecodedValue Data { get; init; }

    /// <summary>Whether all fails where the transfer gives false.</summary>
    public required bool Asserted { get; init; }
}

/// <summary>A value that the script makes.</summary>
public sealed class DecodedValue
{
    /// <summary>null, boolean, integer, bytes, array, struct, or callResult: what an earlier call gave.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// true or false, decimal digits, hexadecimal digits, or the offset of the earlier call; absent for the others.
    /// </summary>
    public string? Value { get; init; }

    /// <summary>The address of bytes that are 20: they may be an account.</summary>
    public string? Address { get; init; }

    /// <summary>The items of an array or struct.</summary>
    public IReadOnlyList<DecodedValue>? Items { get; init; }
}
