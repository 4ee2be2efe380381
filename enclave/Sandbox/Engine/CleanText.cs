using System.Text;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>Text from users' code on its way out: JavaScript's strings may hold halves of characters, which no JSON may.</summary>
internal static class CleanText
{
    /// <summary>The text, cut to so many UTF-16 code units, with U+FFFD for each half of a character.</summary>
    public static string Cut(string text, int length)
    {
        ReadOnlySpan<char> kept = text.AsSpan(0, Math.Min(text.Length, length));
        if (kept.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return kept.Length == text.Length ? text : kept.ToString();
        }

        StringBuilder clean = new(kept.Length);
        foreach (Rune rune in kept.EnumerateRunes())
        {
            clean.Append(rune);
        }

        return clean.ToString();
    }
}
