namespace NeoServiceLayer.Tests.Conformance.Enclaves;

/// <summary>A folder of its own for sockets and state, gone afterwards.</summary>
internal sealed class SocketFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("nsl-c-").FullName;

    internal string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
