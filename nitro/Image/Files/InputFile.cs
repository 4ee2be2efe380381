namespace NeoServiceLayer.Image.Files;

/// <summary>Opens what the command line or a list names, and says in a sentence why it cannot be.</summary>
internal static class InputFile
{
    // Large reads suit large files; the reader's own buffer is the only one.
    private static readonly FileStreamOptions Options = new() { BufferSize = 0, Options = FileOptions.SequentialScan };

    /// <exception cref="ImageException">It cannot be opened.</exception>
    internal static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, Options);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageException($"There is no file {path}.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new ImageException($"{path} cannot be read: it is a folder, or you may not.");
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or NotSupportedException)
        {
            throw new ImageException($"{path} cannot be opened.");
        }
    }

    /// <summary>The whole of a small file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <exception cref="ImageException">It cannot be read, or it is larger.</exception>
    internal static byte[] ReadSmall(string path, int limit)
    {
        using FileStream file = Open(path);
        byte[] bytes = new byte[limit + 1];
        int count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count <= limit ? bytes[..count] : throw new ImageException($"{path} has more than {limit} bytes.");
    }
}
