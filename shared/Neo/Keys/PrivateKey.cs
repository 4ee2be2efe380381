using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>A secp256r1 private key, 1 to n - 1. It owns its secret: a pinned copy, cleared when disposed, and the
/// native key that signs.</summary>
/// <remarks>The native key stays loaded, which makes signing three times as fast as an import for each signature.
/// Signing may be called from many threads at once (OpenSSL makes a context for each signature); disposing while
/// someone signs may not.</remarks>
public sealed class PrivateKey : IDisposable
{
    /// <summary>Bytes in the secret.</summary>
    public const int Length = Curve.FieldLength;

    // Pinned: the collector would leave copies behind when it moves an array.
    private readonly byte[] secret;
    private readonly ECDsa signer;
    private bool disposed;

    private PrivateKey(byte[] secret, ECDsa signer, PublicKey publicKey)
    {
        this.secret = secret;
        this.signer = signer;
        PublicKey = publicKey;
    }

    /// <summary>The point that belongs to it. It outlives this key.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>Draws a new key from the operating system's generator.</summary>
    public static PrivateKey Create() => Create(RandomNumberGenerator.Fill);

    /// <summary>Draws a new key from <paramref name="random"/>, which must fill the span with uniform bytes. Values
    /// outside 1 to n - 1 are drawn again (FIPS 186-5, A.2.2).</summary>
    public static PrivateKey Create(Action<Span<byte>> random)
    {
        Span<byte> candidate = stackalloc byte[Length];
        try
        {
            do
            {
                random(candidate);
            }
            while (!IsInRange(candidate));

            return Load(candidate);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(candidate);
        }
    }

    /// <summary>Takes a copy of a secret, big-endian. False unless it is 32 bytes and 1 to n - 1. Clearing
    /// <paramref name="secret"/> stays with the caller.</summary>
    public static bool TryImport(
        ReadOnlySpan<byte> secret, [NotNullWhen(true)] out PrivateKey? key)
    {
        key = IsInRange(secret) ? Load(secret) : null;
        return key is not null;
    }

    /// <summary>Signs SHA-256 of <paramref name="message"/> with ECDSA: r, then s, 64 bytes. Two signatures of one
    /// message differ.</summary>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[PublicKey.SignatureLength];
        Sign(message, signature);
        return signature;
    }

    /// <summary>Signs as <see cref="Sign(ReadOnlySpan{byte})"/> does, into the first 64 bytes of
    /// <paramref name="signature"/>.</summary>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="signature"/> is shorter.</exception>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(signature.Length, PublicKey.SignatureLength, nameof(signature));
        signer.SignData(
            message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>Copies the secret, 32 bytes, big-endian, to the beginning of <paramref name="destination"/>, which the
    /// caller clears when it is done.</summary>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is shorter.</exception>
    public void CopySecretTo(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Length, nameof(destination));
        secret.CopyTo(destination);
    }

    /// <summary>Clears the secret and frees the native key.</summary>
    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(secret);
        signer.Dispose();
    }

    // Takes the same time for every secret of 32 bytes: secret - n borrows exactly when the secret is smaller.
    internal static bool IsInRange(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != Length)
        {
            return false;
        }

        var any = 0;
        var borrow = 0;
        for (var i = Length - 1; i >= 0; i--)
        {
            any |= secret[i];
            borrow = ((secret[i] - Curve.Order[i] - borrow) >> 8) & 1;
        }

        return (any != 0) & (borrow != 0);
    }

    private static PrivateKey Load(ReadOnlySpan<byte> secret)
    {
        var owned = GC.AllocateUninitializedArray<byte>(Length, pinned: true);
        secret.CopyTo(owned);
        ECDsa? signer = null;
        try
        {
            signer = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = owned });
            var key = new PrivateKey(owned, signer, PointOf(signer));
            signer = null;
            owned = [];
            return key;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(owned);
            signer?.Dispose();
        }
    }

    private static PublicKey PointOf(ECDsa signer)
    {
        var point = signer.ExportParameters(includePrivateParameters: false).Q;
        Span<byte> bytes = stackalloc byte[PublicKey.UncompressedLength];
        bytes[0] = 4;
        point.X.CopyTo(bytes[1..]);
        point.Y.CopyTo(bytes[(1 + Length)..]);
        return PublicKey.TryParse(bytes, out var key)
            ? key
            : throw new CryptographicException("The generator gave a point that is not on the curve.");
    }
}
