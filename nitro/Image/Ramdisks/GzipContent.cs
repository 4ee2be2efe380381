using System.IO.Compression;
using NeoServiceLayer.Image.Files;

namespace NeoServiceLayer.Image.Ramdisks;

/// <summary>
/// An archive compressed with gzip, then zeros up to a multiple of four bytes, so that the kernel finds what follows. It is
/// compressed once for its length and once to be written, so that it need not be in memory. The compressor is the one that is
/// linked in, not the machine's: the same tool gives the same bytes.
/// </summary>
internal sealed class GzipContent : IContent
{
    private const int Alignment = 4;

    private readonly IContent content;
    private readonly int padding;

    internal GzipContent(IContent content)
    {
        this.content = content;
        long length = 0;
        Compress(bytes => length += bytes.Length);
        padding = (int)((Alignment - (length % Alignment)) % Alignment);
        Length = length + padding;
    }

    public long Length { get; }

    public void WriteTo(ByteSink sink)
    {
        Compress(sink);
        sink(new byte[padding]);
    }

    private void Compress(ByteSink sink)
    {
        using SinkStream stream = new(sink);
        using GZipStream gzip = new(stream, CompressionLevel.SmallestSize);
        content.WriteTo(gzip.Write);
    }

    /// <summary>What is written to it goes to a sink.</summary>
    private sealed class SinkStream(ByteSink sink) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer) => sink(buffer);

        public override void Write(byte[] buffer, int offset, int count) => sink(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
