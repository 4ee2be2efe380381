namespace NeoServiceLayer.Perf.Load;

/// <summary>Where a run keeps what it needs; gone with this.</summary>
internal sealed class Folders : IDisposable
{
    /// <param name="programs">The stores stand in its folder perf: what is measured is the disk that the project is on.</param>
    internal Folders(string programs)
    {
        Sockets = Directory.CreateTempSubdirectory("nsl-perf-").FullName;
        Stores = Directory.CreateDirectory(Path.Combine(programs, "perf", $"stores-{Environment.ProcessId}")).FullName;
    }

    /// <summary>For sockets, whose paths must be short.</summary>
    internal string Sockets { get; }

    /// <summary>For what goes to the disk.</summary>
    internal string Stores { get; }

    /// <summary>What kind of file system the stores are on.</summary>
    internal string FileSystem => new DriveInfo(Stores).DriveFormat;

    public void Dispose()
    {
        Directory.Delete(Sockets, recursive: true);
        Directory.Delete(Stores, recursive: true);
    }
}
