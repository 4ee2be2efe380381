using System.Diagnostics.CodeAnalysis;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>The two contracts that accounts of keys have: one signature, or m signatures of n keys. Their hash is the
/// account. (neo-project/neo, SmartContract/Contract.cs and Helper.cs)</summary>
public static class VerificationScript
{
    /// <summary>Bytes in a single-signature script.</summary>
    public const int SingleLength = KeyLength + SyscallLength;

    /// <summary>The most keys in a multi-signature script that we build or read: what fits PUSH1 to PUSH16. The virtual
    /// machine takes up to 1,024, in a longer form that no wallet writes.</summary>
    public const int MaxKeys = 16;

    private const byte PushData1 = 0x0c;
    private const byte Push0 = 0x10;
    private const int KeyLength = 2 + PublicKey.CompressedLength;
    private const int SyscallLength = 5;

    // SYSCALL, then the first 4 bytes of SHA-256 of System.Crypto.CheckSig and System.Crypto.CheckMultisig.
    private static ReadOnlySpan<byte> CheckSig => [0x41, 0x56, 0xe7, 0xb3, 0x27];

    private static ReadOnlySpan<byte> CheckMultisig => [0x41, 0x9e, 0xd0, 0xdc, 0x3a];

    /// <summary>The script that a signature of <paramref name="key"/> satisfies.</summary>
    public static byte[] Single(PublicKey key)
    {
        var script = new byte[SingleLength];
        WriteKey(key, script);
        CheckSig.CopyTo(script.AsSpan(KeyLength));
        return script;
    }

    /// <summary>The script that signatures of <paramref name="required"/> of the keys satisfy, in the keys' order. The
    /// keys are sorted here: whoever names the same keys gets the same account.</summary>
    /// <exception cref="ArgumentException">No key, more than <see cref="MaxKeys"/>, or one twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="required"/> is not 1 to the number of
    /// keys.</exception>
    public static byte[] Multi(int required, ReadOnlySpan<PublicKey> keys)
    {
        if (keys.Length is 0 or > MaxKeys)
        {
            throw new ArgumentException("A multi-signature script has 1 to 16 keys.", nameof(keys));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(required, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(required, keys.Length);
        var sorted = keys.ToArray();
        Array.Sort(sorted);
        if (!Rises(sorted))
        {
            throw new ArgumentException("A key stands here twice.", nameof(keys));
        }

        var script = new byte[MultiLength(keys.Length)];
        script[0] = (byte)(Push0 + required);
        for (var i = 0; i < sorted.Length; i++)
        {
            WriteKey(sorted[i], script.AsSpan(1 + (i * KeyLength)));
        }

        script[^(SyscallLength + 1)] = (byte)(Push0 + sorted.Length);
        CheckMultisig.CopyTo(script.AsSpan(script.Length - SyscallLength));
        return script;
    }

    /// <summary>Recognises a single-signature script.</summary>
    public static bool TryReadSingle(ReadOnlySpan<byte> script, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        return script.Length == SingleLength
            && script[KeyLength..].SequenceEqual(CheckSig)
            && TryReadKey(script, out key);
    }

    /// <summary>Recognises a multi-signature script as <see cref="Multi"/> writes it: keys in order, none
    /// twice.</summary>
    /// <param name="script">Any bytes.</param>
    /// <param name="required">How many signatures satisfy it, 1 to the number of keys.</param>
    /// <param name="keys">The keys, in the order in which their signatures must stand.</param>
    public static bool TryReadMulti(
        ReadOnlySpan<byte> script, out int required, [NotNullWhen(true)] out PublicKey[]? keys)
    {
        required = 0;
        keys = null;
        if (script.Length < MultiLength(1))
        {
            return false;
        }

        var total = script[^(SyscallLength + 1)] - Push0;
        var signatures = script[0] - Push0;
        if (total is < 1 or > MaxKeys || signatures < 1 || signatures > total
            || script.Length != MultiLength(total) || !script.EndsWith(CheckMultisig))
        {
            return false;
        }

        var read = new PublicKey[total];
        for (var i = 0; i < total; i++)
        {
            if (!TryReadKey(script[(1 + (i * KeyLength))..], out var key))
            {
                return false;
            }

            read[i] = key;
        }

        if (!Rises(read))
        {
            return false;
        }

        (required, keys) = (signatures, read);
        return true;
    }

    private static int MultiLength(int keys) => 1 + (keys * KeyLength) + 1 + SyscallLength;

    private static bool Rises(ReadOnlySpan<PublicKey> keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i - 1] >= keys[i])
            {
                return false;
            }
        }

        return true;
    }

    private static void WriteKey(PublicKey key, Span<byte> destination)
    {
        destination[0] = PushData1;
        destination[1] = PublicKey.CompressedLength;
        key.CopyTo(destination[2..]);
    }

    private static bool TryReadKey(ReadOnlySpan<byte> script, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        return script[0] == PushData1
            && script[1] == PublicKey.CompressedLength
            && PublicKey.TryParse(script.Slice(2, PublicKey.CompressedLength), out key);
    }
}
