namespace NeoServiceLayer.Cli.Arguments;

/// <summary>Files that a command line names.</summary>
internal static class NamedFile
{
    /// <summary>What is read of documents, registers, roots and receipts is far shorter; payloads are no longer either.</summary>
    private const int LongestFile = 1 << 20;

    /// <summary>A file's bytes.</summary>
    /// <exception cref="UsageException">It does not exist, cannot be read, or is too long.</exception>
    internal static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            FileInfo file = new(path);
            return file.Length <= LongestFile
                ? await File.ReadAllBytesAsync(path, cancellationToken)
                : throw new UsageException($"The file '{path}' is longer than 1 MiB.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string reason = failure is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read";
            throw new UsageException($"The file '{path}' {reason}.");
        }
    }
}
