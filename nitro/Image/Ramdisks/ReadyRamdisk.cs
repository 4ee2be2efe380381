using NeoServiceLayer.Image.Files;

namespace NeoServiceLayer.Image.Ramdisks;

/// <summary>What the kernel needs of ramdisks that others made: it finds each one's beginning by its first bytes.</summary>
internal static class ReadyRamdisk
{
    private const int Alignment = 4;

    private static ReadOnlySpan<byte> Newc => "070701"u8;

    private static ReadOnlySpan<byte> NewcWithChecksum => "070702"u8;

    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];

    /// <exception cref="ImageException">It cannot be read, or is neither a newc archive nor compressed with gzip.</exception>
    internal static FileContent Open(string path)
    {
        FileContent content = new(path);
        byte[] start = content.ReadStart(Newc.Length);
        return IsNewc(start) || start.AsSpan().StartsWith(Gzip)
            ? content
            : throw new ImageException($"{path} is no ramdisk: neither a cpio archive of the format newc nor one compressed with gzip.");
    }

    /// <summary>The kernel joins the ramdisks and takes an archive only where a multiple of four bytes stands before it.</summary>
    /// <exception cref="ImageException">An archive would be overlooked.</exception>
    internal static void CheckAlignment(IReadOnlyList<IContent> ramdisks)
    {
        long before = 0;
        for (int i = 0; i < ramdisks.Count; i++)
        {
            bool isArchive = ramdisks[i] is NewcArchive || (ramdisks[i] is FileContent file && IsNewc(file.ReadStart(Newc.Length)));
            if (isArchive && before % Alignment != 0)
            {
                throw new ImageException(
                    $"Ramdisk {i} would not be found by the kernel: those before it have {before} bytes, which is no multiple of {Alignment}; pad them with zeros.");
            }

            before += ramdisks[i].Length;
        }
    }

    private static bool IsNewc(ReadOnlySpan<byte> start) => start.StartsWith(Newc) || start.StartsWith(NewcWithChecksum);
}
