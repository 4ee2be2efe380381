namespace NeoServiceLayer.Crypto;

/// <summary>
/// The sender's side of a set-up context: seals messages one after the other, each under the next number. Not for several threads.
/// </summary>
public sealed class HpkeSender : IDisposable
{
    private readonly byte[] encapsulated;

    internal HpkeSender(HpkeContext context, byte[] encapsulated)
    {
        Context = context;
        this.encapsulated = encapsulated;
    }

    /// <summary>What the recipient needs to set up its side: 65 bytes, the ephemeral public key.</summary>
    public ReadOnlyMemory<byte> Encapsulated => encapsulated;

    internal HpkeContext Context { get; }

    /// <summary>Seals the next message.</summary>
    /// <param name="associated">What the recipient must say alike when it opens; it is not sent.</param>
    /// <param name="plaintext">The message.</param>
    /// <param name="sealedBytes">Where to: exactly the message's length and <see cref="Hpke.TagLength"/> bytes, which are ciphertext, then tag.</param>
    /// <exception cref="ArgumentException">There is not exactly room for it.</exception>
    /// <exception cref="InvalidOperationException">2⁶⁴ - 1 messages were sealed.</exception>
    public void Seal(ReadOnlySpan<byte> associated, ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes) =>
        Context.Seal(associated, plaintext, sealedBytes);

    /// <summary>A secret that the recipient can export too, and nobody else.</summary>
    /// <param name="context">What it is for.</param>
    /// <param name="secret">Where to, at most 8,160 bytes; the caller clears it.</param>
    public void Export(ReadOnlySpan<byte> context, Span<byte> secret) => Context.Export(context, secret);

    /// <summary>Clears the context's secrets.</summary>
    public void Dispose() => Context.Dispose();
}
