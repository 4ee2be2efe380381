using System.Text.Json;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Image.Eif;

/// <summary>JSON from outside: an object that every reader understands alike.</summary>
internal static class JsonObject
{
    /// <param name="bytes">The text. The document points into it.</param>
    /// <param name="what">What it is, at the beginning of the sentence.</param>
    /// <exception cref="ImageException">It is no strict JSON, or no object.</exception>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> bytes, string what)
    {
        if (StrictJson.Check(bytes.Span, out int offset) != StrictJsonError.None)
        {
            throw new ImageException($"{what} is not strict JSON: it goes wrong at byte {offset}.");
        }

        JsonDocument document = JsonDocument.Parse(bytes);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return document;
        }

        document.Dispose();
        throw new ImageException($"{what} is no JSON object.");
    }
}
