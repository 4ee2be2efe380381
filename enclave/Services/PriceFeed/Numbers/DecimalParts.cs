using System.Numerics;

namespace NeoServiceLayer.Enclave.PriceFeed.Numbers;

/// <summary>A decimal number taken apart: digits × 10^power.</summary>
internal struct DecimalParts
{
    /// <summary>Exponents longer than this are beyond any price, whatever the digits are.</summary>
    private const int MaxExponentDigits = 4;

    internal BigInteger Digits { get; private set; }

    internal int Power { get; private set; }

    internal bool IsNegative { get; private set; }

    /// <summary>Reads <c>[+-]digits[.digits][(e|E)[+-]digits]</c>, with a digit on each side of a point.</summary>
    internal bool TryParse(ReadOnlySpan<byte> text)
    {
        Digits = BigInteger.Zero;
        Power = 0;
        IsNegative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..])
        {
            text = text[1..];
        }

        int whole = Take(ref text);
        if (whole == 0)
        {
            return false;
        }

        if (text is [(byte)'.', ..])
        {
            text = text[1..];
            int fraction = Take(ref text);
            if (fraction == 0)
            {
                return false;
            }

            Power = -fraction;
        }

        return text.IsEmpty || TryTakeExponent(text);
    }

    private bool TryTakeExponent(ReadOnlySpan<byte> text)
    {
        if (text is not [(byte)'e' or (byte)'E', ..])
        {
            return false;
        }

        text = text[1..];
        bool negative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..])
        {
            text = text[1..];
        }

        if (text.IsEmpty || text.Length > MaxExponentDigits || text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        int exponent = 0;
        foreach (byte digit in text)
        {
            exponent = (exponent * 10) + (digit - '0');
        }

        Power += negative ? -exponent : exponent;
        return true;
    }

    private int Take(ref ReadOnlySpan<byte> text)
    {
        int count = 0;
        while (count < text.Length && text[count] is >= (byte)'0' and <= (byte)'9')
        {
            Digits = (Digits * 10) + (text[count] - '0');
            count++;
        }

        text = text[count..];
        return count;
    }
}
