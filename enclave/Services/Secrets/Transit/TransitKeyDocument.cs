using NeoServiceLayer.Contracts.Secrets;

namespace NeoServiceLayer.Enclave.Secrets.Transit;

/// <summary>What is stored of a transit key beside the key itself.</summary>
internal sealed record TransitKeyDocument
{
    public required string KeyName { get; init; }

    public required long LatestVersion { get; init; }

    /// <summary>The oldest version that there still is.</summary>
    public required long MinAvailableVersion { get; init; }

    public required long MinDecryptionVersion { get; init; }

    public required bool DeletionAllowed { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime RotatedAt { get; init; }

    internal TransitKeyDescription Describe() => new()
    {
        KeyName = KeyName,
        LatestVersion = LatestVersion,
        MinAvailableVersion = MinAvailableVersion,
        MinDecryptionVersion = MinDecryptionVersion,
        DeletionAllowed = DeletionAllowed,
        CreatedAt = CreatedAt,
        RotatedAt = RotatedAt,
    };
}
