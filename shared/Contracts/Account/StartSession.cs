using System.Text.Json.Serialization;

namespace NeoServiceLayer.Contracts.Account;

/// <summary>
/// The request of <c>account.startSession</c>, stamped by the session's key that it brings. One of webAuthn, neoMessage and neoLogin shows that the key
/// which opens it wants this.
/// </summary>
public sealed record StartSessionRequest
{
    /// <summary>The id of the passkey or Neo key that opens the session.</summary>
    public required string KeyId { get; init; }

    /// <summary>What account.createChallenge gave.</summary>
    public required string Challenge { get; init; }

    /// <summary>The public half of the session's key, which was made for this session alone.</summary>
    public required JsonWebKey SessionKey { get; init; }

    /// <summary>What people call the session; at most 128 characters.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// What it may do, of what the key that opens it may do. Absent: all of that but guard operations, which are only given by name; with neoLogin
    /// what only reads.
    /// </summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>
    /// When it ends, RFC 3339 in UTC: within 24 hours, and not later than the key that opens it. Absent: in an hour. Needed with neoMessage, which names
    /// it, and there in whole seconds.
    /// </summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>What a passkey signed.</summary>
    public WebAuthnAssertion? WebAuthn { get; init; }

    /// <summary>A wallet's signature over <see cref="SessionChallenge.Message"/>.</summary>
    public NeoMessageSignature? NeoMessage { get; init; }

    /// <summary>A sign-in with Neo (NEP-20).</summary>
    public NeoLoginSignature? NeoLogin { get; init; }
}

/// <summary>What <c>navigator.credentials.get</c> gave, as <c>toJSON()</c> writes it; its challenge is <see cref="SessionChallenge.Bind"/>.</summary>
public sealed record WebAuthnAssertion
{
    /// <summary>response.clientDataJSON, base64url.</summary>
    [JsonPropertyName("clientDataJSON")]
    public required string ClientDataJson { get; init; }

    /// <summary>response.authenticatorData, base64url.</summary>
    public required string AuthenticatorData { get; init; }

    /// <summary>response.signature, base64url.</summary>
    public required string Signature { get; init; }
}

/// <summary>A message's signature as wallets give it (dAPI's signMessage).</summary>
public sealed record NeoMessageSignature
{
    /// <summary>What the wallet put before the message: 32 hexadecimal digits; absent if it put nothing there.</summary>
    public string? Salt { get; init; }

    /// <summary>The signature: 128 hexadecimal digits, r and then s.</summary>
    public required string Signature { get; init; }
}

/// <summary>A sign-in with Neo (NEP-20), whose nonce is <see cref="SessionChallenge.LoginNonce"/>. It gives scopes that only read.</summary>
public sealed record NeoLoginSignature
{
    /// <summary>What was signed, 72 hexadecimal digits: network, nonce, time and script hash.</summary>
    public required string Message { get; init; }

    /// <summary>The signature: 128 hexadecimal digits, r and then s.</summary>
    public required string Signature { get; init; }
}
