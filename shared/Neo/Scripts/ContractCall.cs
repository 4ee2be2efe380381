using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Scripts;

/// <summary>A call of a contract that a script makes.</summary>
/// <param name="offset">Where the SYSCALL begins in the script.</param>
/// <param name="contract">Which contract.</param>
/// <param name="method">Which of its methods.</param>
/// <param name="flags">What it may do.</param>
/// <param name="arguments">What it is given.</param>
public sealed class ContractCall(
    int offset, UInt160 contract, string method, CallFlags flags, IReadOnlyList<ScriptValue> arguments)
{
    /// <summary>Where the SYSCALL begins in the script.</summary>
    public int Offset => offset;

    /// <summary>Which contract.</summary>
    public UInt160 Contract => contract;

    /// <summary>Which of its methods.</summary>
    public string Method => method;

    /// <summary>What it may do.</summary>
    public CallFlags Flags => flags;

    /// <summary>What it is given.</summary>
    public IReadOnlyList<ScriptValue> Arguments => arguments;

    /// <summary>Whether it is given, or an array in what it is given holds, what an earlier call gave.</summary>
    public bool HasUnknownArgument => arguments.Any(IsUnknown);

    /// <summary>Whether the script fails as a whole where the call gives false.</summary>
    public bool Asserted { get; internal set; }

    // Recursion ends: the analysis follows arrays to a small depth only.
    private static bool IsUnknown(ScriptValue value) => value switch
    {
        CallResultValue => true,
        ArrayValue array => array.Items.Any(IsUnknown),
        _ => false,
    };
}

/// <summary>A call that has the shape of NEP-17's <c>transfer</c>. Whether the contract is a token, only the chain knows.</summary>
/// <param name="Call">The call.</param>
/// <param name="From">Who pays.</param>
/// <param name="To">Who receives.</param>
/// <param name="Amount">How much, in the token's smallest unit; not negative.</param>
/// <param name="Data">What the receiver is told.</param>
public sealed record TokenTransfer(ContractCall Call, UInt160 From, UInt160 To, BigInteger Amount, ScriptValue Data)
{
    /// <summary>The token's contract.</summary>
    public UInt160 Asset => Call.Contract;

    internal static bool TryRead(ContractCall call, [NotNullWhen(true)] out TokenTransfer? transfer)
    {
        transfer = call is { Method: "transfer", Arguments: [BytesValue from, BytesValue to, IntegerValue amount, { } data] }
            && from.Value.Length == UInt160.Length && to.Value.Length == UInt160.Length && amount.Value.Sign >= 0
            ? new TokenTransfer(call, new UInt160(from.Value.Span), new UInt160(to.Value.Span), amount.Value, data)
            : null;
        return transfer is not null;
    }
}
