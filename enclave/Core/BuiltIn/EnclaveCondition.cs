using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Enclave.Core.BuiltIn;

/// <summary>How the enclave stands at a moment.</summary>
internal readonly record struct EnclaveCondition
{
    /// <summary>Whether it serves.</summary>
    internal required EnclaveState State { get; init; }

    /// <summary>Why its state is not open although a host is attached; null if it is, or there is none.</summary>
    internal required StateProblem? Problem { get; init; }

    /// <summary>The deployment's id, lower hex; null while its root key is not there.</summary>
    internal required string? GenesisId { get; init; }

    /// <summary>The state's lineage, lower hex; null until it was found to be sound.</summary>
    internal required string? Lineage { get; init; }

    /// <summary>What operators signed when they began it; null if it began by itself.</summary>
    internal required AcceptedState? Accepted { get; init; }

    /// <summary>The operators; null if the configuration names none.</summary>
    internal required OperatorsStatus? Operators { get; init; }

    /// <summary>The Neo networks; null if there are none.</summary>
    internal required IReadOnlyList<NetworkStatus>? Networks { get; init; }
}
