namespace NeoServiceLayer.Protocol.Sealing;

/// <summary>Opens the sealed requests of a server. Any number of threads may use it at once.</summary>
public interface ISealedRequests
{
    /// <summary>How many bytes a request grows by when it is sealed.</summary>
    int Overhead { get; }

    /// <summary>Opens a request.</summary>
    /// <param name="context">What the sender must have said of it: see <see cref="SealContext"/>.</param>
    /// <param name="sealedBytes">What came, at least <see cref="Overhead"/> bytes.</param>
    /// <param name="plaintext">Where to: exactly <see cref="Overhead"/> bytes less; the caller clears it.</param>
    /// <returns>What seals the answer; null if this is not what was sealed to this side, for this very request.</returns>
    /// <exception cref="Errors.RequestException">Nothing can be opened now.</exception>
    ISealedAnswer? Open(ReadOnlySpan<byte> context, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext);
}

/// <summary>Seals the answer to one sealed request, so that only its sender opens it. One thread at a time uses it.</summary>
public interface ISealedAnswer : IDisposable
{
    /// <summary>How many bytes an answer grows by when it is sealed.</summary>
    int Overhead { get; }

    /// <summary>Seals an answer, under a fresh nonce each time.</summary>
    /// <param name="plaintext">The answer.</param>
    /// <param name="sealedBytes">Where to: exactly <see cref="Overhead"/> bytes more.</param>
    void Seal(ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes);
}
