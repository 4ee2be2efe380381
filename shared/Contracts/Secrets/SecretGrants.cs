using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>The request of <c>secrets.grantSecret</c>.</summary>
public sealed record GrantSecretRequest
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>Which function: 1 to 64 letters, digits, underscores and hyphens.</summary>
    public required string FunctionId { get; init; }

    /// <summary>The SHA-256 of the very source that may read it, 64 hexadecimal digits in lower case: another version may not.</summary>
    public required string SourceHash { get; init; }
}

/// <summary>A grant: one source of one function may read the secret.</summary>
public sealed class SecretGrant
{
    /// <summary>The function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>The SHA-256 of its source.</summary>
    public required string SourceHash { get; init; }

    /// <summary>When it was given, in UTC.</summary>
    public required DateTime GrantedAt { get; init; }

    /// <summary>The key that gave it.</summary>
    public required string GrantedBy { get; init; }
}

/// <summary>The request of <c>secrets.revokeGrant</c>.</summary>
public sealed record RevokeGrantRequest
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>Which function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>Of which source; absent: of all.</summary>
    public string? SourceHash { get; init; }
}

/// <summary>The response of <c>secrets.revokeGrant</c>.</summary>
public sealed class RevokeGrantResponse
{
    /// <summary>How many grants are gone; none there is no error.</summary>
    public required int Revoked { get; init; }
}

/// <summary>The request of <c>secrets.listGrants</c>.</summary>
public sealed record ListGrantsRequest
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>secrets.listGrants</c>.</summary>
public sealed class ListGrantsResponse
{
    /// <summary>The grants, by function and source.</summary>
    public required IReadOnlyList<SecretGrant> Grants { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>Why a function may not read a secret.</summary>
[JsonConverter(typeof(EnumNameConverter<AccessRefusal>))]
public enum AccessRefusal
{
    /// <summary>It has no grant.</summary>
    [JsonStringEnumMemberName("notGranted")]
    NotGranted,

    /// <summary>Another source of it has.</summary>
    [JsonStringEnumMemberName("otherSource")]
    OtherSource,

    /// <summary>The secret is deleted.</summary>
    [JsonStringEnumMemberName("deleted")]
    Deleted,

    /// <summary>The secret has expired.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}

/// <summary>The request of <c>secrets.checkAccess</c>.</summary>
public sealed record CheckAccessRequest
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>Which function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>Of which source; absent: of any.</summary>
    public string? SourceHash { get; init; }
}

/// <summary>The response of <c>secrets.checkAccess</c>.</summary>
public sealed class CheckAccessResponse
{
    /// <summary>Whether it may read the secret now.</summary>
    public required bool Allowed { get; init; }

    /// <summary>Why not.</summary>
    public AccessRefusal? Reason { get; init; }
}
