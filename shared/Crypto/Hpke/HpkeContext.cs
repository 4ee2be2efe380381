using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NeoServiceLayer.Crypto;

/// <summary>What sender and recipient have in common once a secret is agreed on: RFC 9180, 4.1, 5.1 and 5.2. Not for several threads.</summary>
internal sealed class HpkeContext : IDisposable
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int MaxExportLength = 255 * LabeledKdf.HashLength;

    private readonly byte[] exporter = GC.AllocateArray<byte>(LabeledKdf.HashLength, pinned: true);
    private readonly byte[] baseNonce = GC.AllocateArray<byte>(NonceLength, pinned: true);
    private readonly AesGcm cipher;
    private bool disposed;

    /// <summary>The key schedule of base mode: no shared key beforehand, no authenticated sender.</summary>
    private HpkeContext(ReadOnlySpan<byte> sharedSecret, ReadOnlySpan<byte> info)
    {
        Span<byte> schedule = stackalloc byte[1 + (2 * LabeledKdf.HashLength)];
        schedule[0] = 0; // the mode
        LabeledKdf.Extract(LabeledKdf.Suite, [], "psk_id_hash"u8, [], schedule.Slice(1, LabeledKdf.HashLength));
        LabeledKdf.Extract(LabeledKdf.Suite, [], "info_hash"u8, info, schedule[(1 + LabeledKdf.HashLength)..]);
        Span<byte> secret = stackalloc byte[LabeledKdf.HashLength];
        Span<byte> key = stackalloc byte[KeyLength];
        try
        {
            LabeledKdf.Extract(LabeledKdf.Suite, sharedSecret, "secret"u8, [], secret);
            LabeledKdf.Expand(LabeledKdf.Suite, secret, "key"u8, schedule, key);
            LabeledKdf.Expand(LabeledKdf.Suite, secret, "base_nonce"u8, schedule, baseNonce);
            LabeledKdf.Expand(LabeledKdf.Suite, secret, "exp"u8, schedule, exporter);
            cipher = new AesGcm(key, Hpke.TagLength);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>How many messages have passed.</summary>
    internal ulong Sequence { get; set; }

    /// <summary>The context of the secret that a pair has in common with the owner of a point (ExtractAndExpand, then the schedule).</summary>
    /// <param name="own">The sender's ephemeral pair, or the recipient's.</param>
    /// <param name="other">The other one's public key, a valid point.</param>
    /// <param name="encapsulated">The ephemeral pair's public key.</param>
    /// <param name="recipient">The recipient's public key.</param>
    /// <param name="info">What both sides must say alike.</param>
    internal static HpkeContext Agree(
        HpkeKeyPair own, ReadOnlySpan<byte> other, ReadOnlySpan<byte> encapsulated, ReadOnlySpan<byte> recipient, ReadOnlySpan<byte> info)
    {
        Span<byte> keys = stackalloc byte[2 * Hpke.PublicKeyLength];
        encapsulated.CopyTo(keys);
        recipient.CopyTo(keys[Hpke.PublicKeyLength..]);
        Span<byte> secret = stackalloc byte[LabeledKdf.HashLength];
        Span<byte> extracted = stackalloc byte[LabeledKdf.HashLength];
        try
        {
            own.Agree(other, secret);
            LabeledKdf.Extract(LabeledKdf.KemSuite, [], "eae_prk"u8, secret, extracted);
            LabeledKdf.Expand(LabeledKdf.KemSuite, extracted, "shared_secret"u8, keys, secret);
            return new HpkeContext(secret, info);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(extracted);
        }
    }

    /// <summary>Seals the next message: ciphertext, then tag.</summary>
    /// <exception cref="ArgumentException">There is not exactly room for it.</exception>
    internal void Seal(ReadOnlySpan<byte> associated, ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes)
    {
        if (sealedBytes.Length - Hpke.TagLength != plaintext.Length)
        {
            throw new ArgumentException($"A sealed message is {Hpke.TagLength} bytes longer than what it holds.", nameof(sealedBytes));
        }

        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce);
        cipher.Encrypt(nonce, plaintext, sealedBytes[..plaintext.Length], sealedBytes[plaintext.Length..], associated);
        Sequence++;
    }

    /// <summary>Opens the next message. One that does not open does not count, and leaves zeros.</summary>
    internal bool TryOpen(ReadOnlySpan<byte> associated, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce);
        if (!GcmText.TryOpen(cipher, nonce, associated, sealedBytes, plaintext))
        {
            return false;
        }

        Sequence++;
        return true;
    }

    /// <summary>A secret of as many bytes as <paramref name="secret"/> has, for one use that the context names.</summary>
    internal void Export(ReadOnlySpan<byte> context, Span<byte> secret)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(secret.Length, MaxExportLength, nameof(secret));
        LabeledKdf.Expand(LabeledKdf.Suite, exporter, "sec"u8, context, secret);
    }

    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(exporter);
        CryptographicOperations.ZeroMemory(baseNonce);
        cipher.Dispose();
    }

    /// <exception cref="InvalidOperationException">The last number was used: another message would repeat a nonce.</exception>
    private void WriteNonce(Span<byte> nonce)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (Sequence == ulong.MaxValue)
        {
            throw new InvalidOperationException("The context has sealed or opened all the messages that it may; set up another.");
        }

        baseNonce.CopyTo(nonce);
        Span<byte> counted = nonce[^sizeof(ulong)..];
        BinaryPrimitives.WriteUInt64BigEndian(counted, BinaryPrimitives.ReadUInt64BigEndian(counted) ^ Sequence);
    }
}
