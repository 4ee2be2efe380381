namespace NeoServiceLayer.Contracts.SystemService;

/// <summary>The request of <c>system.ping</c>.</summary>
public sealed record PingRequest
{
    /// <summary>Text that comes back as it is; at most 1,024 characters.</summary>
    /// <remarks>Not init: the serializer would take it for a constructor's parameter, which makes reading it half as slow again.</remarks>
    public string? Echo { get; set; }
}

/// <summary>The response of <c>system.ping</c>.</summary>
public sealed class PingResponse
{
    /// <summary>What was sent.</summary>
    public string? Echo { get; init; }

    /// <summary>The enclave's time, RFC 3339 in UTC.</summary>
    public required DateTime Time { get; init; }
}
