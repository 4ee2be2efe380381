namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>A secret, as its owner sees it: everything but its values.</summary>
public sealed class SecretDescription
{
    /// <summary>Its id.</summary>
    public required string SecretId { get; init; }

    /// <summary>The owner's name for it, which no other of the account's secrets has.</summary>
    public required string Name { get; init; }

    /// <summary>What the owner says of it.</summary>
    public string? Description { get; init; }

    /// <summary>The owner's words for finding it.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The newest version.</summary>
    public required long CurrentVersion { get; init; }

    /// <summary>When it was created, in UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it last got a value, in UTC.</summary>
    public required DateTime RotatedAt { get; init; }

    /// <summary>After how many days it should get another value.</summary>
    public int? RotationPeriodDays { get; init; }

    /// <summary>When that is, in UTC.</summary>
    public DateTime? NextRotationAt { get; init; }

    /// <summary>Whether that time has come. Nothing ends by itself then.</summary>
    public required bool RotationDue { get; init; }

    /// <summary>From when on it gives out no value, in UTC.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>When it was deleted, in UTC.</summary>
    public DateTime? DeletedAt { get; init; }

    /// <summary>Until when it can be restored, in UTC.</summary>
    public DateTime? RecoverableUntil { get; init; }
}

/// <summary>The response of what gives a secret a value.</summary>
public sealed class SecretVersionResponse
{
    /// <summary>The secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>The version that the value is: 1 for the first.</summary>
    public required long Version { get; init; }
}
