using System.Text;
using System.Text.Json;

namespace NeoServiceLayer.Cli.Output;

/// <summary>Writes the payload of an answer.</summary>
internal static class AnswerWriter
{
    internal static void Write(TextWriter output, ReadOnlyMemory<byte> payload, bool json)
    {
        if (json)
        {
            output.WriteLine(OneLine(payload.Span));
            return;
        }

        using JsonDocument document = JsonDocument.Parse(payload);
        HumanJson.Write(output, document.RootElement);
    }

    /// <summary>As it is; line breaks can only stand between tokens there, so they go.</summary>
    private static string OneLine(ReadOnlySpan<byte> payload) =>
        Encoding.UTF8.GetString(payload).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
}
