using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Account;

/// <summary>Reads what requests say about keys; a refusal names the member and what it takes.</summary>
internal static class RequestedKey
{
    private const int MaxNameLength = 128;

    /// <summary>Reads the key that an account begins with: one that stamps.</summary>
    internal static StampKey ReadFirst(KeyKind kind, JsonWebKey publicKey) => kind == KeyKind.P256
        ? ReadPoint(publicKey, "publicKey")
        : throw new RequestException("kind must be p256: the first key stamps the request that begins the account. Add passkeys and Neo keys afterwards, with addKey.");

    /// <summary>Reads a public key.</summary>
    internal static StampKey ReadPoint(JsonWebKey? publicKey, string member) =>
        publicKey is { Kty: "EC", Crv: "P-256" } && StampKey.TryCreate(publicKey.X, publicKey.Y, out StampKey? key)
            ? key
            : throw new RequestException($"{member} must be a JWK of P-256: kty EC, crv P-256, and x and y, each 32 bytes in base64url without padding.");

    /// <summary>Reads scopes: known ones, each once.</summary>
    internal static IReadOnlyList<string> ReadScopes(IReadOnlyList<string> scopes)
    {
        if (scopes.Count is 0 or > Scopes.MaxCount)
        {
            throw new RequestException($"scopes has 1 to {Scopes.MaxCount} entries.");
        }

        if (scopes.Any(scope => !Scopes.IsKnown(scope)))
        {
            throw new RequestException("scopes holds service.operation or service.*, such as wallet.signData or wallet.*; one of these names neither a service nor a stamped operation.");
        }

        return [.. scopes.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Reads the end of a key's life: UTC, and to come.</summary>
    internal static DateTimeOffset? ReadEnd(DateTime? expiresAt, DateTimeOffset now) => expiresAt switch
    {
        null => null,
        { Kind: not DateTimeKind.Utc } => throw new RequestException("expiresAt must be RFC 3339 in UTC, with a Z at its end."),
        { } end => end > now.UtcDateTime ? new DateTimeOffset(end) : throw new RequestException("expiresAt must be a time to come; revokeKey ends a key now."),
    };

    /// <summary>Reads what people call something: so many visible characters, or null.</summary>
    internal static string? ReadName(string? name) => name is null || IsName(name)
        ? name
        : throw new RequestException($"name has 1 to {MaxNameLength} characters, none of them a control character.");

    private static bool IsName(string name) => name.Length is > 0 and <= MaxNameLength && !name.Any(char.IsControl);
}
