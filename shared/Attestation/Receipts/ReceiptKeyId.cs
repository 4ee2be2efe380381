using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Attestation.Receipts;

/// <summary>The id of a receipt key: its JWK's SHA-256 thumbprint (RFC 7638), base64url.</summary>
public static class ReceiptKeyId
{
    /// <summary>Its length, in characters.</summary>
    public const int Length = 43;

    /// <summary>Length of the key: 4, then x and y of 32 bytes each (SEC 1, uncompressed).</summary>
    public const int KeyLength = 65;

    private const int CoordinateLength = 32;
    private const byte Uncompressed = 4;

    /// <summary>The id of a key.</summary>
    /// <exception cref="ArgumentException">It is not <see cref="KeyLength"/> bytes that begin with 4.</exception>
    public static string Of(ReadOnlySpan<byte> key)
    {
        if (!IsKey(key))
        {
            throw new ArgumentException($"A receipt key is a point of P-256, uncompressed: {KeyLength} bytes.", nameof(key));
        }

        string x = Base64Url.EncodeToString(key.Slice(1, CoordinateLength));
        string y = Base64Url.EncodeToString(key[^CoordinateLength..]);
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(
            $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
    }

    /// <summary>Whether bytes have the form of a key; not, whether it is a point of the curve.</summary>
    internal static bool IsKey(ReadOnlySpan<byte> key) => key.Length == KeyLength && key[0] == Uncompressed;

    /// <summary>The key, ready to verify with; null if it is none.</summary>
    internal static ECDsa? TryLoad(ReadOnlySpan<byte> key)
    {
        if (!IsKey(key))
        {
            return null;
        }

        try
        {
            return ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = key.Slice(1, CoordinateLength).ToArray(), Y = key[^CoordinateLength..].ToArray() },
            });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
