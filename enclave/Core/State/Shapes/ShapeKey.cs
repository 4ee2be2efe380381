using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>
/// Names of what is stored: 1 to 128 bytes of UTF-8. A shape of several records tells them apart by a part and a number
/// behind the name, 9 bytes that are always there, so that no name runs into another.
/// </summary>
internal static class ShapeKey
{
    /// <summary>The longest name, in bytes.</summary>
    internal const int MaxBytes = 128;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A name's bytes.</summary>
    /// <exception cref="ArgumentException">No record can have this name.</exception>
    internal static byte[] Encode(string name) =>
        TryEncode(name, out byte[]? key) ? key : throw new ArgumentException($"A name is 1 to {MaxBytes} bytes of UTF-8.", nameof(name));

    /// <summary>A name's bytes; false if no record can have this name.</summary>
    internal static bool TryEncode(string name, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        if (name.Length is 0 or > MaxBytes)
        {
            return false;
        }

        try
        {
            key = Strict.GetBytes(name);
        }
        catch (EncoderFallbackException)
        {
            return false;
        }

        return key.Length <= MaxBytes;
    }

    /// <summary>The record that is one part of what has this name.</summary>
    internal static RecordId Part(Table table, ReadOnlySpan<byte> name, byte part, long number)
    {
        byte[] key = new byte[name.Length + 1 + sizeof(long)];
        name.CopyTo(key);
        key[name.Length] = part;
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(name.Length + 1), number);
        return new RecordId(table, key);
    }
}
