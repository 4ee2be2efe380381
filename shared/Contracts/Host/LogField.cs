using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeoServiceLayer.Contracts.Host;

/// <summary>A value in a log event: a whole number, or a word.</summary>
[JsonConverter(typeof(LogFieldConverter))]
public readonly record struct LogField
{
    /// <summary>A number.</summary>
    public LogField(long number) => Number = number;

    /// <summary>A word.</summary>
    public LogField(string word) => Word = word;

    /// <summary>The number, if it is one.</summary>
    public long? Number { get; }

    /// <summary>The word, if it is one.</summary>
    public string? Word { get; }
}

/// <summary>Writes a number as a JSON number and a word as a string, and takes nothing else.</summary>
public sealed class LogFieldConverter : JsonConverter<LogField>
{
    /// <inheritdoc/>
    public override LogField Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new LogField(reader.GetString()!),
        JsonTokenType.Number when reader.TryGetInt64(out long number) => new LogField(number),
        _ => throw new JsonException("A field is a whole number or a string."),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LogField value, JsonSerializerOptions options)
    {
        if (value.Word is null)
        {
            writer.WriteNumberValue(value.Number ?? 0);
        }
        else
        {
            writer.WriteStringValue(value.Word);
        }
    }
}
