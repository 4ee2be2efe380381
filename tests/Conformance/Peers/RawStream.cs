namespace NeoServiceLayer.Tests.Conformance.Peers;

/// <summary>The client's end of a byte stream, below all framing: a test does with it what a stranger could.</summary>
internal abstract class RawStream : IDisposable
{
    /// <summary>Long enough that only something that never comes is given up on.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Hands over all of it, waiting if need be.</summary>
    internal abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Waits for bytes; 0 at the end of the stream, however it ended.</summary>
    internal abstract int Read(Span<byte> target);

    /// <summary>Whether <see cref="Read"/> would return at once, waiting for that at most so long.</summary>
    internal abstract bool Readable(TimeSpan atMost);

    /// <summary>Sends no more, and still reads.</summary>
    internal abstract void FinishSending();

    /// <summary>Is gone without a word.</summary>
    internal abstract void Vanish();

    public abstract void Dispose();
}
