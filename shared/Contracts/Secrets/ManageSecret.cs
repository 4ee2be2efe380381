namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>The request of <c>secrets.getSecret</c>: exactly one of its members.</summary>
public sealed record GetSecretRequest
{
    /// <summary>Which secret.</summary>
    public string? SecretId { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }
}

/// <summary>The request of <c>secrets.listSecrets</c>.</summary>
public sealed record ListSecretsRequest
{
    /// <summary>Only secrets with this tag. A page may have few or none then, and more behind nextCursor.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether deleted ones are listed too, while they can be restored.</summary>
    public bool IncludeDeleted { get; init; }

    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning. The other members stay as they were.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>secrets.listSecrets</c>.</summary>
public sealed class ListSecretsResponse
{
    /// <summary>The account's secrets, in the order in which they were created.</summary>
    public required IReadOnlyList<SecretDescription> Secrets { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>The request of <c>secrets.updateSecret</c>; what is absent stays.</summary>
public sealed record UpdateSecretRequest
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new description; empty: none.</summary>
    public string? Description { get; init; }

    /// <summary>All its tags from now on.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>After how many days it should get another value, 1 to 3,650; 0: never.</summary>
    public int? RotationPeriodDays { get; init; }

    /// <summary>From when on it gives out no value: later than now, RFC 3339 in UTC. An expired secret comes back so.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>Takes its expiry away.</summary>
    public bool NeverExpires { get; init; }
}

/// <summary>The request of <c>secrets.deleteSecret</c>.</summary>
public sealed record DeleteSecretRequest
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>For how many days it can be restored, 0 to 365; 30 when absent. With 0 it is gone at once.</summary>
    public int? RecoveryDays { get; init; }
}

/// <summary>The request of <c>secrets.restoreSecret</c>.</summary>
public sealed record RestoreSecretRequest
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }
}
