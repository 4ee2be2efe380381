using System.Diagnostics.CodeAnalysis;
using NeoServiceLayer.Neo.Hashing;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>How an account of keys verifies: its script, and what the script says: which keys, and how many of them sign.</summary>
public sealed class AccountContract
{
    private AccountContract(byte[] script, int required, PublicKey[] keys)
    {
        Script = script;
        Required = required;
        Keys = keys;
        ScriptHash = Hash.Hash160(script);
    }

    /// <summary>The verification script.</summary>
    public ReadOnlyMemory<byte> Script { get; }

    /// <summary>How many signatures satisfy it, 1 to the number of keys.</summary>
    public int Required { get; }

    /// <summary>The keys, in the order in which their signatures must stand.</summary>
    public IReadOnlyList<PublicKey> Keys { get; }

    /// <summary>The account.</summary>
    public UInt160 ScriptHash { get; }

    /// <summary>The contract that a signature of one key satisfies.</summary>
    public static AccountContract Single(PublicKey key) => new(VerificationScript.Single(key), 1, [key]);

    /// <summary>The contract that signatures of <paramref name="required"/> of the keys satisfy, in whatever order they are named.</summary>
    /// <exception cref="ArgumentException">As <see cref="VerificationScript.Multi"/>.</exception>
    public static AccountContract Multi(int required, params ReadOnlySpan<PublicKey> keys)
    {
        byte[] script = VerificationScript.Multi(required, keys);
        PublicKey[] sorted = keys.ToArray();
        Array.Sort(sorted);
        return new AccountContract(script, required, sorted);
    }

    /// <summary>Recognises a script of either kind, of which we keep a copy.</summary>
    public static bool TryRead(ReadOnlySpan<byte> script, [NotNullWhen(true)] out AccountContract? contract)
    {
        contract = VerificationScript.TryReadSingle(script, out PublicKey? key) ? new AccountContract(script.ToArray(), 1, [key])
            : VerificationScript.TryReadMulti(script, out int required, out PublicKey[]? keys)
                ? new AccountContract(script.ToArray(), required, keys)
                : null;
        return contract is not null;
    }
}
