using System.Buffers;
using System.Text;

namespace NeoServiceLayer.Protocol.Json;

/// <summary>
/// Strings as they stand between quotes, escapes and all, in texts that <see cref="StrictJson"/> has found well-formed so far.
/// </summary>
internal static class EscapedName
{
    private const int OnStack = 256;

    /// <summary>The hash of what the string means.</summary>
    internal static ulong Hash(ReadOnlySpan<byte> raw)
    {
        byte[]? rented = null;
        Span<byte> buffer = raw.Length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(raw.Length);
        ulong hash = KeyedHash.Of(buffer[..Unescape(raw, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return hash;
    }

    /// <summary>The string that begins at <paramref name="start"/>, up to its closing quote.</summary>
    internal static ReadOnlySpan<byte> At(ReadOnlySpan<byte> text, int start)
    {
        ReadOnlySpan<byte> rest = text[start..];
        int end = 0;
        while (true)
        {
            end += rest[end..].IndexOfAny((byte)'"', (byte)'\\');
            if (rest[end] == (byte)'"')
            {
                return rest[..end];
            }

            // A backslash and what it escapes; of an escape by number, the digits are plain.
            end += 2;
        }
    }

    /// <summary>Whether two strings mean the same.</summary>
    internal static bool Equal(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.SequenceEqual(other))
        {
            return true;
        }

        if (!one.Contains((byte)'\\') && !other.Contains((byte)'\\'))
        {
            return false;
        }

        byte[] first = ArrayPool<byte>.Shared.Rent(one.Length + other.Length);
        int length = Unescape(one, first);
        int otherLength = Unescape(other, first.AsSpan(length));
        bool equal = first.AsSpan(0, length).SequenceEqual(first.AsSpan(length, otherLength));
        ArrayPool<byte>.Shared.Return(first, clearArray: true);
        return equal;
    }

    /// <summary>Writes what the string means, which is never longer than how it is written; returns the length.</summary>
    internal static int Unescape(ReadOnlySpan<byte> raw, Span<byte> target)
    {
        int length = 0;
        while (true)
        {
            int plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
            {
                raw.CopyTo(target[length..]);
                return length + raw.Length;
            }

            raw[..plain].CopyTo(target[length..]);
            length += plain;
            raw = raw[(plain + 1)..];
            if (raw[0] == (byte)'u')
            {
                Rune rune = Read(ref raw);
                length += rune.EncodeToUtf8(target[length..]);
            }
            else
            {
                target[length++] = Simple(raw[0]);
                raw = raw[1..];
            }
        }
    }

    private static byte Simple(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    /// <summary>Reads an escape, or a pair of them, from behind its first backslash.</summary>
    private static Rune Read(ref ReadOnlySpan<byte> raw)
    {
        char first = Unit(raw.Slice(1, 4));
        raw = raw[5..];
        if (!char.IsHighSurrogate(first))
        {
            return new Rune(first);
        }

        char second = Unit(raw.Slice(2, 4));
        raw = raw[6..];
        return new Rune(first, second);
    }

    private static char Unit(ReadOnlySpan<byte> digits)
    {
        int value = 0;
        foreach (byte digit in digits)
        {
            value = (value << 4) | StrictJson.HexDigit(digit);
        }

        return (char)value;
    }
}
