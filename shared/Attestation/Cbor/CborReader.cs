using System.Buffers.Binary;

namespace NeoServiceLayer.Attestation.Cbor;

/// <summary>
/// Reads CBOR (RFC 8949) of definite lengths, each head as short as it can be: what a security module writes. Lengths are held
/// against what is left before anything else, so nothing is allocated for one that is only announced; what does not fit is a
/// FormatException of one sentence.
/// </summary>
/// <remarks>Keys are not asked to be sorted: the documents of AWS keep their fields in an order of their own.</remarks>
internal ref struct CborReader(ReadOnlySpan<byte> source)
{
    private const int MaxDepth = 8;

    private ReadOnlySpan<byte> rest = source;

    /// <summary>The major type of what comes next.</summary>
    internal readonly int Next => rest.IsEmpty ? throw Malformed("it ends too early") : rest[0] >> 5;

    /// <summary>How many bytes are not read yet.</summary>
    internal readonly int Left => rest.Length;

    internal int Map() => Count(CborMajor.Map, 2);

    internal int Array() => Count(CborMajor.Array, 1);

    internal ReadOnlySpan<byte> Text() => Slice(CborMajor.Text);

    internal ReadOnlySpan<byte> Bytes() => Slice(CborMajor.Bytes);

    /// <summary>A byte string of so many bytes.</summary>
    internal ReadOnlySpan<byte> Bytes(int least, int most)
    {
        ReadOnlySpan<byte> bytes = Bytes();
        return bytes.Length >= least && bytes.Length <= most ? bytes : throw Malformed("a byte string is too short or too long");
    }

    /// <summary>Steps over a null if it is what comes next.</summary>
    internal bool TryNull()
    {
        if (rest.IsEmpty || rest[0] != CborMajor.Null)
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    internal ulong Unsigned() => Head(CborMajor.Unsigned);

    internal ulong Tag() => Head(CborMajor.Tag);

    /// <summary>Passes over one value, whatever it is.</summary>
    internal void Skip() => Skip(MaxDepth);

    internal readonly void End()
    {
        if (!rest.IsEmpty)
        {
            throw Malformed("something follows it");
        }
    }

    private static FormatException Malformed(string what) => new(what);

    private void Skip(int depth)
    {
        int values = 0;
        switch (Next)
        {
            case CborMajor.Bytes or CborMajor.Text:
                Slice(Next);
                return;
            case CborMajor.Map:
                values = 2 * Map();
                break;
            case CborMajor.Array:
                values = Array();
                break;
            case CborMajor.Tag:
                Tag();
                values = 1;
                break;
            case CborMajor.Simple:
                Simple();
                return;
            default: // numbers of either sign
                Head(Next);
                return;
        }

        if (values > 0 && depth == 0)
        {
            throw Malformed("it is nested too deeply");
        }

        for (; values > 0; values--)
        {
            Skip(depth - 1);
        }
    }

    private void Simple()
    {
        if (rest[0] is not (CborMajor.False or CborMajor.True or CborMajor.Null))
        {
            throw Malformed("a simple value is unknown");
        }

        rest = rest[1..];
    }

    /// <summary>A number of items, each of at least so many bytes: more than there can be are refused before they are counted on.</summary>
    private int Count(int major, int least)
    {
        ulong count = Head(major);
        return count <= (ulong)(rest.Length / least) ? (int)count : throw Malformed("it announces more than it holds");
    }

    private ReadOnlySpan<byte> Slice(int major)
    {
        ulong length = Head(major);
        if (length > (ulong)rest.Length)
        {
            throw Malformed("it announces more than it holds");
        }

        ReadOnlySpan<byte> slice = rest[..(int)length];
        rest = rest[(int)length..];
        return slice;
    }

    private ulong Head(int major)
    {
        if (Next != major)
        {
            throw Malformed("a value is of another type");
        }

        int information = rest[0] & 0x1F;
        int width = information switch
        {
            < 24 => 0,
            <= 27 => 1 << (information - 24),
            _ => throw Malformed("a length is indefinite or reserved"),
        };
        if (rest.Length < 1 + width)
        {
            throw Malformed("it ends too early");
        }

        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        wide.Clear();
        rest.Slice(1, width).CopyTo(wide[(sizeof(ulong) - width)..]);
        rest = rest[(1 + width)..];
        ulong value = width == 0 ? (ulong)information : BinaryPrimitives.ReadUInt64BigEndian(wide);
        ulong least = width switch
        {
            0 => 0,
            1 => 24,
            _ => 1UL << (4 * width),
        };
        return value >= least ? value : throw Malformed("a number is longer than it needs to be");
    }
}
