namespace NeoServiceLayer.Contracts.Account;

/// <summary>The request of <c>account.addKey</c>.</summary>
public sealed record AddKeyRequest
{
    /// <summary>What kind of key it is: <c>p256</c>, which stamps, or <c>webauthn</c> or <c>neo</c>, which open sessions.</summary>
    public required KeyKind Kind { get; init; }

    /// <summary>The public half of a p256 key or a passkey. A key belongs to one account, once: not again after it was revoked.</summary>
    public JsonWebKey? PublicKey { get; init; }

    /// <summary>With kind neo, in the place of publicKey: the public key, compressed, as 66 hexadecimal digits.</summary>
    public string? NeoPublicKey { get; init; }

    /// <summary>With kind webauthn: the credential's id, rawId, of 16 to 1,023 bytes, base64url.</summary>
    public string? CredentialId { get; init; }

    /// <summary>What people call it; at most 128 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What it may do: <c>service.operation</c> or <c>service.*</c>, of what the key that asks may do itself.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it ends, RFC 3339 in UTC: not later than the key that asks, and absent only if that one never ends.</summary>
    public DateTime? ExpiresAt { get; init; }
}

/// <summary>The response of <c>account.addKey</c>.</summary>
public sealed class AddKeyResponse
{
    /// <summary>
    /// The key's id. Of a p256 key: its RFC 7638 thumbprint, the <c>kid</c> of its stamps. Of the others: base64url of SHA-256 over <c>webauthn</c> and
    /// the credential's id, or over <c>neo</c> and the compressed public key.
    /// </summary>
    public required string KeyId { get; init; }
}

/// <summary>The request of <c>account.listKeys</c>.</summary>
public sealed record ListKeysRequest
{
    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>account.listKeys</c>: the keys that were not revoked, in the order of their ids.</summary>
public sealed class ListKeysResponse
{
    /// <summary>The keys.</summary>
    public required IReadOnlyList<KeyDescription> Keys { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>A key of an account.</summary>
public sealed class KeyDescription
{
    /// <summary>Its id.</summary>
    public required string KeyId { get; init; }

    /// <summary>What kind of key it is.</summary>
    public required KeyKind Kind { get; init; }

    /// <summary>Its public half.</summary>
    public required JsonWebKey PublicKey { get; init; }

    /// <summary>A Neo key's public half as Neo writes it: 66 hexadecimal digits.</summary>
    public string? NeoPublicKey { get; init; }

    /// <summary>A passkey's credential id, base64url.</summary>
    public string? CredentialId { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it was added, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it ends, UTC; absent if never.</summary>
    public DateTime? ExpiresAt { get; init; }
}

/// <summary>The request of <c>account.updateKey</c>; what is absent stays.</summary>
public sealed record UpdateKeyRequest
{
    /// <summary>Which key of the account.</summary>
    public required string KeyId { get; init; }

    /// <summary>What people shall call it; at most 128 characters.</summary>
    public string? Name { get; init; }

    /// <summary>All that it shall be allowed; what is added must be of what the key that asks may do itself.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>When it shall end, RFC 3339 in UTC. Who lengthens a key's life needs all its scopes, and lives as long.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>Whether it shall end never; then without expiresAt.</summary>
    public bool NeverExpires { get; init; }
}

/// <summary>The response of <c>account.updateKey</c>: nothing but that it is done.</summary>
public sealed class UpdateKeyResponse;

/// <summary>The request of <c>account.revokeKey</c>.</summary>
public sealed record RevokeKeyRequest
{
    /// <summary>Which key of the account.</summary>
    public required string KeyId { get; init; }

    /// <summary>
    /// Whether the key shall end although a rule of the approval policy is left with too few keys for its approvals: what the rule is for can then be
    /// done no more until the policy is changed, and if that needs the same keys, never.
    /// </summary>
    public bool AcceptLockout { get; init; }
}

/// <summary>The response of <c>account.revokeKey</c>: nothing but that it is done.</summary>
public sealed class RevokeKeyResponse;
