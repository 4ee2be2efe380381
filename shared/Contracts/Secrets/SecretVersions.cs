using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>What has become of a version.</summary>
[JsonConverter(typeof(EnumNameConverter<VersionState>))]
public enum VersionState
{
    /// <summary>The newest: what is read where no version is named.</summary>
    [JsonStringEnumMemberName("current")]
    Current,

    /// <summary>An older one that can be read.</summary>
    [JsonStringEnumMemberName("previous")]
    Previous,

    /// <summary>Its value is gone.</summary>
    [JsonStringEnumMemberName("destroyed")]
    Destroyed,
}

/// <summary>A version of a secret.</summary>
public sealed class SecretVersion
{
    /// <summary>Its number.</summary>
    public required long Version { get; init; }

    /// <summary>What has become of it.</summary>
    public required VersionState State { get; init; }

    /// <summary>How long its value is or was, in bytes.</summary>
    public required int Bytes { get; init; }

    /// <summary>When it was written, in UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>The key that wrote it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Until when it can be read after a rotation, in UTC.</summary>
    public DateTime? ReadableUntil { get; init; }

    /// <summary>When it was destroyed, in UTC.</summary>
    public DateTime? DestroyedAt { get; init; }
}

/// <summary>The request of <c>secrets.listSecretVersions</c>.</summary>
public sealed record ListSecretVersionsRequest
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>secrets.listSecretVersions</c>.</summary>
public sealed class ListSecretVersionsResponse
{
    /// <summary>The versions that are kept, the newest first.</summary>
    public required IReadOnlyList<SecretVersion> Versions { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>The request of <c>secrets.destroySecretVersion</c>.</summary>
public sealed record DestroySecretVersionRequest
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>Which version.</summary>
    public required long Version { get; init; }
}
