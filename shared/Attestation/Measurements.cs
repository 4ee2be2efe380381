using System.Globalization;
using System.Text.Json;

namespace NeoServiceLayer.Attestation;

/// <summary>
/// Expected registers, in the shape that nitro-cli prints:
/// <c>{"Measurements":{"HashAlgorithm":"Sha384 { ... }","PCR0":"…","PCR1":"…","PCR2":"…"}}</c>.
/// </summary>
public sealed class Measurements
{
    private const int DigestLength = 48;
    private const int RegisterCount = 32;

    private readonly SortedDictionary<int, byte[]> registers = [];

    private Measurements()
    {
    }

    /// <summary>Reads them. PCR0, PCR1 and PCR2 must be there, any other register may.</summary>
    /// <exception cref="FormatException">One sentence about what is wrong.</exception>
    public static Measurements Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("Measurements", out JsonElement measurements)
                && measurements.ValueKind == JsonValueKind.Object
                ? Read(measurements)
                : throw new FormatException("Expected registers are written {\"Measurements\":{\"HashAlgorithm\":…,\"PCR0\":…}}.");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // The latter is a lone surrogate's, which shows only when the text is taken.
            throw new FormatException("Expected registers are JSON, as nitro-cli prints them; this is none.", wrong);
        }
    }

    /// <summary>Compares; the release comes first, since it says most, and the whole image behind its parts.</summary>
    /// <returns>The first check that failed; null if none did.</returns>
    internal AttestationCheck? Compare(IReadOnlyDictionary<int, ReadOnlyMemory<byte>> pcrs) =>
        !Same(pcrs, 1) ? AttestationCheck.Release
        : !Same(pcrs, 2) ? AttestationCheck.Configuration
        : !Same(pcrs, 0) ? AttestationCheck.Image
        : !registers.Keys.All(index => Same(pcrs, index)) ? AttestationCheck.Register
        : null;

    private bool Same(IReadOnlyDictionary<int, ReadOnlyMemory<byte>> pcrs, int index) =>
        pcrs.TryGetValue(index, out ReadOnlyMemory<byte> value) && value.Span.SequenceEqual(registers[index]);

    private static Measurements Read(JsonElement members)
    {
        Measurements read = new();
        foreach (JsonProperty member in members.EnumerateObject())
        {
            string value = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : "";
            if (member.Name == "HashAlgorithm")
            {
                Require(value.StartsWith("sha384", StringComparison.OrdinalIgnoreCase), "HashAlgorithm is Sha384.");
                continue;
            }

            bool named = int.TryParse(member.Name.AsSpan(Math.Min(3, member.Name.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out int index);
            Require(
                named && index < RegisterCount && member.Name == string.Create(CultureInfo.InvariantCulture, $"PCR{index}"),
                "Registers are named PCR0 to PCR31.");
            Require(value.Length == DigestLength * 2 && value.All(char.IsAsciiHexDigit), $"PCR{index} is 96 hexadecimal digits.");
            read.registers.Add(index, Convert.FromHexString(value));
        }

        Require(Enumerable.Range(0, 3).All(read.registers.ContainsKey), "PCR0, PCR1 and PCR2 must all be there.");
        return read;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}
