using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeoServiceLayer.Protocol.Json;

/// <summary>Strings and numbers.</summary>
public ref partial struct StrictJson
{
    /// <summary>What ends a run of plain characters: the quote, the backslash, and the control characters.</summary>
    private static readonly SearchValues<byte> StringStops = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    /// <summary>A string; UTF-8 has been checked for the whole text before.</summary>
    private bool String(out bool escaped)
    {
        escaped = false;
        position++;
        while (true)
        {
            int stop = FindStop(text[position..]);
            if (stop < 0)
            {
                position = text.Length;
                return Fail(StrictJsonError.Truncated);
            }

            position += stop;
            switch (text[position])
            {
                case (byte)'"':
                    position++;
                    return true;
                case (byte)'\\':
                    escaped = true;
                    if (!Escape())
                    {
                        return false;
                    }

                    break;
                default:
                    return Fail(StrictJsonError.InvalidSyntax);
            }
        }
    }

    /// <summary>The first of <see cref="StringStops"/>, or −1. Most strings are short: sixteen bytes are looked at here, without a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FindStop(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < Vector128<byte>.Count)
        {
            return rest.IndexOfAny(StringStops);
        }

        Vector128<byte> head = Vector128.Create(rest);
        Vector128<byte> stops = Vector128.Equals(head, Vector128.Create((byte)'"'))
            | Vector128.Equals(head, Vector128.Create((byte)'\\'))
            | Vector128.LessThan(head, Vector128.Create((byte)0x20));
        if (stops != Vector128<byte>.Zero)
        {
            return BitOperations.TrailingZeroCount(stops.ExtractMostSignificantBits());
        }

        int more = rest[Vector128<byte>.Count..].IndexOfAny(StringStops);
        return more < 0 ? more : more + Vector128<byte>.Count;
    }

    private bool Escape()
    {
        position++;
        int kind = Peek();
        if (kind is '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't')
        {
            position++;
            return true;
        }

        if (kind != 'u')
        {
            return Fail(StrictJsonError.InvalidSyntax);
        }

        int start = position - 1;
        if (!HexUnit(out char first))
        {
            return false;
        }

        if (!char.IsSurrogate(first))
        {
            return true;
        }

        return char.IsHighSurrogate(first) ? LowSurrogate(start) : Lone(start);
    }

    private bool LowSurrogate(int start)
    {
        if (position < text.Length && (text[position] != '\\' || (position + 1 < text.Length && text[position + 1] != 'u')))
        {
            return Lone(start);
        }

        position = Math.Min(position + 1, text.Length);
        if (!HexUnit(out char second))
        {
            return false;
        }

        return char.IsLowSurrogate(second) || Lone(start);
    }

    private bool Lone(int start)
    {
        position = start;
        return Fail(StrictJsonError.LoneSurrogate);
    }

    /// <summary>The four digits after a backslash and the letter u, which is the current byte.</summary>
    private bool HexUnit(out char unit)
    {
        int value = 0;
        position = Math.Min(position + 1, text.Length);
        for (int i = 0; i < 4; i++)
        {
            int digit = Peek() is int next and >= 0 ? HexDigit(next) : -1;
            if (digit < 0)
            {
                unit = '\0';
                return Fail(StrictJsonError.InvalidSyntax);
            }

            value = (value << 4) | digit;
            position++;
        }

        unit = (char)value;
        return true;
    }

    internal static int HexDigit(int digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        >= 'A' and <= 'F' => digit - 'A' + 10,
        _ => -1,
    };

    private bool Number()
    {
        if (Peek() == '-')
        {
            position++;
        }

        if (Peek() == '0')
        {
            position++;
        }
        else if (!Digits())
        {
            return false;
        }

        if (Peek() == '.')
        {
            position++;
            if (!Digits())
            {
                return false;
            }
        }

        if (Peek() is not ('e' or 'E'))
        {
            return true;
        }

        position++;
        if (Peek() is '+' or '-')
        {
            position++;
        }

        return Digits();
    }

    /// <summary>One digit at least.</summary>
    private bool Digits()
    {
        int start = position;
        while (Peek() is >= '0' and <= '9')
        {
            position++;
        }

        return position > start || Fail(StrictJsonError.InvalidSyntax);
    }
}
