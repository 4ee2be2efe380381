using NeoServiceLayer.Enclave.Core.State.Records;

namespace NeoServiceLayer.Enclave.Core.State;

/// <summary>A committed state by its place in the chain of heads.</summary>
public readonly record struct CommitPoint
{
    internal CommitPoint(Head head)
    {
        Sequence = head.Sequence;
        Head = head.Value;
        Lineage = head.Lineage;
    }

    /// <summary>The number of its commit, from 1.</summary>
    public long Sequence { get; }

    /// <summary>Its head.</summary>
    internal Bytes32 Head { get; }

    /// <summary>The chain.</summary>
    internal UInt128 Lineage { get; }
}

/// <summary>What a transaction gave, and the state that it is part of.</summary>
/// <param name="Result">What its body gave.</param>
/// <param name="Point">
/// The commit that its changes were in, which several transactions share. For one that changed nothing: all that it read is in this
/// commit, and all that earlier commits changed was there to be read.
/// </param>
public readonly record struct Committed<T>(T Result, CommitPoint Point);
