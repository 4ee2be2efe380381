using System.Buffers.Binary;
using System.Text;

namespace NeoServiceLayer.Enclave.Sandbox.Link;

/// <summary>Reads a frame's fields. Whatever is not as it must be is a <see cref="FormatException"/>, before anything is made of it.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> fields)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> rest = fields;

    internal byte Byte() => Take(1)[0];

    internal int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    internal long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>A count of things that take a byte each at least.</summary>
    internal int Count() => Int32() is var count && count >= 0 && count <= rest.Length ? count : throw Wrong();

    internal ReadOnlySpan<byte> Bytes() => Take(Int32());

    internal string Text()
    {
        try
        {
            return Strict.GetString(Bytes());
        }
        catch (DecoderFallbackException)
        {
            throw Wrong();
        }
    }

    internal string? Optional() => Byte() switch
    {
        0 => null,
        1 => Text(),
        _ => throw Wrong(),
    };

    /// <summary>That was all.</summary>
    internal readonly void End()
    {
        if (!rest.IsEmpty)
        {
            throw Wrong();
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if ((uint)length > (uint)rest.Length)
        {
            throw Wrong();
        }

        ReadOnlySpan<byte> taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private static FormatException Wrong() => new("A field is not as it must be.");
}
