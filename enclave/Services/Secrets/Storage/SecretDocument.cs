using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.Secrets.Storage;

/// <summary>What is stored of a secret beside its values.</summary>
internal sealed record SecretDocument
{
    /// <summary>Whose it is.</summary>
    public required string AccountId { get; init; }

    /// <summary>Its id, which is the document's name too.</summary>
    public required string SecretId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public int? RotationPeriodDays { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? DeletedAt { get; init; }

    /// <summary>From when on a deleted one is gone, although its records may be there still.</summary>
    public DateTime? GoneAt { get; init; }

    /// <summary>The versions that are kept, the newest last; there is always one.</summary>
    public required IReadOnlyList<StoredVersion> Versions { get; init; }

    internal StoredVersion Current => Versions[^1];

    internal bool IsGone(DateTime now) => GoneAt <= now;

    internal bool IsExpired(DateTime now) => ExpiresAt <= now;

    internal SecretDescription Describe(DateTime now)
    {
        DateTime? next = RotationPeriodDays is { } days ? Current.CreatedAt.AddDays(days) : null;
        return new SecretDescription
        {
            SecretId = SecretId,
            Name = Name,
            Description = Description,
            Tags = Tags,
            CurrentVersion = Current.Version,
            CreatedAt = CreatedAt,
            RotatedAt = Current.CreatedAt,
            RotationPeriodDays = RotationPeriodDays,
            NextRotationAt = next,
            RotationDue = next <= now,
            ExpiresAt = ExpiresAt,
            DeletedAt = DeletedAt,
            RecoverableUntil = GoneAt,
        };
    }

    internal SecretVersion Describe(StoredVersion version, DateTime now) => new()
    {
        Version = version.Version,
        State = !version.IsReadable(now) ? VersionState.Destroyed : version == Current ? VersionState.Current : VersionState.Previous,
        Bytes = version.Bytes,
        CreatedAt = version.CreatedAt,
        CreatedBy = version.CreatedBy,
        ReadableUntil = version.ReadableUntil,
        DestroyedAt = version.DestroyedAt ?? (version.IsReadable(now) ? null : version.ReadableUntil),
    };
}

/// <summary>What is stored of a version beside its value.</summary>
internal sealed record StoredVersion
{
    public required long Version { get; init; }

    /// <summary>The value's length.</summary>
    public required int Bytes { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>When a rotation ends it.</summary>
    public DateTime? ReadableUntil { get; init; }

    /// <summary>When its records were removed.</summary>
    public DateTime? DestroyedAt { get; init; }

    internal bool IsReadable(DateTime now) => DestroyedAt is null && !(ReadableUntil <= now);
}

/// <summary>Documents as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonType(typeof(SecretDocument))]
[JsonType(typeof(Transit.TransitKeyDocument))]
internal sealed partial class SecretsDocumentJson : JsonContext;
