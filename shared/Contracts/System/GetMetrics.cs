namespace NeoServiceLayer.Contracts.SystemService;

/// <summary>The request of <c>system.getMetrics</c>: nothing.</summary>
public sealed record GetMetricsRequest;

/// <summary>The response of <c>system.getMetrics</c>.</summary>
public sealed class GetMetricsResponse
{
    /// <summary>Connections open now.</summary>
    public required int Connections { get; init; }

    /// <summary>Connections of these that are parked as lines to the outside.</summary>
    public required int ParkedLines { get; init; }

    /// <summary>Requests in flight now that have left their connection's thread.</summary>
    public required int InFlight { get; init; }

    /// <summary>Bytes of managed memory in use.</summary>
    public required long ManagedBytes { get; init; }

    /// <summary>Bytes of the machine's memory that the program has, as the kernel counts them (VmRSS).</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>Log events that were dropped because the host did not take them.</summary>
    public required long LogEventsDropped { get; init; }

    /// <summary>The figures of the state; absent until it was opened.</summary>
    public StateFigures? State { get; init; }

    /// <summary>The figures of every operation.</summary>
    public required IReadOnlyList<OperationFigures> Operations { get; init; }
}

/// <summary>How much there is of the state.</summary>
public sealed class StateFigures
{
    /// <summary>Records that are committed.</summary>
    public required long Records { get; init; }

    /// <summary>The sequence of the newest head.</summary>
    public required long Sequence { get; init; }

    /// <summary>Commits since the enclave started.</summary>
    public required long Commits { get; init; }

    /// <summary>Bytes of the index in memory.</summary>
    public required long IndexBytes { get; init; }

    /// <summary>Bytes of decrypted records in memory.</summary>
    public required long CacheBytes { get; init; }
}

/// <summary>How often an operation was served, and how long it took.</summary>
public sealed class OperationFigures
{
    /// <summary>Its service.</summary>
    public required string ServiceType { get; init; }

    /// <summary>Its name.</summary>
    public required string Operation { get; init; }

    /// <summary>How many requests were done.</summary>
    public required long Succeeded { get; init; }

    /// <summary>How many were not, by error code.</summary>
    public required IReadOnlyDictionary<string, long> Failed { get; init; }

    /// <summary>The microseconds that all took together.</summary>
    public required long TotalMicroseconds { get; init; }

    /// <summary>
    /// The histogram: entry i counts what took less than 2^i microseconds and not less than half of that; the last, the rest.
    /// Entries behind the last that is not zero are left out.
    /// </summary>
    public required IReadOnlyList<long> LatencyBuckets { get; init; }
}
