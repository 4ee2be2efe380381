namespace NeoServiceLayer.Contracts.SystemService;

/// <summary>A committed state by its place in the history of a deployment.</summary>
public sealed class StatePoint
{
    /// <summary>The chain of commits: 32 digits of lower hex.</summary>
    public required string Lineage { get; init; }

    /// <summary>The number of the commit, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>Its head: 64 digits of lower hex.</summary>
    public required string Head { get; init; }
}

/// <summary>
/// The request of <c>system.acceptState</c>: stamped by an operator, with the boot's id as audience. Those of enough operators must be the
/// same byte for byte.
/// </summary>
public sealed class AcceptStateRequest
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxReason = 200;

    /// <summary>The deployment: 64 digits of lower hex.</summary>
    public required string GenesisId { get; init; }

    /// <summary>The boot: 64 digits of lower hex.</summary>
    public required string BootId { get; init; }

    /// <summary>The state that there is, and that is to be gone on from.</summary>
    public required StatePoint Found { get; init; }

    /// <summary>The state that was seen, and is given up.</summary>
    public required StatePoint Wanted { get; init; }

    /// <summary>Why: 1 to 200 characters, none of them a control character. Whoever asks for the status reads it.</summary>
    public required string Reason { get; init; }
}

/// <summary>The response of <c>system.acceptState</c>.</summary>
public sealed class AcceptStateResponse
{
    /// <summary>Who has signed the same, by key id.</summary>
    public required IReadOnlyList<string> Signed { get; init; }

    /// <summary>How many must.</summary>
    public required int Threshold { get; init; }

    /// <summary>The lineage that has begun, 32 digits of lower hex; absent until enough have signed.</summary>
    public string? Lineage { get; init; }
}

/// <summary>What operators signed when they accepted a state; kept in that state.</summary>
public sealed class AcceptedState
{
    /// <summary>The state that there was.</summary>
    public required StatePoint Found { get; init; }

    /// <summary>The state that was given up.</summary>
    public required StatePoint Wanted { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who signed, by key id.</summary>
    public required IReadOnlyList<string> Operators { get; init; }

    /// <summary>The boot that they signed it for: 64 digits of lower hex.</summary>
    public required string BootId { get; init; }

    /// <summary>When the last of them did, UTC, by the enclave's time.</summary>
    public required DateTime AcceptedAt { get; init; }
}
