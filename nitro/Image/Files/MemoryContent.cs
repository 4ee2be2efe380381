namespace NeoServiceLayer.Image.Files;

/// <summary>Bytes that are in memory.</summary>
internal sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : IContent
{
    public long Length => bytes.Length;

    public void WriteTo(ByteSink sink) => sink(bytes.Span);
}
