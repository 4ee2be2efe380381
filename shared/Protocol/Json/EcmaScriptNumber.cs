using System.Buffers.Text;

namespace NeoServiceLayer.Protocol.Json;

/// <summary>A double as ECMAScript writes it (ECMA-262, Number::toString): the shortest digits that read back as the same double.</summary>
internal static class EcmaScriptNumber
{
    /// <summary>Powers of ten from here on are written with an exponent.</summary>
    private const int MostPlainDigits = 21;

    /// <summary>Numbers with more zeros than this behind the point are.</summary>
    private const int MostLeadingZeros = 6;

    private const int MostBytes = 32;

    /// <summary>Writes a finite double: at most 25 bytes.</summary>
    /// <returns>How many bytes there are.</returns>
    internal static int Write(double value, Span<byte> text)
    {
        if (value == 0)
        {
            text[0] = (byte)'0'; // minus zero too
            return 1;
        }

        int length = 0;
        if (value < 0)
        {
            text[length++] = (byte)'-';
            value = -value;
        }

        // "E16" would round; the shortest form that reads back is what the default gives, and its digits are all that is taken of it.
        Span<byte> shortest = stackalloc byte[MostBytes];
        Utf8Formatter.TryFormat(value, shortest, out int written);
        Span<byte> digits = stackalloc byte[MostBytes];
        int count = Digits(shortest[..written], digits, out int point);
        return length + Write(digits[..count], point, text[length..]);
    }

    /// <summary>Takes the significant digits out of a number's text, and where the point stands: value = 0.digits × 10^point.</summary>
    private static int Digits(ReadOnlySpan<byte> text, Span<byte> digits, out int point)
    {
        int count = 0;
        int exponent = 0;
        int whole = -1;
        int end = text.IndexOf((byte)'E');
        if (end >= 0)
        {
            ReadOnlySpan<byte> power = text[(end + 1)..];
            bool negative = power[0] == '-';
            foreach (byte digit in power[(power[0] is (byte)'-' or (byte)'+' ? 1 : 0)..])
            {
                exponent = (exponent * 10) + digit - '0';
            }

            exponent = negative ? -exponent : exponent;
            text = text[..end];
        }

        foreach (byte letter in text)
        {
            if (letter == '.')
            {
                whole = count;
            }
            else
            {
                digits[count++] = letter;
            }
        }

        point = (whole < 0 ? count : whole) + exponent;
        int leading = digits[..count].IndexOfAnyExcept((byte)'0');
        digits[leading..count].CopyTo(digits);
        point -= leading;
        return digits[..(count - leading)].LastIndexOfAnyExcept((byte)'0') + 1;
    }

    private static int Write(ReadOnlySpan<byte> digits, int point, Span<byte> text)
    {
        if (point > MostPlainDigits || point <= -MostLeadingZeros)
        {
            return WriteExponent(digits, point - 1, text);
        }

        if (point <= 0)
        {
            "0."u8.CopyTo(text);
            text.Slice(2, -point).Fill((byte)'0');
            digits.CopyTo(text[(2 - point)..]);
            return 2 - point + digits.Length;
        }

        if (digits.Length <= point)
        {
            digits.CopyTo(text);
            text[digits.Length..point].Fill((byte)'0');
            return point;
        }

        digits[..point].CopyTo(text);
        text[point] = (byte)'.';
        digits[point..].CopyTo(text[(point + 1)..]);
        return digits.Length + 1;
    }

    private static int WriteExponent(ReadOnlySpan<byte> digits, int exponent, Span<byte> text)
    {
        int length = 0;
        text[length++] = digits[0];
        if (digits.Length > 1)
        {
            text[length++] = (byte)'.';
            digits[1..].CopyTo(text[length..]);
            length += digits.Length - 1;
        }

        text[length++] = (byte)'e';
        text[length++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Utf8Formatter.TryFormat(Math.Abs(exponent), text[length..], out int written);
        return length + written;
    }
}
