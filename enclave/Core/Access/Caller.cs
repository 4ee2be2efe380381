namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Who stamped a request: found inside the enclave, never said by the parent.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="KeyId">Its key: the RFC 7638 thumbprint of the public key, base64url.</param>
/// <param name="Scopes">What the key may do.</param>
/// <param name="ExpiresAt">When the key ends; null if never.</param>
public sealed record Caller(string AccountId, string KeyId, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt)
{
    /// <summary>The key that opened the session; null if the key that stamped is none.</summary>
    public string? OpenedBy { get; init; }

    /// <summary>Whether the enclave asks by itself, in the account's name, and no key of it: <see cref="KeyId"/> is then no key's.</summary>
    public bool IsEnclave { get; init; }

    /// <summary>The account's key that is behind the request: the one that stamped it, or opened the session that did.</summary>
    public string Principal => OpenedBy ?? KeyId;
}
