using System.Text.Json;

namespace NeoServiceLayer.Image.Commands;

/// <summary>JSON for people and programs: indented, ASCII alone, a line feed at the end.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>An object, of which the members are written by the caller.</summary>
    internal static byte[] Of(Action<Utf8JsonWriter> members)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, Indented))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }
}
