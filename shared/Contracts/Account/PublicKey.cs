using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Account;

/// <summary>What kind of key it is.</summary>
[JsonConverter(typeof(EnumNameConverter<KeyKind>))]
public enum KeyKind
{
    /// <summary>A P-256 key that stamps requests.</summary>
    [JsonStringEnumMemberName("p256")]
    P256,

    /// <summary>A passkey (WebAuthn, ES256): it opens sessions, and stamps nothing itself.</summary>
    [JsonStringEnumMemberName("webauthn")]
    WebAuthn,

    /// <summary>A Neo N3 key: it opens sessions, and stamps nothing itself.</summary>
    [JsonStringEnumMemberName("neo")]
    Neo,
}

/// <summary>A public key as a JWK (RFC 7517, RFC 7518 6.2): these members and no others.</summary>
public sealed record JsonWebKey
{
    /// <summary>Always <c>EC</c>.</summary>
    public required string Kty { get; init; }

    /// <summary>Always <c>P-256</c>.</summary>
    public required string Crv { get; init; }

    /// <summary>The x coordinate: 32 bytes, base64url.</summary>
    public required string X { get; init; }

    /// <summary>The y coordinate: 32 bytes, base64url.</summary>
    public required string Y { get; init; }
}
