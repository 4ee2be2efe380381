namespace NeoServiceLayer.Contracts.Account;

/// <summary>The request of <c>account.createChallenge</c>: nothing.</summary>
public sealed class CreateChallengeRequest;

/// <summary>The response of <c>account.createChallenge</c>.</summary>
public sealed class CreateChallengeResponse
{
    /// <summary>The challenge: 72 bytes, base64url. <see cref="SessionChallenge"/> says what is signed with it.</summary>
    public required string Challenge { get; init; }

    /// <summary>When it expires, UTC: 5 minutes after it was made.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>The deployment, 64 hexadecimal digits. Compare it with the one that you know.</summary>
    public required string GenesisId { get; init; }

    /// <summary>The relying party for which passkeys must sign; absent where no passkey opens sessions.</summary>
    public string? RpId { get; init; }

    /// <summary>The web origins from which passkeys may sign; absent where no passkey opens sessions.</summary>
    public IReadOnlyList<string>? Origins { get; init; }
}

/// <summary>The response of <c>account.startSession</c>.</summary>
public sealed class StartSessionResponse
{
    /// <summary>The session's id: its key's RFC 7638 thumbprint, the <c>kid</c> of its stamps.</summary>
    public required string SessionId { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The key that opened it.</summary>
    public required string KeyId { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it ends, UTC.</summary>
    public required DateTime ExpiresAt { get; init; }
}

/// <summary>The request of <c>account.listSessions</c>.</summary>
public sealed class ListSessionsRequest
{
    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>account.listSessions</c>: the sessions that are not over, in the order of their ids.</summary>
public sealed class ListSessionsResponse
{
    /// <summary>The sessions.</summary>
    public required IReadOnlyList<SessionDescription> Sessions { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>A session of an account.</summary>
public sealed class SessionDescription
{
    /// <summary>Its id.</summary>
    public required string SessionId { get; init; }

    /// <summary>The key that opened it.</summary>
    public required string KeyId { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>What it may do now.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it was opened, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it ends, UTC.</summary>
    public required DateTime ExpiresAt { get; init; }
}

/// <summary>The request of <c>account.endSession</c>.</summary>
public sealed class EndSessionRequest
{
    /// <summary>Which session of the account; absent: the one whose key stamps this.</summary>
    public string? SessionId { get; init; }
}

/// <summary>The response of <c>account.endSession</c>: nothing but that it is done.</summary>
public sealed class EndSessionResponse;
