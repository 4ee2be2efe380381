using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NeoServiceLayer.Crypto;

/// <summary>
/// A key pair that messages are sealed to: P-256, as DHKEM(P-256, HKDF-SHA256) of RFC 9180 takes it. It owns its private key: a pinned copy,
/// cleared when disposed, and the native key that agrees on secrets.
/// </summary>
/// <remarks>Any number of threads may open with it at once; disposing while someone opens may not be.</remarks>
public sealed class HpkeKeyPair : IDisposable
{
    /// <summary>Bytes in a private key.</summary>
    public const int PrivateKeyLength = Point.FieldLength;

    // Pinned: the collector would leave copies behind when it moves an array.
    private readonly byte[] secret = GC.AllocateArray<byte>(PrivateKeyLength, pinned: true);
    private readonly byte[] publicKey = new byte[Hpke.PublicKeyLength];
    private readonly ECDiffieHellman agreement;
    private bool disposed;

    private HpkeKeyPair(ReadOnlySpan<byte> privateKey)
    {
        privateKey.CopyTo(secret);
        agreement = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
        ECPoint point = agreement.ExportParameters(includePrivateParameters: false).Q;
        Point.Write(point.X, point.Y, publicKey);
    }

    /// <summary>The public key: 65 bytes, uncompressed. It outlives the pair.</summary>
    public ReadOnlyMemory<byte> PublicKey => publicKey;

    /// <summary>Draws a new pair from the operating system's generator.</summary>
    public static HpkeKeyPair Create()
    {
        Span<byte> candidate = stackalloc byte[PrivateKeyLength];
        try
        {
            // Values outside 1 to n - 1 are drawn again (FIPS 186-5, A.2.2).
            do
            {
                RandomNumberGenerator.Fill(candidate);
            }
            while (!IsPrivateKey(candidate));

            return new HpkeKeyPair(candidate);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(candidate);
        }
    }

    /// <summary>Takes a copy of a private key; clearing what was given stays with the caller.</summary>
    /// <param name="privateKey">32 bytes, big-endian, 1 to n - 1.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static HpkeKeyPair Import(ReadOnlySpan<byte> privateKey) => IsPrivateKey(privateKey)
        ? new HpkeKeyPair(privateKey)
        : throw new ArgumentException("A private key of P-256 is 32 bytes, a number from 1 to n - 1.", nameof(privateKey));

    /// <summary>Copies the private key, 32 bytes, to <paramref name="destination"/>, which the caller clears when it is done.</summary>
    /// <exception cref="ObjectDisposedException">The pair is gone.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is not 32 bytes long.</exception>
    public void ExportPrivateKey(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (destination.Length != PrivateKeyLength)
        {
            throw new ArgumentException("A private key takes 32 bytes.", nameof(destination));
        }

        secret.CopyTo(destination);
    }

    /// <summary>Clears the private key and frees the native one.</summary>
    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(secret);
        agreement.Dispose();
    }

    /// <summary>The secret that this pair and the owner of a point have in common: the x of the product, 32 bytes.</summary>
    /// <param name="point">A point that <see cref="Point.IsValid"/> has passed.</param>
    /// <param name="shared">Where to; the caller clears it.</param>
    internal void Agree(ReadOnlySpan<byte> point, Span<byte> shared)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using ECDiffieHellman other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = point.Slice(1, Point.FieldLength).ToArray(),
                Y = point[(1 + Point.FieldLength)..].ToArray(),
            },
        });

        // The framework gives it in an array of its own. Held fast at once, it is cleared where it is.
        byte[] agreed = agreement.DeriveRawSecretAgreement(other.PublicKey);
        GCHandle held = GCHandle.Alloc(agreed, GCHandleType.Pinned);
        agreed.CopyTo(shared);
        CryptographicOperations.ZeroMemory(agreed);
        held.Free();
    }

    /// <summary>Takes the same time for every key of 32 bytes: key - n borrows exactly when the key is smaller.</summary>
    private static bool IsPrivateKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != PrivateKeyLength)
        {
            return false;
        }

        int any = 0;
        int borrow = 0;
        for (int i = PrivateKeyLength - 1; i >= 0; i--)
        {
            any |= key[i];
            borrow = ((key[i] - Point.Order[i] - borrow) >> 8) & 1;
        }

        return (any != 0) & (borrow != 0);
    }
}
