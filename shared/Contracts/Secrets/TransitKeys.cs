namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>A transit key, as its owner sees it. Nothing ever shows the key itself.</summary>
public sealed class TransitKeyDescription
{
    /// <summary>Its name.</summary>
    public required string KeyName { get; init; }

    /// <summary>The newest version, which encrypts.</summary>
    public required long LatestVersion { get; init; }

    /// <summary>The oldest version that there still is.</summary>
    public required long MinAvailableVersion { get; init; }

    /// <summary>The oldest version that decrypts and verifies.</summary>
    public required long MinDecryptionVersion { get; init; }

    /// <summary>Whether it may be deleted.</summary>
    public required bool DeletionAllowed { get; init; }

    /// <summary>When it was created, in UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it got its newest version, in UTC.</summary>
    public required DateTime RotatedAt { get; init; }
}

/// <summary>The request of <c>secrets.createTransitKey</c>.</summary>
public sealed record CreateTransitKeyRequest
{
    /// <summary>1 to 64 letters, digits, underscores, dots and hyphens; no other transit key of the account has it.</summary>
    public required string KeyName { get; init; }
}

/// <summary>The request of <c>secrets.getTransitKey</c>.</summary>
public sealed record GetTransitKeyRequest
{
    /// <summary>Which key.</summary>
    public required string KeyName { get; init; }
}

/// <summary>The request of <c>secrets.listTransitKeys</c>.</summary>
public sealed record ListTransitKeysRequest
{
    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>secrets.listTransitKeys</c>.</summary>
public sealed class ListTransitKeysResponse
{
    /// <summary>The account's transit keys, by name.</summary>
    public required IReadOnlyList<TransitKeyDescription> Keys { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>The request of <c>secrets.rotateTransitKey</c>.</summary>
public sealed record RotateTransitKeyRequest
{
    /// <summary>Which key.</summary>
    public required string KeyName { get; init; }
}

/// <summary>The request of <c>secrets.updateTransitKey</c>; what is absent stays.</summary>
public sealed record UpdateTransitKeyRequest
{
    /// <summary>Which key.</summary>
    public required string KeyName { get; init; }

    /// <summary>The oldest version that decrypts and verifies from now on: 1 to the newest. It can be set back.</summary>
    public long? MinDecryptionVersion { get; init; }

    /// <summary>Destroys the versions before this one for good: 1 to the oldest that decrypts. What they encrypted is lost.</summary>
    public long? MinAvailableVersion { get; init; }

    /// <summary>Whether it may be deleted: not before this was set.</summary>
    public bool? DeletionAllowed { get; init; }
}

/// <summary>The request of <c>secrets.deleteTransitKey</c>.</summary>
public sealed record DeleteTransitKeyRequest
{
    /// <summary>Which key; deletionAllowed must have been set. What it has encrypted can never be read again.</summary>
    public required string KeyName { get; init; }
}

/// <summary>The response of <c>secrets.deleteTransitKey</c>.</summary>
public sealed class DeleteTransitKeyResponse
{
    /// <summary>The key that is gone.</summary>
    public required string KeyName { get; init; }
}
