namespace NeoServiceLayer.Enclave.Core.Access.Idempotency;

/// <summary>What is remembered of a request that was done.</summary>
internal sealed record RememberedResponse
{
    /// <summary>The request's <see cref="RequestDigest"/>.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>The sequence of its audit event.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTime At { get; init; }

    /// <summary>The response's payload, if it may be kept and is short enough.</summary>
    public byte[]? Response { get; init; }

    /// <summary>Else its SHA-256, if it may be told.</summary>
    public byte[]? ResponseHash { get; init; }
}
