using System.Buffers.Binary;
using System.Security.Cryptography;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>States that operators accept although a later one was seen: a chain of another name begins there.</summary>
internal sealed partial class StateStore
{
    private AcceptedState? accepted;
    private AcceptedState? accepting;

    /// <summary>What operators signed for the chain that there is; null if it began by itself.</summary>
    internal AcceptedState? Accepted
    {
        get
        {
            lock (gate)
            {
                return accepted;
            }
        }
    }

    /// <summary>Goes on from the state that there is, in a chain of a new name, and serves again.</summary>
    /// <param name="signed">What enough operators have signed: it names the state that there is, and the one that is wanted.</param>
    /// <returns>The first commit of the new chain.</returns>
    /// <exception cref="RequestException">
    /// conflict: nothing is wanted, or something else; notReady: the store is being checked; and what commits are refused with.
    /// </exception>
    internal async Task<CommitPoint> AcceptAsync(AcceptedState signed)
    {
        Task<CommitPoint> durable;
        lock (gate)
        {
            CheckAcceptable(signed.Found, signed.Wanted);
            CommitPoint found = new(image!.Head);
            UInt128 lineage = BinaryPrimitives.ReadUInt128BigEndian(RandomNumberGenerator.GetBytes(CommitPoint.LineageLength));
            List<PendingChange> changes =
            [
                Own(Lineages.Table, CommitPoint.Bytes(found.Lineage), Lineages.EndedAt(found.Sequence)),
                Own(
                    Lineages.Acceptances, CommitPoint.Bytes(lineage),
                    StoredJson.Write(signed, SystemResponseJson.Default.AcceptedState, StateLimits.MaxContentBytes)),
            ];
            if (rollback!.Value.Lineage != found.Lineage)
            {
                changes.Add(Own(Lineages.Table, CommitPoint.Bytes(rollback.Value.Lineage), Lineages.EndedAt(0)));
            }

            accepting = signed;
            durable = Enqueue(new QueuedTransaction(changes) { Number = ++lastNumber, Lineage = lineage });
        }

        Commit();
        CommitPoint begun = await durable;
        Changed();
        return begun;
    }

    /// <summary>Refuses what is not exactly the state that there is, and the one that is wanted.</summary>
    /// <exception cref="RequestException">As for <see cref="AcceptAsync"/>.</exception>
    internal void MustBeAcceptable(StatePoint found, StatePoint wanted)
    {
        lock (gate)
        {
            CheckAcceptable(found, wanted);
        }
    }

    private void CheckAcceptable(StatePoint found, StatePoint wanted)
    {
        if (image is null || phase != Phase.Open || committing)
        {
            throw NotReady();
        }

        if (rollback is not { } missing)
        {
            throw new RequestException(ErrorCode.Conflict, "No other state than the one that there is was seen: there is nothing to accept.");
        }

        CommitPoint there = new(image.Head);
        if (!IsSame(found, there.Tell()))
        {
            throw new RequestException(ErrorCode.Conflict, $"found must be the state that there is, {StateProblems.Describe(there)}: what was signed is for another.");
        }

        if (!IsSame(wanted, missing.Tell()))
        {
            throw new RequestException(ErrorCode.Conflict, $"wanted must be the state that is missing, {StateProblems.Describe(missing)}: what was signed is for another.");
        }
    }

    private static bool IsSame(StatePoint one, StatePoint other) =>
        (one.Lineage, one.Sequence, one.Head) == (other.Lineage, other.Sequence, other.Head);

    private PendingChange Own(Table table, byte[] name, byte[] content) => new(table, keys.NameOf(table, name), content);

    /// <summary>The commit that begins another chain has happened.</summary>
    private void TakeAccepted()
    {
        rollback = null;
        accepted = accepting;
        events.Write(EnclaveEvents.StateAccepted(image!.Head.Sequence));
    }

    /// <summary>What operators signed for the chain that there is.</summary>
    private async Task<AcceptedState?> ReadAcceptedAsync()
    {
        UInt128 lineage;
        lock (gate)
        {
            lineage = image!.Head.Lineage;
        }

        byte[]? content = await ReadOwnAsync(Lineages.Acceptances, CommitPoint.Bytes(lineage));
        return content is null ? null : StoredJson.Read(content, SystemResponseJson.Default.AcceptedState);
    }
}
