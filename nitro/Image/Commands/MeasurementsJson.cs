using System.Security.Cryptography;
using System.Text.Json;
using NeoServiceLayer.Image.Eif;
using NeoServiceLayer.Image.Files;

namespace NeoServiceLayer.Image.Commands;

/// <summary>Measurements in the shape that nitro-cli prints and that the project publishes (pcrs.json).</summary>
internal static class MeasurementsJson
{
    private const int MaxFile = 64 * 1024;
    private const string Algorithm = "Sha384 { ... }";
    private static readonly string[] Needed = ["PCR0", "PCR1", "PCR2"];

    internal static void Write(Utf8JsonWriter writer, Measurements measurements)
    {
        writer.WriteStartObject("Measurements");
        writer.WriteString("HashAlgorithm", Algorithm);
        foreach ((string name, byte[] value) in measurements.All)
        {
            writer.WriteString(name, Convert.ToHexStringLower(value));
        }

        writer.WriteEndObject();
    }

    /// <summary>The whole text of a pcrs.json, with a line feed at its end.</summary>
    internal static byte[] ToBytes(Measurements measurements) => JsonText.Of(writer => Write(writer, measurements));

    /// <summary>The registers that a pcrs.json expects, lower case. What stands beside <c>Measurements</c> is ignored.</summary>
    /// <exception cref="ImageException">It is no such file.</exception>
    internal static IReadOnlyDictionary<string, string> ReadExpected(string path)
    {
        using JsonDocument document = JsonObject.Parse(InputFile.ReadSmall(path, MaxFile), path);
        if (!document.RootElement.TryGetProperty("Measurements", out JsonElement measurements)
            || measurements.ValueKind != JsonValueKind.Object
            || !measurements.TryGetProperty("HashAlgorithm", out JsonElement algorithm)
            || algorithm.ValueKind != JsonValueKind.String || algorithm.GetString() != Algorithm)
        {
            throw new ImageException($"{path} has no Measurements with the HashAlgorithm \"{Algorithm}\".");
        }

        Dictionary<string, string> expected = new(StringComparer.Ordinal);
        foreach (JsonProperty property in measurements.EnumerateObject().Where(property => property.Name != "HashAlgorithm"))
        {
            expected.Add(property.Name, RegisterOf(path, property));
        }

        string? missing = Needed.FirstOrDefault(name => !expected.ContainsKey(name));
        return missing is null ? expected : throw new ImageException($"{path} does not say what {missing} should be.");
    }

    private static string RegisterOf(string path, JsonProperty property)
    {
        if (!Needed.Contains(property.Name) && property.Name != "PCR8")
        {
            throw new ImageException($"{path} expects {property.Name}, which an image does not determine.");
        }

        string? text = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null;
        return text?.Length == 2 * SHA384.HashSizeInBytes && text.All(char.IsAsciiHexDigit)
            ? text.ToLowerInvariant()
            : throw new ImageException($"{path} has no {2 * SHA384.HashSizeInBytes} hexadecimal digits for {property.Name}.");
    }
}
