using NeoServiceLayer.Image.Signing;

namespace NeoServiceLayer.Image.Eif;

/// <summary>A section as it was found.</summary>
/// <param name="Type">What it holds.</param>
/// <param name="Offset">Where its header begins in the file.</param>
/// <param name="Size">The bytes of its content.</param>
/// <param name="Sha384">The content's hash.</param>
internal sealed record EifSection(EifSectionType Type, ulong Offset, ulong Size, byte[] Sha384);

/// <summary>What an image is, without its large contents. Whoever has one knows that the image is right in every point.</summary>
internal sealed record EifImage
{
    internal required EifHeader Header { get; init; }

    internal required IReadOnlyList<EifSection> Sections { get; init; }

    internal required string CommandLine { get; init; }

    /// <summary>A JSON object; null if the image has none.</summary>
    internal byte[]? Metadata { get; init; }

    internal required Measurements Measurements { get; init; }

    /// <summary>The signature, which is right; null if the image has none.</summary>
    internal ImageSignature? Signature { get; init; }

    /// <summary>The bytes of the whole file.</summary>
    internal ulong Size => Sections[^1].Offset + EifHeader.SectionHeaderLength + Sections[^1].Size;
}
