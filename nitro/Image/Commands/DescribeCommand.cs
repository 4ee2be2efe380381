using System.Globalization;
using System.Text.Json;
using NeoServiceLayer.Image.Eif;
using NeoServiceLayer.Image.Files;
using NeoServiceLayer.Image.Signing;

namespace NeoServiceLayer.Image.Commands;

/// <summary><c>image describe</c>: all that an image says about itself, as JSON.</summary>
internal static class DescribeCommand
{
    /// <exception cref="ImageException">The image is not right.</exception>
    internal static byte[] Run(string path)
    {
        using FileStream file = InputFile.Open(path);
        EifImage image = EifReader.Read(file);
        return JsonText.Of(writer => Write(writer, image));
    }

    private static void Write(Utf8JsonWriter writer, EifImage image)
    {
        writer.WriteNumber("Version", EifHeader.Version);
        writer.WriteString("Architecture", image.Header.IsArm64 ? "arm64" : "x86_64");
        writer.WriteNumber("DefaultMemory", image.Header.DefaultMemory);
        writer.WriteNumber("DefaultCpus", image.Header.DefaultCpus);
        writer.WriteNumber("Size", image.Size);
        writer.WriteString("Crc32", image.Header.Crc.ToString("x8", CultureInfo.InvariantCulture));
        WriteSections(writer, image.Sections);
        MeasurementsJson.Write(writer, image.Measurements);
        writer.WriteString("CommandLine", image.CommandLine);
        WriteMetadata(writer, image.Metadata);
        WriteSignature(writer, image.Signature);
    }

    private static void WriteSections(Utf8JsonWriter writer, IReadOnlyList<EifSection> sections)
    {
        writer.WriteStartArray("Sections");
        foreach (EifSection section in sections)
        {
            writer.WriteStartObject();
            writer.WriteString("Type", section.Type.Name());
            writer.WriteNumber("Offset", section.Offset);
            writer.WriteNumber("Size", section.Size);
            writer.WriteString("Sha384", Convert.ToHexStringLower(section.Sha384));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, byte[]? metadata)
    {
        if (metadata is null)
        {
            writer.WriteNull("Metadata");
            return;
        }

        writer.WritePropertyName("Metadata");
        using JsonDocument document = JsonDocument.Parse(metadata);
        document.RootElement.WriteTo(writer);
    }

    private static void WriteSignature(Utf8JsonWriter writer, ImageSignature? signature)
    {
        if (signature is null)
        {
            writer.WriteNull("Signature");
            return;
        }

        writer.WriteStartObject("Signature");
        writer.WriteString("Subject", signature.Subject);
        writer.WriteString("NotBefore", signature.NotBefore);
        writer.WriteString("NotAfter", signature.NotAfter);
        writer.WriteEndObject();
    }
}
