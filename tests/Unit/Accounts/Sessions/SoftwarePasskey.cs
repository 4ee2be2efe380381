using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Tests.Accounts.Sessions;

/// <summary>What a passkey and its browser are made to say; each member may be wrong.</summary>
internal sealed record Ceremony
{
    internal required byte[] Challenge { get; init; }

    internal string Type { get; init; } = "webauthn.get";

    internal string Origin { get; init; } = "https://app.example.org";

    /// <summary>What follows origin in clientDataJSON.</summary>
    internal string Rest { get; init; } = ",\"crossOrigin\":false";

    internal string RpId { get; init; } = "example.org";

    /// <summary>User present and verified; backup flags may be added.</summary>
    internal byte Flags { get; init; } = 0x05;

    internal uint Count { get; init; }

    /// <summary>What follows the counter in authenticatorData.</summary>
    internal byte[] Behind { get; init; } = [];

    internal Func<byte[], byte[]> AlterData { get; init; } = static bytes => bytes;

    internal Func<byte[], byte[]> AlterJson { get; init; } = static bytes => bytes;

    internal Func<byte[], byte[]> AlterSignature { get; init; } = static bytes => bytes;
}

/// <summary>
/// A software authenticator for tests, and the browser before it: authenticatorData, clientDataJSON and signature as W3C WebAuthn Level 3 has them
/// (6.1, 5.8.1.1, 6.3.3). It asks nobody and protects nothing.
/// </summary>
internal sealed class SoftwarePasskey : IDisposable
{
    private readonly ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal byte[] CredentialId { get; } = RandomNumberGenerator.GetBytes(32);

    internal string KeyId => OpeningKeyId.OfPasskey(CredentialId);

    internal AddKeyRequest Adding(IReadOnlyList<string> scopes, DateTimeOffset? expiresAt = null)
    {
        using StampKey key = StampKey.Of(pair);
        return new AddKeyRequest
        {
            Kind = KeyKind.WebAuthn,
            PublicKey = new JsonWebKey { Kty = "EC", Crv = "P-256", X = key.X, Y = key.Y },
            CredentialId = Base64UrlText.Encode(CredentialId),
            Scopes = scopes,
            ExpiresAt = expiresAt?.UtcDateTime,
        };
    }

    internal WebAuthnAssertion Sign(Ceremony ceremony)
    {
        byte[] json = ceremony.AlterJson(Encoding.UTF8.GetBytes(
            $"{{\"type\":\"{ceremony.Type}\",\"challenge\":\"{Base64UrlText.Encode(ceremony.Challenge)}\",\"origin\":\"{ceremony.Origin}\"{ceremony.Rest}}}"));
        byte[] count = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(count, ceremony.Count);
        byte[] data = ceremony.AlterData([.. SHA256.HashData(Encoding.UTF8.GetBytes(ceremony.RpId)), ceremony.Flags, .. count, .. ceremony.Behind]);
        byte[] signature = pair.SignData([.. data, .. SHA256.HashData(json)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new WebAuthnAssertion
        {
            ClientDataJson = Base64UrlText.Encode(json),
            AuthenticatorData = Base64UrlText.Encode(data),
            Signature = Base64UrlText.Encode(ceremony.AlterSignature(signature)),
        };
    }

    public void Dispose() => pair.Dispose();
}
