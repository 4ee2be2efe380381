namespace NeoServiceLayer.Image.Files;

/// <summary>
/// A file that takes the place of another at once, or not at all: written beside it under <c>.new</c>, made durable, then renamed.
/// Without <see cref="Commit"/> nothing is left of it.
/// </summary>
internal sealed class ReplacedFile : IDisposable
{
    private readonly string path;
    private readonly string fresh;
    private bool committed;

    /// <exception cref="ImageException">The folder does not take it.</exception>
    internal ReplacedFile(string path)
    {
        this.path = path;
        fresh = path + ".new";
        try
        {
            Stream = new FileStream(fresh, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ImageException($"{path} cannot be written: its folder is missing, or you may not, or another program writes it.");
        }
    }

    /// <summary>What is written so far; can be read and positioned.</summary>
    internal FileStream Stream { get; }

    /// <exception cref="ImageException">The other file's place cannot be taken.</exception>
    internal void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        try
        {
            File.Move(fresh, path, overwrite: true);
            committed = true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ImageException($"{path} cannot be written: it is a folder, or you may not.");
        }
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!committed)
        {
            File.Delete(fresh);
        }
    }
}
