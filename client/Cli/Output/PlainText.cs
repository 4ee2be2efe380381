using System.Globalization;
using System.Text;

namespace NeoServiceLayer.Cli.Output;

/// <summary>
/// Makes text from outside harmless on a terminal: control characters, line breaks and what reorders or hides text
/// (Unicode categories Cc, Cf, Zl, Zp) are written as escapes, as JSON writes them.
/// </summary>
internal static class PlainText
{
    internal static string Of(string text)
    {
        StringBuilder? plain = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (IsPlain(text[i]))
            {
                plain?.Append(text[i]);
                continue;
            }

            plain ??= new StringBuilder(text, 0, i, text.Length + 16);
            plain.Append(text[i] switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}"),
            });
        }

        return plain?.ToString() ?? text;
    }

    private static bool IsPlain(char letter) => char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
