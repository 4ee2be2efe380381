using System.Globalization;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank;

/// <summary>Amounts in datoshi, 10⁻⁸ GAS, as payloads say them: decimal digits alone.</summary>
internal static class DatoshiText
{
    private const int MostDigits = 19;

    internal static string Of(long datoshi) => datoshi.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads an amount of 1 or more.</summary>
    /// <exception cref="RequestException">It is none, in the one form that there is.</exception>
    internal static long Read(string text, string member) => ReadFromZero(text, member) is > 0 and long amount
        ? amount
        : throw Refused(member, least: 1);

    /// <summary>Reads an amount of 0 or more.</summary>
    /// <exception cref="RequestException">It is none, in the one form that there is.</exception>
    internal static long ReadFromZero(string text, string member) =>
        text is not null && text.Length is >= 1 and <= MostDigits && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0')
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long amount)
            ? amount
            : throw Refused(member, least: 0);

    private static RequestException Refused(string member, int least) =>
        new($"{member} is an amount in datoshi (10⁻⁸ GAS): a whole number of at least {least} in decimal digits, at most {Of(long.MaxValue)}.");
}
