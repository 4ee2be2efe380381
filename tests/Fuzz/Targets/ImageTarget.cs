using System.Buffers.Binary;
using NeoServiceLayer.Image;
using NeoServiceLayer.Image.Eif;
using NeoServiceLayer.Image.Files;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>
/// An image that is accepted is written again byte for byte from its parts; one that is not gets a sentence. The CRC is mended
/// before, or no change would come past it.
/// </summary>
internal static class ImageTarget
{
    internal static bool Try(ReadOnlySpan<byte> input)
    {
        byte[] image = input.ToArray();
        if (image.Length >= EifHeader.Length)
        {
            BinaryPrimitives.WriteUInt32BigEndian(image.AsSpan(EifHeader.CrcOffset), EifWriter.CrcOf(new MemoryStream(image)));
        }

        try
        {
            Promise.Holds(image.AsSpan().SequenceEqual(Rewrite(image)), "the same bytes when written");
            return true;
        }
        catch (ImageException refused)
        {
            Promise.Holds(refused.Message.EndsWith('.'), "a sentence");
            return false;
        }
    }

    private static byte[] Rewrite(byte[] image)
    {
        List<(EifSectionType Type, MemoryStream Content)> parts = [];
        EifImage read = EifReader.Read(new MemoryStream(image), (type, _) =>
        {
            parts.Add((type, new MemoryStream()));
            return parts[^1].Content;
        });
        Promise.Holds(read.Size == (ulong)image.Length, "the whole image is read");
        using MemoryStream again = new();
        using EifWriter writer = new(again);
        parts.ForEach(part => writer.Add(part.Type, new MemoryContent(part.Content.ToArray())));
        Promise.Holds(writer.Measurements.Pcr0.AsSpan().SequenceEqual(read.Measurements.Pcr0), "the same PCR0");
        writer.Finish(read.Header);
        return again.ToArray();
    }
}
