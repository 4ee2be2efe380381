using System.Text;

namespace NeoServiceLayer.Attestation;

/// <summary>
/// Reads the strict part of CBOR (RFC 8949, section 4.2.1) that attestation documents are made of: definite lengths, each head
/// in its shortest form, no tags and no floats. Nothing is allocated for a length that is only announced. The first thing that
/// is wrong fails the reader for good; what is read from then on is empty.
/// </summary>
/// <remarks>Keys are not asked to be sorted: the documents of AWS keep their fields in an order of their own.</remarks>
internal ref struct CborReader(ReadOnlySpan<byte> bytes)
{
    private const int MajorUnsigned = 0;
    private const int MajorBytes = 2;
    private const int MajorText = 3;
    private const int MajorArray = 4;
    private const int MajorMap = 5;
    private const byte Null = 0xF6;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Whether something was not as it must be.</summary>
    internal bool Failed { get; private set; }

    /// <summary>How many bytes were read.</summary>
    internal int Position { get; private set; }

    /// <summary>Whether all is read, and all of it was right.</summary>
    internal readonly bool AtEnd => !Failed && Position == bytes.Length;

    internal ulong Unsigned() => Head(MajorUnsigned, ulong.MaxValue);

    /// <summary>How many elements an array has; more than <paramref name="max"/> is wrong.</summary>
    internal int Array(int max) => (int)Head(MajorArray, (ulong)max);

    /// <summary>How many pairs a map has; more than <paramref name="max"/> is wrong.</summary>
    internal int Map(int max) => (int)Head(MajorMap, (ulong)max);

    /// <summary>A byte string of <paramref name="min"/> to <paramref name="max"/> bytes: a part of what is read.</summary>
    internal ReadOnlySpan<byte> Bytes(int min, int max) => Content(MajorBytes, min, max);

    /// <summary>A text of 1 to <paramref name="max"/> bytes of valid UTF-8.</summary>
    internal string Text(int max)
    {
        ReadOnlySpan<byte> content = Content(MajorText, 1, max);
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            Failed = true;
            return "";
        }
    }

    /// <summary>Steps over a byte if it is the next one.</summary>
    internal bool TryByte(byte wanted)
    {
        if (Failed || Position >= bytes.Length || bytes[Position] != wanted)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Steps over a null if it is what comes next.</summary>
    internal bool TryNull() => TryByte(Null);

    private ReadOnlySpan<byte> Content(int major, int min, int max)
    {
        int length = (int)Head(major, (ulong)max);
        if (Failed || length < min || length > bytes.Length - Position)
        {
            Failed = true;
            return default;
        }

        ReadOnlySpan<byte> content = bytes.Slice(Position, length);
        Position += length;
        return content;
    }

    private ulong Head(int major, ulong max)
    {
        if (Failed || Position >= bytes.Length || bytes[Position] >> 5 != major)
        {
            Failed = true;
            return 0;
        }

        int additional = bytes[Position++] & 31;
        ulong value = additional < 24 ? (ulong)additional : Following(additional);
        if (Failed || value > max)
        {
            Failed = true;
            return 0;
        }

        return value;
    }

    /// <summary>The 1, 2, 4 or 8 bytes behind a head; a value that fewer could have said is wrong.</summary>
    private ulong Following(int additional)
    {
        int count = additional <= 27 ? 1 << (additional - 24) : int.MaxValue;
        if (count > bytes.Length - Position)
        {
            Failed = true;
            return 0;
        }

        ulong value = 0;
        for (int i = 0; i < count; i++)
        {
            value = (value << 8) | bytes[Position++];
        }

        ulong least = count == 1 ? 24 : 1UL << (count * 4);
        Failed = value < least;
        return value;
    }
}
