namespace NeoServiceLayer.Contracts.Account;

/// <summary>The request of <c>account.listAuditEvents</c>.</summary>
public sealed record ListAuditEventsRequest
{
    /// <summary>Only events at this time or later, RFC 3339 in UTC.</summary>
    public DateTime? From { get; init; }

    /// <summary>Only events before this time, RFC 3339 in UTC.</summary>
    public DateTime? To { get; init; }

    /// <summary>Only events of this service.</summary>
    public string? Service { get; init; }

    /// <summary>Whether to begin at the newest and go back.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>How many at most, 1 to 100; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning. The other members stay as they were.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>account.listAuditEvents</c>.</summary>
public sealed class ListAuditEventsResponse
{
    /// <summary>The events. With a service to look for there may be few or none, and more behind nextCursor.</summary>
    public required IReadOnlyList<AuditEvent> Events { get; init; }

    /// <summary>
    /// What the first event's hash was made with, 64 hexadecimal digits; absent without events, when the newest come first, and
    /// with a service to look for.
    /// </summary>
    public string? PreviousHash { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>Who did what, and what came of it. <see cref="AuditChain"/> verifies the hashes.</summary>
public sealed record AuditEvent
{
    /// <summary>Its place among the account's events: from 1 on, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>The enclave's time, UTC, in whole milliseconds; never earlier than the event before.</summary>
    public required DateTime Time { get; init; }

    /// <summary>The key that asked.</summary>
    public required string KeyId { get; init; }

    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The request's id.</summary>
    public required string RequestId { get; init; }

    /// <summary>What it was done to, such as a key's or a wallet's id.</summary>
    public string? Target { get; init; }

    /// <summary><c>ok</c>, or the error code.</summary>
    public required string Outcome { get; init; }

    /// <summary>The hash over this event and the one before, 64 hexadecimal digits.</summary>
    public required string Hash { get; init; }
}
