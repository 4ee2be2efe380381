using System.Security.Cryptography;

namespace NeoServiceLayer.Image.Eif;

/// <summary>Computes the registers while the sections' contents pass, in the order in which they stand in the image.</summary>
internal sealed class Measuring : IDisposable
{
    private readonly IncrementalHash image = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
    private readonly IncrementalHash boot = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
    private readonly IncrementalHash application = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
    private int ramdisks;

    /// <summary>Must be called before a section's content.</summary>
    internal void Begin(EifSectionType type) => ramdisks += type == EifSectionType.Ramdisk ? 1 : 0;

    /// <summary>Takes a piece of a section's content. Metadata and signature are not measured.</summary>
    internal void Append(EifSectionType type, ReadOnlySpan<byte> piece)
    {
        if (type is EifSectionType.Metadata or EifSectionType.Signature)
        {
            return;
        }

        image.AppendData(piece);
        (ramdisks <= 1 ? boot : application).AppendData(piece);
    }

    /// <summary>The registers of what has passed.</summary>
    internal Measurements Current() => new(
        Measurements.Extend(image.GetCurrentHash()),
        Measurements.Extend(boot.GetCurrentHash()),
        Measurements.Extend(application.GetCurrentHash()));

    public void Dispose()
    {
        image.Dispose();
        boot.Dispose();
        application.Dispose();
    }
}
