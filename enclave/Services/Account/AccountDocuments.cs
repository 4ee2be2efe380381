using System.Text.Json.Serialization;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.Account;

/// <summary>An account as its owner knows it.</summary>
internal sealed record ProfileDocument
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The ids of its keys that were not revoked, the oldest first.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>When it was closed; null if it was not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>An invitation that was used. It stays, so that it is not used again.</summary>
internal sealed record UsedInvitationDocument
{
    /// <summary>By which account.</summary>
    public required string AccountId { get; init; }
}

/// <summary>An account's sessions, as far as they must be known; their keys are among access's.</summary>
internal sealed record SessionsDocument
{
    /// <summary>The oldest first.</summary>
    public required IReadOnlyList<SessionEntry> Sessions { get; init; }
}

/// <summary>A session.</summary>
internal sealed record SessionEntry
{
    /// <summary>Its key's id.</summary>
    public required string SessionId { get; init; }

    /// <summary>The key that opened it.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Until when the request that opened it could be sent again: so long its key is remembered.</summary>
    public required DateTimeOffset ChallengeExpiresAt { get; init; }

    /// <summary>When it was ended; null if it was not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it goes on.</summary>
    public bool IsLive(DateTimeOffset now) => EndedAt is null && ExpiresAt > now;

    /// <summary>Whether nothing of it need be known any more.</summary>
    public bool MayGo(DateTimeOffset now) => !IsLive(now) && ChallengeExpiresAt <= now;
}

/// <summary>Where the service keeps its documents; keys are access's.</summary>
internal static class AccountDocuments
{
    /// <summary>Accounts by their ids.</summary>
    internal static readonly DocumentTable<ProfileDocument> Profiles = new("account-profile", AccountDocumentJson.Default.ProfileDocument);

    /// <summary>Used invitations, by admin key and jti.</summary>
    internal static readonly DocumentTable<UsedInvitationDocument> Invitations =
        new("account-invitation", AccountDocumentJson.Default.UsedInvitationDocument);

    /// <summary>Sessions, by account.</summary>
    internal static readonly DocumentTable<SessionsDocument> Sessions = new("account-sessions", AccountDocumentJson.Default.SessionsDocument);
}

/// <summary>JSON of what the service keeps.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(ProfileDocument))]
[JsonType(typeof(UsedInvitationDocument))]
[JsonType(typeof(SessionsDocument))]
internal sealed partial class AccountDocumentJson : JsonContext;
