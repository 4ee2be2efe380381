using System.IO.MemoryMappedFiles;

namespace NeoServiceLayer.Tests.State;

/// <summary>How the disk under a program behaves, from now on; disk.c reads it.</summary>
internal sealed class DiskControl : IDisposable
{
    internal const int NoSpace = 28;
    internal const int InputOutput = 5;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    internal DiskControl(string path)
    {
        File.WriteAllBytes(path, new byte[3 * sizeof(int)]);
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
        view = file.CreateViewAccessor();
    }

    /// <summary>Whether the failure that was asked for has happened.</summary>
    internal bool Happened => view.ReadInt32(0) == (int)DiskMode.Good;

    internal void Set(DiskMode mode, int goodBefore = 0, int error = NoSpace)
    {
        view.Write(4, goodBefore);
        view.Write(8, error);
        view.Write(0, (int)mode);
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }
}

/// <summary>What the next changes of a file meet; the numbers are disk.c's.</summary>
internal enum DiskMode
{
    /// <summary>Nothing.</summary>
    Good = 0,

    /// <summary>One fails, and those after it go well.</summary>
    FailOnce = 1,

    /// <summary>All fail.</summary>
    FailAlways = 2,

    /// <summary>Half of one is written, and it fails.</summary>
    TearOnce = 3,
}
