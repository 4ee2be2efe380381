using System.Globalization;

namespace NeoServiceLayer.Protocol.Json;

/// <summary>Says in one sentence what <see cref="StrictJson"/> refused.</summary>
public static class StrictJsonProblem
{
    /// <summary>The sentence; it quotes nothing of the text.</summary>
    public static string Describe(StrictJsonError error, int offset) => string.Create(
        CultureInfo.InvariantCulture,
        $"The text is not acceptable JSON: {Reason(error)} at byte {offset}.");

    private static string Reason(StrictJsonError error) => error switch
    {
        StrictJsonError.InvalidUtf8 => "invalid UTF-8",
        StrictJsonError.Truncated => "it ends too early",
        StrictJsonError.TrailingData => "there is something after its end",
        StrictJsonError.DuplicateKey => "an object has two members of one name",
        StrictJsonError.LoneSurrogate => "an escape names half a surrogate pair",
        StrictJsonError.TooDeep => "nesting deeper than 64",
        _ => "invalid syntax",
    };
}
