using System.Numerics;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Chain;

/// <summary>What a network asks for. Amounts in datoshi, 10⁻⁸ GAS; from HF_Faun on a network counts the execution factor in pico-GAS, 10⁻⁴ datoshi, so it is read with its scale.</summary>
/// <param name="PerByte">For each byte of a transaction.</param>
/// <param name="ExecutionFactor">What one unit of an instruction's price costs, times <see cref="FactorScale"/>.</param>
/// <param name="FactorScale">1, or 10,000 on networks that count the factor in pico-GAS.</param>
/// <param name="BlockMilliseconds">The time that a block is meant to take.</param>
/// <param name="MaxValidUntilBlockIncrement">How far ahead of the height a transaction may be valid.</param>
public sealed record ChainFees(long PerByte, long ExecutionFactor, int FactorScale, int BlockMilliseconds, uint MaxValidUntilBlockIncrement)
{
    /// <summary>What each attribute costs by its type's byte, in datoshi; those that are not here cost nothing.</summary>
    public IReadOnlyDictionary<byte, long> Attributes { get; init; } = new Dictionary<byte, long>();
}

/// <summary>What running a script gave.</summary>
/// <param name="Halted">Whether it ended well (HALT); else it failed (FAULT).</param>
/// <param name="GasConsumed">What running it cost, in datoshi.</param>
/// <param name="Exception">What the machine said when it failed; the nodes' text, at most 1,024 characters, null if none.</param>
/// <param name="Stack">What was left, the top first; empty where it holds what cannot be told.</param>
/// <param name="Notifications">What contracts told.</param>
public sealed record Invocation(
    bool Halted, long GasConsumed, string? Exception, IReadOnlyList<ChainValue> Stack, IReadOnlyList<ChainNotification> Notifications);

/// <summary>What a contract told while a script ran (an event).</summary>
/// <param name="Contract">Which contract.</param>
/// <param name="Name">The event's name.</param>
/// <param name="State">Its arguments.</param>
public sealed record ChainNotification(UInt160 Contract, string Name, IReadOnlyList<ChainValue> State);

/// <summary>A transaction in a block.</summary>
/// <param name="Hash">Which one.</param>
/// <param name="Block">The block's index.</param>
/// <param name="BlockTime">The block's time, in milliseconds since 1970.</param>
/// <param name="Halted">Whether its script ended well; its fees were burnt either way.</param>
/// <param name="Exception">What the machine said when it failed.</param>
/// <param name="SystemFee">What it declared and burnt, in datoshi.</param>
/// <param name="NetworkFee">The same.</param>
/// <param name="GasConsumed">What running it took, in datoshi.</param>
/// <param name="Notifications">What contracts told; where the script failed, nothing of it counts.</param>
public sealed record MinedTransaction(
    UInt256 Hash, uint Block, long BlockTime, bool Halted, string? Exception, long SystemFee, long NetworkFee, long GasConsumed,
    IReadOnlyList<ChainNotification> Notifications);

/// <summary>A deployed contract.</summary>
/// <param name="Hash">Which one.</param>
/// <param name="Name">Its manifest's name.</param>
/// <param name="UpdateCounter">How often it was updated.</param>
public sealed record DeployedContract(UInt160 Hash, string Name, int UpdateCounter);

/// <summary>How a transaction was taken.</summary>
public enum SubmissionStatus
{
    /// <summary>A node has it and passes it on.</summary>
    Taken,

    /// <summary>A node has it already, in its pool or a block.</summary>
    Known,

    /// <summary>A quorum refused it, for a reason that sending it again does not change.</summary>
    Refused,

    /// <summary>Nobody took it now: send it again.</summary>
    Unreachable,
}

/// <summary>How a transaction was taken, and what the nodes said.</summary>
/// <param name="Status">How.</param>
/// <param name="Reason">A stable word for a refusal: <c>insufficientFunds</c>, <c>expired</c>, <c>invalidSignature</c>, <c>invalidScript</c>, <c>invalidAttribute</c>, <c>insufficientFee</c>, <c>policyFail</c>, <c>memoryPoolFull</c>, <c>conflicts</c>, <c>oversize</c>, <c>refused</c>; null where there is none.</param>
public sealed record Submission(SubmissionStatus Status, string? Reason);

/// <summary>A value of the machine, as nodes tell it.</summary>
public abstract record ChainValue;

/// <summary>Null (Any).</summary>
public sealed record ChainNull : ChainValue;

/// <summary>A boolean.</summary>
public sealed record ChainBoolean(bool Value) : ChainValue;

/// <summary>An integer.</summary>
public sealed record ChainInteger(BigInteger Value) : ChainValue;

/// <summary>Bytes: a ByteString or a Buffer.</summary>
public sealed record ChainBytes(ReadOnlyMemory<byte> Value) : ChainValue;

/// <summary>An array or struct.</summary>
public sealed record ChainArray(IReadOnlyList<ChainValue> Items) : ChainValue;

/// <summary>A map.</summary>
public sealed record ChainMap(IReadOnlyList<KeyValuePair<ChainValue, ChainValue>> Entries) : ChainValue;

/// <summary>Something that has no value outside the machine: a pointer, an iterator, an interop object.</summary>
public sealed record ChainOpaque(string Type) : ChainValue;
