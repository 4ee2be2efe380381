using System.Text.Json;

namespace NeoServiceLayer.Json;

/// <summary>Lines, for people who look for what they wrote wrong.</summary>
public static class JsonLine
{
    private const string Offset = "NeoServiceLayer.Json.Offset";

    /// <summary>The line on which a text could not be read; the first is 1.</summary>
    /// <param name="exception">What reading it ended with.</param>
    /// <param name="text">The text, from its beginning.</param>
    public static long Of(JsonException exception, ReadOnlySpan<byte> text)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return 1 + (exception.LineNumber ?? (exception.Data[Offset] is long offset ? text[..(int)offset].Count((byte)'\n') : 0));
    }

    /// <summary>Notes how far in the text the reader came, in bytes, from which the line can be told.</summary>
    internal static JsonException From(JsonException exception, long offset)
    {
        exception.Data[Offset] = offset;
        return exception;
    }
}
