using System.IO.Pipelines;

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>
/// A line to the outside: raw bytes, which the parent sees and may change, so that TLS belongs on top. Disposing it ends the line,
/// once what was written has gone: the last of it may be TLS's word to the other side about why.
/// </summary>
/// <remarks>One reads and one writes at a time. A line that breaks throws ConnectionLostException, an IOException, in both.</remarks>
public sealed class EgressStream : Stream
{
    private readonly Stream input;
    private readonly PipeWriter output;
    private readonly EgressLine line;

    internal EgressStream(EgressLine line, PipeReader input, PipeWriter output)
    {
        this.line = line;
        this.input = input.AsStream();
        this.output = output;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes no more; what the target still sends can be read.</summary>
    public void FinishSending() => output.Complete();

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        input.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        input.ReadAsync(buffer, offset, count, cancellationToken);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => input.Read(buffer, offset, count);

    /// <summary>Hands bytes over; waits while the line takes none.</summary>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        FlushResult written = await output.WriteAsync(buffer, cancellationToken);
        if (written.IsCompleted)
        {
            throw line.Lost();
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Does nothing: what is written is on its way.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        input.Dispose();
        line.End(output);
        base.Dispose(disposing);
    }
}
