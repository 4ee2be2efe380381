using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Account;

/// <summary>A public key that a request brings: of whatever kind, a point of P-256, and the id that it has here.</summary>
internal sealed class KeyMaterial(KeyKind kind, string keyId, string x, string y, string? credentialId = null)
{
    private const int ShortestCredentialId = 16;
    private const int LongestCredentialId = 1023;

    /// <summary>What kind of key it is.</summary>
    internal KeyKind Kind { get; } = kind;

    /// <summary>Its id.</summary>
    internal string KeyId { get; } = keyId;

    /// <summary>The x coordinate, base64url.</summary>
    internal string X { get; } = x;

    /// <summary>The y coordinate, base64url.</summary>
    internal string Y { get; } = y;

    /// <summary>A passkey's credential id, base64url; null for other kinds.</summary>
    internal string? CredentialId { get; } = credentialId;

    /// <summary>Reads what addKey brings.</summary>
    /// <exception cref="RequestException">invalidRequest: the members are not those of the kind.</exception>
    internal static KeyMaterial Read(AddKeyRequest request)
    {
        bool hasNeoKey = request.NeoPublicKey is not null;
        bool hasCredential = request.CredentialId is not null;
        if (hasNeoKey != (request.Kind == KeyKind.Neo) || hasCredential != (request.Kind == KeyKind.WebAuthn))
        {
            throw new RequestException("neoPublicKey stands with kind neo, and credentialId with kind webauthn, and with no other.");
        }

        if (request.Kind == KeyKind.Neo)
        {
            return request.PublicKey is null
                ? ReadNeo(request.NeoPublicKey!)
                : throw new RequestException("With kind neo the public key is neoPublicKey alone, without publicKey.");
        }

        using StampKey point = RequestedKey.ReadPoint(request.PublicKey, "publicKey");
        return request.CredentialId is { } id
            ? new KeyMaterial(KeyKind.WebAuthn, OpeningKeyId.OfPasskey(ReadCredentialId(id)), point.X, point.Y, id)
            : new KeyMaterial(KeyKind.P256, point.KeyId, point.X, point.Y);
    }

    /// <summary>A key that is kept, as Neo's.</summary>
    internal static PublicKey NeoKeyOf(KeyDocument key) => PublicKey.TryParse(PointOf(key.X, key.Y), out PublicKey? found)
        ? found
        : throw new InvalidOperationException("A key that is kept is no point.");

    /// <summary>A point from its coordinates: 04, x and y.</summary>
    internal static byte[] PointOf(string x, string y) =>
        Base64UrlText.TryDecode(x, StampKey.CoordinateLength, out byte[] bytesOfX) && Base64UrlText.TryDecode(y, StampKey.CoordinateLength, out byte[] bytesOfY)
            ? [0x04, .. bytesOfX, .. bytesOfY]
            : throw new InvalidOperationException("A key that was read has no coordinates.");

    private static KeyMaterial ReadNeo(string text)
    {
        if (!PublicKey.TryParse(text, out PublicKey? key))
        {
            throw new RequestException("neoPublicKey must be a public key of Neo N3, compressed: 66 hexadecimal digits that begin with 02 or 03.");
        }

        ReadOnlySpan<byte> point = key.ToUncompressed().AsSpan(1);
        return new KeyMaterial(
            KeyKind.Neo,
            OpeningKeyId.OfNeo(key.ToBytes()),
            Base64UrlText.Encode(point[..StampKey.CoordinateLength]),
            Base64UrlText.Encode(point[StampKey.CoordinateLength..]));
    }

    private static byte[] ReadCredentialId(string text) =>
        Ascii.IsValid(text) && Base64UrlText.TryDecode(Encoding.ASCII.GetBytes(text), out byte[] id) && id.Length is >= ShortestCredentialId and <= LongestCredentialId
            ? id
            : throw new RequestException($"credentialId must be the credential's rawId, {ShortestCredentialId} to {LongestCredentialId} bytes in base64url without padding.");
}
