using NeoServiceLayer.Enclave.Local.Interop;

namespace NeoServiceLayer.Enclave.Local;

/// <summary>Files of the state folder, for their owner alone.</summary>
internal static class DurableFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file so that it is there whole and durably, or not at all.</summary>
    internal static void Write(string file, ReadOnlySpan<byte> content)
    {
        string unfinished = file + ".new";
        File.Delete(unfinished);
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = OwnerOnly,
        };
        using (FileStream stream = new(unfinished, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
        FolderSync.Sync(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }
}
