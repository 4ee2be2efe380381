using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// States that somebody has seen, held against the log of heads. One that is not in it shows that the store was put back or forked: from then on
/// nothing is served in this boot, whatever host attaches, until operators accept what there is.
/// </summary>
internal sealed partial class StateStore
{
    private readonly IReadOnlyList<CommitPoint> operatorsFloors;
    private CommitPoint? rollback;

    /// <summary>How a state that was seen stands to the one that there is.</summary>
    private enum FloorVerdict
    {
        /// <summary>It is part of its history.</summary>
        Holds,

        /// <summary>It is of a chain that operators have ended, and behind what they kept of it.</summary>
        Ended,

        /// <summary>It is not part of it, and nobody accepted that.</summary>
        RolledBack,
    }

    /// <summary>Holds a state that an enclave of this deployment gave out against this one's history.</summary>
    /// <exception cref="RequestException">
    /// rolledBack: it is not part of it, and nothing is served from now on; lineageEnded: operators have given it up, and only who presents it
    /// is refused; and what reads are refused with.
    /// </exception>
    internal async ValueTask HoldAsync(CommitPoint seen)
    {
        UInt128 lineage;
        lock (gate)
        {
            ThrowUnlessOpen();
            lineage = image!.Head.Lineage;
            if (seen.Lineage == lineage && seen.Sequence == image.Head.Sequence && seen.Head == image.Head.Value)
            {
                return;
            }
        }

        switch (await JudgeAsync(seen))
        {
            case FloorVerdict.Ended:
                throw new RequestException(
                    ErrorCode.LineageEnded,
                    $"The floor is of a lineage that this deployment's operators have ended, and behind what they kept of it: they accepted another state, whose lineage is {Lineage}. "
                    + "system.getStatus says why; take that lineage by its name, or give no floor.");
            case FloorVerdict.RolledBack:
                throw Halt(seen, lineage);
        }
    }

    /// <summary>Holds what operators have seen against a state that was just found to be sound.</summary>
    private async Task HoldOperatorsFloorsAsync(long of)
    {
        lock (gate)
        {
            if (session != of || image is null)
            {
                return;
            }
        }

        AcceptedState? told = await ReadAcceptedAsync();
        CommitPoint? missing = null;
        foreach (CommitPoint seen in operatorsFloors.OrderBy(floor => floor.Sequence))
        {
            missing = await JudgeAsync(seen) == FloorVerdict.RolledBack ? seen : missing;
        }

        lock (gate)
        {
            if (session != of)
            {
                return;
            }

            accepted = told;
            if (missing is not { } wanted || rollback is not null)
            {
                return;
            }

            rollback = wanted;
            events.Write(EnclaveEvents.StateRolledBack(image!.Head.Sequence, wanted.Sequence));
        }
    }

    /// <summary>Nothing is served from now on, unless operators have accepted another lineage since it was judged.</summary>
    private RequestException Halt(CommitPoint wanted, UInt128 judged)
    {
        lock (gate)
        {
            if (image!.Head.Lineage != judged)
            {
                return NotReady();
            }

            if (rollback is null)
            {
                rollback = wanted;
                events.Write(EnclaveEvents.StateRolledBack(image!.Head.Sequence, wanted.Sequence));
                events.Write(EnclaveEvents.StateHalted(StateProblemCode.RolledBack));
                Close(phase);
            }
        }

        Changed();
        lock (gate)
        {
            return RolledBack(wanted);
        }
    }

    private RequestException RolledBack(CommitPoint wanted) =>
        new(ErrorCode.RolledBack, StateProblems.RolledBack(new CommitPoint(image!.Head), wanted).Message);

    private async Task<FloorVerdict> JudgeAsync(CommitPoint seen)
    {
        Head now;
        lock (gate)
        {
            now = image!.Head;
        }

        if (seen.Lineage == now.Lineage)
        {
            return await IsBehindAsync(now, seen) ? FloorVerdict.Holds : FloorVerdict.RolledBack;
        }

        if (await ReadOwnAsync(Lineages.Table, CommitPoint.Bytes(seen.Lineage)) is not { } ended)
        {
            return FloorVerdict.RolledBack;
        }

        return seen.Sequence <= Lineages.ReadEnd(ended) && await IsBehindAsync(now, seen) ? FloorVerdict.Holds : FloorVerdict.Ended;
    }

    /// <summary>Whether a state is one of those that led to this one, or is it.</summary>
    private async Task<bool> IsBehindAsync(Head now, CommitPoint seen)
    {
        if (seen.Sequence >= now.Sequence)
        {
            return seen.Sequence == now.Sequence && seen.Head == now.Value;
        }

        long first = now.Sequence - now.Recent.Count;
        if (seen.Sequence >= first)
        {
            return RecentHeads.IsAt(now.Recent.Bytes, (int)(seen.Sequence - first), seen.Head);
        }

        byte[] page = await ReadOwnAsync(HeadLog.Table, HeadLog.KeyOf(HeadLog.PageOf(seen.Sequence)))
            ?? throw new InvalidOperationException("The log of heads has a gap.");
        return RecentHeads.IsAt(page, HeadLog.PlaceOf(seen.Sequence), seen.Head);
    }

    /// <summary>Reads one of the store's own records, whether it serves or is being opened; null if there is none. They never change.</summary>
    private async Task<byte[]?> ReadOwnAsync(Table table, byte[] name)
    {
        Bytes32 key = keys.NameOf(table, name);
        IndexEntry wanted;
        lock (gate)
        {
            if (!image!.Index.TryGet(key, out wanted))
            {
                return null;
            }

            if (cache.Find(key, wanted.Version) is { } known)
            {
                return known;
            }
        }

        SealedRecord? record = await AskForAsync(key);
        if (TryOpen(table, key, wanted, record, out byte[]? content) is { } wrong)
        {
            events.Write(wrong);
            throw Tampered(key);
        }

        lock (gate)
        {
            cache.Set(key, wanted.Version, content!);
        }

        return content;
    }
}
