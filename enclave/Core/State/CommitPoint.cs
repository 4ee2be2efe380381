using System.Buffers.Binary;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.State.Records;

namespace NeoServiceLayer.Enclave.Core.State;

/// <summary>A committed state by its place in the chain of heads.</summary>
public readonly record struct CommitPoint
{
    /// <summary>The length of a chain's id, in bytes.</summary>
    internal const int LineageLength = 16;

    internal CommitPoint(Head head)
        : this(head.Lineage, head.Sequence, head.Value)
    {
    }

    /// <param name="lineage">The chain.</param>
    /// <param name="sequence">The number of the commit.</param>
    /// <param name="head">Its head.</param>
    internal CommitPoint(UInt128 lineage, long sequence, in Bytes32 head)
    {
        Sequence = sequence;
        Head = head;
        Lineage = lineage;
    }

    /// <summary>The number of its commit, from 1.</summary>
    public long Sequence { get; }

    /// <summary>Its head.</summary>
    internal Bytes32 Head { get; }

    /// <summary>The chain.</summary>
    internal UInt128 Lineage { get; }

    /// <summary>The same as it is told to people.</summary>
    internal StatePoint Tell() => new()
    {
        Lineage = Convert.ToHexStringLower(Bytes(Lineage)),
        Sequence = Sequence,
        Head = Convert.ToHexStringLower(Head.ToArray()),
    };

    /// <summary>A chain's id as bytes.</summary>
    internal static byte[] Bytes(UInt128 lineage)
    {
        byte[] bytes = new byte[LineageLength];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, lineage);
        return bytes;
    }
}

/// <summary>What a transaction gave, and the state that it is part of.</summary>
/// <param name="Result">What its body gave.</param>
/// <param name="Point">
/// The commit that its changes were in, which several transactions share. For one that changed nothing: all that it read is in this
/// commit, and all that earlier commits changed was there to be read.
/// </param>
public readonly record struct Committed<T>(T Result, CommitPoint Point);
