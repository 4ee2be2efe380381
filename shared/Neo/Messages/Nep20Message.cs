using System.Buffers.Binary;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Messages;

/// <summary>What a wallet signs to sign in (NEP-20): 36 bytes that name a network, a challenge and an
/// account.</summary>
/// <param name="Network">The network's magic.</param>
/// <param name="Nonce">The challenge that the service gave; it lives 5 minutes.</param>
/// <param name="Timestamp">Seconds since 1970, UTC.</param>
/// <param name="ScriptHash">The account that signs in.</param>
public readonly record struct Nep20Message(uint Network, ulong Nonce, uint Timestamp, UInt160 ScriptHash)
{
    /// <summary>Bytes in every message. A transaction's signed data has as many and the same beginning, but its other
    /// 32 bytes are a hash: a service that chooses the nonce cannot make the two meet.</summary>
    public const int Length = ScriptHashAt + UInt160.Length;

    private const int NonceAt = sizeof(uint);
    private const int TimestampAt = NonceAt + sizeof(ulong);
    private const int ScriptHashAt = TimestampAt + sizeof(uint);

    /// <summary>Reads a message: any 36 bytes are one. Whether it names the expected network, a nonce given out, a time
    /// that is now and the signer's account is for the caller to compare.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Nep20Message message)
    {
        var read = bytes.Length == Length;
        message = read
            ? new Nep20Message(
                BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                BinaryPrimitives.ReadUInt64LittleEndian(bytes[NonceAt..]),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[TimestampAt..]),
                new UInt160(bytes[ScriptHashAt..]))
            : default;
        return read;
    }

    /// <summary>The bytes to sign.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Network);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(NonceAt), Nonce);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(TimestampAt), Timestamp);
        ScriptHash.CopyTo(bytes.AsSpan(ScriptHashAt));
        return bytes;
    }
}
