namespace NeoServiceLayer.Cli.Home;

/// <summary>Files for their owner alone, on the disk when they are written.</summary>
internal static class OwnFile
{
    internal const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = (UnixFileMode)0x3F; // group and others, whatever for: octal 077

    /// <summary>Writes a text and a line ending.</summary>
    internal static void Write(string path, string text, FileMode mode)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using FileStream file = new(path, options);
        using StreamWriter writer = new(file);
        writer.WriteLine(text.TrimEnd());
        writer.Flush();
        file.Flush(flushToDisk: true);
    }

    /// <summary>Whether others than its owner may use a file.</summary>
    internal static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;
}
