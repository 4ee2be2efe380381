namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>The request of <c>secrets.listSecretAccess</c>.</summary>
public sealed record ListSecretAccessRequest
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>secrets.listSecretAccess</c>.</summary>
public sealed class ListSecretAccessResponse
{
    /// <summary>Who read it, the latest first. There may be few or none, and more behind nextCursor.</summary>
    public required IReadOnlyList<SecretAccess> Accesses { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>One reading of a secret's value.</summary>
public sealed class SecretAccess
{
    /// <summary>The account's audit event that it is.</summary>
    public required long Sequence { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>The key that asked.</summary>
    public required string KeyId { get; init; }

    /// <summary>The version that it got.</summary>
    public required long Version { get; init; }

    /// <summary>The request's id.</summary>
    public required string RequestId { get; init; }
}
