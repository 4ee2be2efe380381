using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Protocol.Stamps;

/// <summary>
/// The public half of a key that stamps: P-256, as the JWK members x and y. Any number of threads may use it at once.
/// </summary>
public sealed class StampKey : IDisposable
{
    /// <summary>The length of a coordinate, in bytes.</summary>
    public const int CoordinateLength = 32;

    /// <summary>The length of a signature (r, then s), in bytes.</summary>
    public const int SignatureLength = 64;

    /// <summary>The length of a key's id, in characters.</summary>
    public const int KeyIdLength = 43;

    private readonly ECDsa key;

    private StampKey(ECDsa key, string x, string y)
    {
        this.key = key;
        X = x;
        Y = y;
        KeyId = Thumbprint(x, y);
    }

    /// <summary>The x coordinate, base64url.</summary>
    public string X { get; }

    /// <summary>The y coordinate, base64url.</summary>
    public string Y { get; }

    /// <summary>The key's id: its JWK's SHA-256 thumbprint (RFC 7638), base64url.</summary>
    public string KeyId { get; }

    /// <summary>Reads a key; false if the coordinates are not base64url of 32 bytes each, or no point of the curve.</summary>
    public static bool TryCreate(string x, string y, [NotNullWhen(true)] out StampKey? key)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        key = null;
        if (!Base64UrlText.TryDecode(x, CoordinateLength, out byte[] bytesOfX) || !Base64UrlText.TryDecode(y, CoordinateLength, out byte[] bytesOfY))
        {
            return false;
        }

        try
        {
            key = new StampKey(
                ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = bytesOfX, Y = bytesOfY } }), x, y);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The public half of a key pair, which stays the caller's.</summary>
    /// <exception cref="ArgumentException">It is not of P-256.</exception>
    public static StampKey Of(ECDsa pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ECParameters parameters = pair.ExportParameters(includePrivateParameters: false);
        return parameters.Q is { X.Length: CoordinateLength, Y.Length: CoordinateLength }
            && TryCreate(Base64UrlText.Encode(parameters.Q.X), Base64UrlText.Encode(parameters.Q.Y), out StampKey? key)
            ? key
            : throw new ArgumentException("Stamps are made with keys of P-256.", nameof(pair));
    }

    /// <summary>
    /// Whether the key made a signature over a text of ASCII, a dot, and a payload: what a JWS signs. Both s and n − s hold, as RFC
    /// 7518 has it.
    /// </summary>
    public bool Verifies(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SigningInput.Digest(header, payload, digest);
        return signature.Length == SignatureLength
            && key.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    // RFC 7638: the required members in the order of their names, without white space. Base64url needs no escapes.
    private static string Thumbprint(string x, string y) => Base64UrlText.Encode(
        SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
}
