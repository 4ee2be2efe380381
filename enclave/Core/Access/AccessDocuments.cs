using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access.Approvals;
using NeoServiceLayer.Enclave.Core.Access.Idempotency;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>
/// A key of an account, found by its id. It stays when it is revoked, so that it is never taken again. A session is a key too, one that
/// another key opened; it goes when it is over.
/// </summary>
public sealed record KeyDocument
{
    /// <summary>Whose it is; never changed.</summary>
    public required string AccountId { get; init; }

    /// <summary>What kind of key it is.</summary>
    public required KeyKind Kind { get; init; }

    /// <summary>Its x coordinate, base64url.</summary>
    public required string X { get; init; }

    /// <summary>Its y coordinate, base64url.</summary>
    public required string Y { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends; null if never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null if it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>A passkey's credential id, base64url; null for other kinds.</summary>
    public string? CredentialId { get; init; }

    /// <summary>What a passkey's counter of signatures said last; 0 where it has none.</summary>
    public uint SignCount { get; init; }

    /// <summary>The key that opened the session; null if this is no session's key.</summary>
    public string? OpenedBy { get; init; }

    /// <summary>Whether it is a session's.</summary>
    [JsonIgnore]
    public bool IsSession => OpenedBy is not null;

    /// <summary>Whether it stamps requests; the other kinds open sessions.</summary>
    [JsonIgnore]
    public bool Stamps => Kind == KeyKind.P256;

    /// <summary>Whether it may be used.</summary>
    public bool IsAlive(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}

/// <summary>What the account's calls go on from; changed with each of them that changes state.</summary>
internal sealed record AccountDocument
{
    /// <summary>How many records its services hold for it.</summary>
    public long Records { get; init; }

    /// <summary>How many responses are remembered.</summary>
    public int Remembered { get; init; }

    /// <summary>The sequence of the oldest audit event whose response may still be remembered.</summary>
    public long OldestRemembered { get; init; } = 1;

    /// <summary>That event's time; what is remembered is not older.</summary>
    public DateTime OldestRememberedAt { get; init; }

    /// <summary>How many audit events there are.</summary>
    public long Events { get; init; }

    /// <summary>The last one's time.</summary>
    public DateTime LastEventAt { get; init; }

    /// <summary>When it was closed; null if it was not.</summary>
    public DateTime? ClosedAt { get; init; }

    /// <summary>The last one's hash.</summary>
    public required string LastHash { get; init; }
}

/// <summary>Where access keeps its documents.</summary>
public static class AccessDocuments
{
    /// <summary>Keys by their ids.</summary>
    public static readonly DocumentTable<KeyDocument> Keys = new("key", AccessJson.Default.KeyDocument);

    internal static readonly DocumentTable<AccountDocument> Accounts = new("account", AccessJson.Default.AccountDocument);

    internal static readonly DocumentTable<RememberedResponse> Remembered = new("remembered", AccessJson.Default.RememberedResponse);

    internal static readonly LogTable<AuditEvent> Events = new("audit", AccessJson.Default.AuditEvent);
}

/// <summary>JSON of what access keeps.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(KeyDocument))]
[JsonType(typeof(AccountDocument))]
[JsonType(typeof(RememberedResponse))]
[JsonType(typeof(AuditEvent))]
[JsonType(typeof(ApprovalPolicyDocument))]
[JsonType(typeof(ApprovalRollDocument))]
[JsonType(typeof(ApprovalDocument))]
internal sealed partial class AccessJson : JsonContext;
