namespace NeoServiceLayer.Image.Files;

/// <summary>A file's bytes, as many as it had when this was made. It is open only while it is read.</summary>
internal sealed class FileContent : IContent
{
    private const int PieceLength = 128 * 1024;

    private readonly string path;

    /// <exception cref="ImageException">The file cannot be read.</exception>
    internal FileContent(string path)
    {
        this.path = path;
        using FileStream file = InputFile.Open(path);
        Length = file.CanSeek ? file.Length : throw new ImageException($"{path} is no ordinary file.");
    }

    public long Length { get; }

    /// <summary>The first bytes, fewer than asked for if it has no more.</summary>
    internal byte[] ReadStart(int count)
    {
        using FileStream file = InputFile.Open(path);
        byte[] bytes = new byte[count];
        return bytes[..file.ReadAtLeast(bytes, count, throwOnEndOfStream: false)];
    }

    public void WriteTo(ByteSink sink)
    {
        using FileStream file = InputFile.Open(path);
        byte[] piece = new byte[PieceLength];
        long left = Length;
        for (int count = file.Read(piece); count > 0; count = file.Read(piece))
        {
            left -= count;
            if (left < 0)
            {
                break;
            }

            sink(piece.AsSpan(0, count));
        }

        if (left != 0)
        {
            throw new ImageException($"{path} did not keep its {Length} bytes while it was read.");
        }
    }
}
