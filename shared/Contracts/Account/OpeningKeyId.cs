using System.Buffers.Text;
using System.Security.Cryptography;

namespace NeoServiceLayer.Contracts.Account;

/// <summary>The ids of keys that open sessions: whoever has the key can say its id without asking.</summary>
public static class OpeningKeyId
{
    /// <summary>A passkey's: base64url of SHA-256 over <c>webauthn</c> and the credential's id.</summary>
    public static string OfPasskey(ReadOnlySpan<byte> credentialId) => Of("webauthn"u8, credentialId);

    /// <summary>A Neo key's: base64url of SHA-256 over <c>neo</c> and the public key, compressed.</summary>
    public static string OfNeo(ReadOnlySpan<byte> publicKey) => Of("neo"u8, publicKey);

    private static string Of(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> key) => Base64Url.EncodeToString(SHA256.HashData([.. kind, .. key]));
}
