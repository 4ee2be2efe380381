using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace NeoServiceLayer.Tests.Fuzz;

/// <summary>
/// The input that is being tried, in a mapped file that outlives this process: a stack overflow ends it on the spot, and a loop
/// without end is ended from outside. Four bytes of length, least significant first, then the input.
/// </summary>
internal sealed class LastInput : IDisposable
{
    private const int Capacity = 16 * 1024;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly string path;

    internal LastInput(string path)
    {
        this.path = path;
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Capacity);
        view = file.CreateViewAccessor();
    }

    internal void Set(byte[] input)
    {
        view.Write(0, input.Length);
        view.WriteArray(sizeof(int), input, 0, input.Length);
    }

    /// <summary>The input in such a file.</summary>
    internal static byte[] Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return bytes.AsSpan(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(bytes)).ToArray();
    }

    /// <summary>The process goes on, so nothing has to outlive it.</summary>
    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
        File.Delete(path);
    }
}
