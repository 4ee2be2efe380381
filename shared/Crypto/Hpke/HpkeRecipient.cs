namespace NeoServiceLayer.Crypto;

/// <summary>
/// The recipient's side of a set-up context: opens messages in the order in which they were sealed. Not for several threads.
/// </summary>
public sealed class HpkeRecipient : IDisposable
{
    private readonly byte[] encapsulated;

    internal HpkeRecipient(HpkeContext context, byte[] encapsulated)
    {
        Context = context;
        this.encapsulated = encapsulated;
    }

    /// <summary>The ephemeral public key that the sender sent: 65 bytes.</summary>
    public ReadOnlyMemory<byte> Encapsulated => encapsulated;

    internal HpkeContext Context { get; }

    /// <summary>Opens the next message; one that does not open leaves zeros, and is not counted.</summary>
    /// <param name="associated">What the sender said beside it.</param>
    /// <param name="sealedBytes">Ciphertext, then tag.</param>
    /// <param name="plaintext">Where to: exactly <see cref="Hpke.TagLength"/> bytes less than <paramref name="sealedBytes"/> has.</param>
    /// <exception cref="ArgumentException">There is not exactly room for it.</exception>
    /// <exception cref="InvalidOperationException">2⁶⁴ - 1 messages were opened.</exception>
    public bool TryOpen(ReadOnlySpan<byte> associated, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext) =>
        Context.TryOpen(associated, sealedBytes, plaintext);

    /// <summary>A secret that the sender can export too, and nobody else.</summary>
    /// <param name="context">What it is for.</param>
    /// <param name="secret">Where to, at most 8,160 bytes; the caller clears it.</param>
    public void Export(ReadOnlySpan<byte> context, Span<byte> secret) => Context.Export(context, secret);

    /// <summary>Clears the context's secrets.</summary>
    public void Dispose() => Context.Dispose();
}
