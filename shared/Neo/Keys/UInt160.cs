using System.Buffers.Binary;
using System.Globalization;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>20 bytes: a script hash, so an account or a contract. Bytes stand as hashed (Neo calls this little-endian);
/// text is the reverse, with 0x. The order is that of the number which the text shows.</summary>
public readonly record struct UInt160 : IComparable<UInt160>
{
    /// <summary>Bytes.</summary>
    public const int Length = 20;

    private readonly ulong low;
    private readonly ulong middle;
    private readonly uint high;

    /// <param name="bytes">Exactly <see cref="Length"/> bytes, as hashed.</param>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public UInt160(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException("A UInt160 is 20 bytes.", nameof(bytes));
        }

        low = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        middle = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
    }

    /// <summary>Reads the text form: 0x, then 40 hexadecimal digits of either case. Nothing else is taken.</summary>
    public static bool TryParse(string? text, out UInt160 value)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var read = ReversedHex.TryRead(text, bytes);
        value = read ? new UInt160(bytes) : default;
        return read;
    }

    /// <summary>Writes the 20 bytes, as hashed, to the beginning of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter.</exception>
    public void CopyTo(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Length, nameof(destination));
        BinaryPrimitives.WriteUInt64LittleEndian(destination, low);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], middle);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[16..], high);
    }

    /// <inheritdoc/>
    public int CompareTo(UInt160 other)
    {
        var order = high.CompareTo(other.high);
        order = order != 0 ? order : middle.CompareTo(other.middle);
        return order != 0 ? order : low.CompareTo(other.low);
    }

    /// <summary>0x and 40 lower-case digits, the last byte first.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"0x{high:x8}{middle:x16}{low:x16}");

    /// <summary>Whether one stands before the other.</summary>
    public static bool operator <(UInt160 left, UInt160 right) => left.CompareTo(right) < 0;

    /// <summary>Whether one stands after the other.</summary>
    public static bool operator >(UInt160 left, UInt160 right) => left.CompareTo(right) > 0;

    /// <summary>Whether one stands before the other, or is the same.</summary>
    public static bool operator <=(UInt160 left, UInt160 right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one stands after the other, or is the same.</summary>
    public static bool operator >=(UInt160 left, UInt160 right) => left.CompareTo(right) >= 0;
}
