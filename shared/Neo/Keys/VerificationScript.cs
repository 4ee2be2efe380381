using System.Diagnostics.CodeAnalysis;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>The two contracts that accounts of keys have: one signature, or m signatures of n keys. Their hash is the
/// account. (neo-project/neo, SmartContract/Contract.cs and Helper.cs)</summary>
public static class VerificationScript
{
    /// <summary>Bytes in a single-signature script.</summary>
    public const int SingleLength = KeyLength + SyscallLength;

    /// <summary>The most keys in a multi-signature script that we build or read: 29 fill the 1,024 bytes that a witness
    /// may have. (Neo's committee has 21.)</summary>
    public const int MaxKeys = 29;

    private const byte PushData1 = 0x0c;
    private const byte PushInt8 = 0x00;
    private const byte Push0 = 0x10;
    private const int MostInOneByte = 16;
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
            throw new ArgumentException($"A multi-signature script has 1 to {MaxKeys} keys.", nameof(keys));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(required, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(required, keys.Length);
        var sorted = keys.ToArray();
        Array.Sort(sorted);
        if (!Rises(sorted))
        {
            throw new ArgumentException("A key stands here twice.", nameof(keys));
        }

        var counts = CountLength(required) + CountLength(sorted.Length);
        var script = new byte[counts + (sorted.Length * KeyLength) + SyscallLength];
        var rest = script.AsSpan(WriteCount(required, script));
        foreach (var key in sorted)
        {
            WriteKey(key, rest);
            rest = rest[KeyLength..];
        }

        CheckMultisig.CopyTo(rest[WriteCount(sorted.Length, rest)..]);
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
        var rest = script;
        if (!script.EndsWith(CheckMultisig) || !TryTakeCount(ref rest, out var signatures))
        {
            return false;
        }

        // What is left is keys, their number in one byte or two, and the call.
        var total = (rest.Length - 1 - SyscallLength) / KeyLength;
        if (total is < 1 or > MaxKeys || signatures > total)
        {
            return false;
        }

        var read = new PublicKey[total];
        for (var i = 0; i < total; i++)
        {
            if (!TryReadKey(rest, out var key))
            {
                return false;
            }

            read[i] = key;
            rest = rest[KeyLength..];
        }

        if (!TryTakeCount(ref rest, out var stated) || stated != total || rest.Length != SyscallLength)
        {
            return false;
        }

        if (!Rises(read))
        {
            return false;
        }

        (required, keys) = (signatures, read);
        return true;
    }

    private static int CountLength(int count) => count <= MostInOneByte ? 1 : 2;

    private static int WriteCount(int count, Span<byte> destination)
    {
        if (count <= MostInOneByte)
        {
            destination[0] = (byte)(Push0 + count);
            return 1;
        }

        destination[0] = PushInt8;
        destination[1] = (byte)count;
        return 2;
    }

    /// <summary>Takes a number of 1 to <see cref="MaxKeys"/> in its shortest form.</summary>
    private static bool TryTakeCount(ref ReadOnlySpan<byte> script, out int count)
    {
        count = script switch
        {
            [> Push0 and <= Push0 + MostInOneByte, ..] => script[0] - Push0,
            [PushInt8, > MostInOneByte and <= MaxKeys, ..] => script[1],
            _ => 0,
        };
        script = count == 0 ? script : script[CountLength(count)..];
        return count != 0;
    }

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
