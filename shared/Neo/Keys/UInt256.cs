using System.Buffers.Binary;
using System.Globalization;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>32 bytes: the hash of a transaction or a block. Bytes stand as hashed (Neo calls this little-endian);
/// text is the reverse, with 0x. The order is that of the number which the text shows.</summary>
public readonly record struct UInt256 : IComparable<UInt256>
{
    /// <summary>Bytes.</summary>
    public const int Length = 32;

    private readonly UInt128 low;
    private readonly UInt128 high;

    /// <param name="bytes">Exactly <see cref="Length"/> bytes, as hashed.</param>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public UInt256(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException("A UInt256 is 32 bytes.", nameof(bytes));
        }

        low = BinaryPrimitives.ReadUInt128LittleEndian(bytes);
        high = BinaryPrimitives.ReadUInt128LittleEndian(bytes[16..]);
    }

    /// <summary>Reads the text form: 0x, then 64 hexadecimal digits of either case. Nothing else is taken.</summary>
    public static bool TryParse(string? text, out UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var read = ReversedHex.TryRead(text, bytes);
        value = read ? new UInt256(bytes) : default;
        return read;
    }

    /// <summary>Writes the 32 bytes, as hashed, to the beginning of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter.</exception>
    public void CopyTo(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Length, nameof(destination));
        BinaryPrimitives.WriteUInt128LittleEndian(destination, low);
        BinaryPrimitives.WriteUInt128LittleEndian(destination[16..], high);
    }

    /// <inheritdoc/>
    public int CompareTo(UInt256 other)
    {
        var order = high.CompareTo(other.high);
        return order != 0 ? order : low.CompareTo(other.low);
    }

    /// <summary>0x and 64 lower-case digits, the last byte first.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{high:x32}{low:x32}");

    /// <summary>Whether one stands before the other.</summary>
    public static bool operator <(UInt256 left, UInt256 right) => left.CompareTo(right) < 0;

    /// <summary>Whether one stands after the other.</summary>
    public static bool operator >(UInt256 left, UInt256 right) => left.CompareTo(right) > 0;

    /// <summary>Whether one stands before the other, or is the same.</summary>
    public static bool operator <=(UInt256 left, UInt256 right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one stands after the other, or is the same.</summary>
    public static bool operator >=(UInt256 left, UInt256 right) => left.CompareTo(right) >= 0;
}
