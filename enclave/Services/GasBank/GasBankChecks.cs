using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank;

/// <summary>Checks what requests say; a refusal names the member and what it takes.</summary>
internal static class GasBankChecks
{
    internal static DateTime? Expiry(DateTime? expiresAt, DateTimeOffset now)
    {
        if (Utc(expiresAt, "expiresAt") is not { } time)
        {
            return null;
        }

        DateTime whole = WholeTime.Of(time);
        return whole > now.UtcDateTime ? whole : throw new RequestException("expiresAt must be later than now.");
    }

    internal static DateTime? Utc(DateTime? time, string member) => time is null or { Kind: DateTimeKind.Utc }
        ? time
        : throw new RequestException($"{member} must be RFC 3339 in UTC, with a Z at its end.");

    internal static UInt160 Address(string text, string member) => Neo.Keys.Address.TryParse(text, out UInt160 account)
        ? account
        : throw new RequestException($"{member} must be a Neo N3 address, which begins with N.");

    internal static UInt256 TransactionHash(string text) => UInt256.TryParse(text, out UInt256 hash)
        ? hash
        : throw new RequestException("transactionHash must be 0x and 64 hexadecimal digits.");

    internal static string Reference(string reference) =>
        reference.Length is >= 1 and <= GasBankLimits.MaxReferenceLength && !reference.Any(char.IsControl)
            ? reference
            : throw new RequestException($"reference has 1 to {GasBankLimits.MaxReferenceLength} characters, and none that controls a terminal.");

    internal static string FunctionId(string functionId) =>
        functionId.Length is >= 1 and <= GasBankLimits.MaxFunctionIdLength && functionId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
            ? functionId
            : throw new RequestException($"functionId has 1 to {GasBankLimits.MaxFunctionIdLength} letters, digits, underscores and hyphens.");

    /// <summary>Thresholds, the highest first.</summary>
    internal static IReadOnlyList<long> Thresholds(IReadOnlyList<string> texts)
    {
        if (texts.Count > GasBankLimits.MaxThresholds)
        {
            throw new RequestException($"thresholds are at most {GasBankLimits.MaxThresholds}.");
        }

        long[] thresholds = [.. texts.Select(text => DatoshiText.Read(text, "thresholds")).OrderDescending()];
        return thresholds.Distinct().Count() == thresholds.Length ? thresholds : throw new RequestException("thresholds holds an amount twice.");
    }
}
