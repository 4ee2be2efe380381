using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>Words for what speaks against a sponsorship.</summary>
internal static class Violations
{
    /// <summary>How many a refusal names; a quote names all.</summary>
    private const int MaxTold = 6;

    internal static SponsorViolation Of(SponsorViolationCode code, string message) => new() { Code = code, Message = message };

    /// <summary>Text from elsewhere as it can be shown: bounded, and plain.</summary>
    internal static string Shown(string text, int most)
    {
        string cut = text.Length > most ? text[..most] : text;
        return string.Concat(cut.Select(letter => char.IsAscii(letter) && !char.IsControl(letter) ? letter : '?'));
    }

    /// <summary>The refusal of a transaction with violations; its code is that of the first.</summary>
    internal static RequestException Refusal(IReadOnlyList<SponsorViolation> violations)
    {
        string told = string.Join(" ", violations.Take(MaxTold).Select(violation => violation.Message));
        int more = violations.Count - MaxTold;
        return new RequestException(CodeOf(violations[0].Code), more > 0 ? $"{told} And {more} more: gasbank.quoteSponsorship tells all." : told);
    }

    private static ErrorCode CodeOf(SponsorViolationCode code) => code switch
    {
        SponsorViolationCode.InsufficientFunds => ErrorCode.InsufficientFunds,
        SponsorViolationCode.ScriptFails => ErrorCode.ChainRefused,
        SponsorViolationCode.AlreadyMined => ErrorCode.Conflict,
        _ => ErrorCode.PolicyDenied,
    };
}
