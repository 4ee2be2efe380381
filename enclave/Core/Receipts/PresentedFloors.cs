using System.Buffers.Binary;
using NeoServiceLayer.Enclave.Core.Access.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Core.Receipts;

/// <summary>The floors that stamps carry: each is what an enclave of this deployment told, or refused, before it is held against the state.</summary>
/// <param name="key">Knows them again; not owned.</param>
/// <param name="hold">Holds one against the state's history; it throws where it is not part of it.</param>
internal sealed class PresentedFloors(FloorKey key, Func<CommitPoint, ValueTask> hold)
{
    /// <exception cref="RequestException">unauthenticated: nobody told that; and what <c>hold</c> throws.</exception>
    internal ValueTask CheckAsync(StampFloor? floor)
    {
        if (floor is null)
        {
            return default;
        }

        CommitPoint seen = new(BinaryPrimitives.ReadUInt128BigEndian(floor.Lineage.Span), floor.Sequence, new Bytes32(floor.Head.Span));
        return key.Knows(seen, floor.Mac.Span)
            ? hold(seen)
            : throw StampCheck.Refused("The stamp's floor is none that this deployment told: lineage, sequence, head and floorMac must be those of one of its receipts.");
    }
}
