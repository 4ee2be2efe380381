using System.Text.Json;

namespace NeoServiceLayer.Image.Eif;

/// <summary>The metadata section, a JSON object of the shape that nitro-cli writes. It is not measured: it proves nothing.</summary>
internal sealed record ImageMetadata
{
    /// <summary>The same limit as nitro-cli's.</summary>
    internal const int MaxCustom = 4096;

    private static readonly string[] Texts = ["BuildTime", "BuildTool", "BuildToolVersion", "OperatingSystem", "KernelVersion"];

    internal required string Name { get; init; }

    internal required string Version { get; init; }

    internal required DateTimeOffset BuildTime { get; init; }

    internal required string ToolVersion { get; init; }

    internal required string KernelVersion { get; init; }

    /// <summary>The operator's own JSON object, if any.</summary>
    internal byte[]? Custom { get; init; }

    /// <exception cref="ImageException">What the operator gave is no JSON object.</exception>
    internal byte[] ToBytes()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("ImageName", Name);
            writer.WriteString("ImageVersion", Version);
            writer.WriteStartObject("BuildMetadata");
            writer.WriteString("BuildTime", BuildTime.UtcDateTime);
            writer.WriteString("BuildTool", "image");
            writer.WriteString("BuildToolVersion", ToolVersion);
            writer.WriteString("OperatingSystem", "Linux");
            writer.WriteString("KernelVersion", KernelVersion);
            writer.WriteEndObject();
            writer.WriteStartObject("DockerInfo");
            writer.WriteEndObject();
            writer.WritePropertyName("CustomMetadata");
            using JsonDocument custom = JsonObject.Parse(Custom ?? "{}"u8.ToArray(), "The custom metadata");
            custom.RootElement.WriteTo(writer);
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>What nitro-cli would refuse is refused.</summary>
    /// <exception cref="ImageException">The metadata has another shape.</exception>
    internal static void Check(ReadOnlyMemory<byte> bytes)
    {
        using JsonDocument document = JsonObject.Parse(bytes, "The image's metadata");
        JsonElement root = document.RootElement;
        bool good = IsText(root, "ImageName") && IsText(root, "ImageVersion")
            && root.TryGetProperty("DockerInfo", out _) && root.TryGetProperty("CustomMetadata", out _)
            && root.TryGetProperty("BuildMetadata", out JsonElement build) && build.ValueKind == JsonValueKind.Object
            && Texts.All(name => IsText(build, name));
        if (!good)
        {
            throw new ImageException("The image's metadata lacks a member that it must have, or one has the wrong type.");
        }
    }

    private static bool IsText(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String;
}
