using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NeoServiceLayer.Enclave.Secrets.Transit;

/// <summary>What transit gives out, as text: <c>nsl:v</c>, the key's version, a colon, and base64.</summary>
internal static class TransitText
{
    private const string Prefix = "nsl:v";

    internal static string Write(long version, ReadOnlySpan<byte> bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{version}:{Convert.ToBase64String(bytes)}");

    /// <summary>Reads a text of at most so many bytes; only what <see cref="Write"/> writes is one.</summary>
    internal static bool TryRead(string text, int most, out long version, [NotNullWhen(true)] out byte[]? bytes)
    {
        version = 0;
        bytes = null;
        int colon = text.IndexOf(':', Math.Min(Prefix.Length, text.Length));
        if (colon < 0 || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !long.TryParse(text.AsSpan(Prefix.Length, colon - Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out version)
            || (text.Length - colon) / 4 * 3L > most + 3L)
        {
            return false;
        }

        byte[] decoded = new byte[(text.Length - colon) / 4 * 3];
        if (!Convert.TryFromBase64Chars(text.AsSpan(colon + 1), decoded, out int length)
            || length > most || Write(version, decoded.AsSpan(0, length)) != text)
        {
            return false;
        }

        bytes = decoded[..length];
        return true;
    }
}
