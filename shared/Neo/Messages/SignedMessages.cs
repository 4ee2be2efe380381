using System.Buffers.Binary;
using System.Text;

namespace NeoServiceLayer.Neo.Messages;

/// <summary>The bytes that a key signs when it signs a message and not a transaction. What comes out goes to
/// PrivateKey.Sign or PublicKey.Verify.</summary>
public static class SignedMessages
{
    // A transaction's signed data begins with its network: these four bytes are the magic of none that anyone runs, so
    // no message can stand for a transaction, whatever its length.
    private static ReadOnlySpan<byte> LegacyHead => [0x01, 0x00, 0x01, 0xf0];

    private static ReadOnlySpan<byte> LegacyTail => [0x00, 0x00];

    /// <summary>The message's UTF-8 bytes and nothing else.</summary>
    /// <remarks>A caller who may choose all bytes may choose 36 that are a transaction's. Sign raw messages only where
    /// <see cref="IsTransactionShaped"/> is false, or where the key holds nothing.</remarks>
    /// <exception cref="EncoderFallbackException">A lone surrogate.</exception>
    public static byte[] Raw(string message) => Utf8.GetBytes(message);

    /// <summary>Whether bytes have the length of a transaction's signed data (network, then hash), so that a signature
    /// over them might move funds. A NEP-20 login has this length too.</summary>
    public static bool IsTransactionShaped(ReadOnlySpan<byte> signedData) =>
        signedData.Length == sizeof(uint) + Keys.UInt256.Length;

    /// <summary>What NeoLine, O3 and their like sign: 010001f0, a length, the salt and the message as UTF-8,
    /// 0000.</summary>
    /// <param name="message">Text.</param>
    /// <param name="salt">What the wallet gave beside the signature: usually 32 hexadecimal digits, taken as
    /// text.</param>
    /// <exception cref="EncoderFallbackException">A lone surrogate.</exception>
    public static byte[] Legacy(string message, string salt)
    {
        var text = Utf8.GetBytes(salt + message);
        Span<byte> prefix = stackalloc byte[5];
        var prefixLength = WriteVarLength((uint)text.Length, prefix);
        return [.. LegacyHead, .. prefix[..prefixLength], .. text, .. LegacyTail];
    }

    private static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static int WriteVarLength(uint length, Span<byte> destination)
    {
        switch (length)
        {
            case < 0xfd:
                destination[0] = (byte)length;
                return 1;
            case <= ushort.MaxValue:
                destination[0] = 0xfd;
                BinaryPrimitives.WriteUInt16LittleEndian(destination[1..], (ushort)length);
                return 3;
            default:
                destination[0] = 0xfe;
                BinaryPrimitives.WriteUInt32LittleEndian(destination[1..], length);
                return 5;
        }
    }
}
