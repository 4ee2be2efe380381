using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>What can be wrong with a store as a whole, in words for the operator.</summary>
internal static class StateProblems
{
    internal static StateProblem Unavailable { get; } = Of(
        StateProblemCode.StoreUnavailable, "The store does not answer, or refuses what it is asked; it is asked again.");

    internal static StateProblem NoCommits { get; } = Of(
        StateProblemCode.StoreUnavailable, "The store takes no changes, as when its disk is full; it is asked again. What only reads is served.");

    internal static StateProblem CannotMark { get; } = Of(
        StateProblemCode.StoreUnavailable, "The enclave cannot note in its --state folder that there is state from now on; it tries again.");

    internal static StateProblem Empty { get; } = Of(
        StateProblemCode.StoreEmpty,
        "The store is empty, but this deployment has state: give it its store back. Where there was none yet, its operators say so with nsl operator provide --new; in local mode another --state folder begins another deployment.");

    internal static StateProblem Foreign { get; } = Of(
        StateProblemCode.StoreForeign,
        "The store holds records of another deployment, or none of this one's head: give this deployment its own store.");

    internal static StateProblem HeadAltered { get; } = Of(
        StateProblemCode.StateTampered, "The store's head record is not one that this deployment wrote.");

    internal static StateProblem OutOfOrder { get; } = Of(
        StateProblemCode.StateTampered, "The store gave records twice, out of order, or in another form than they were written.");

    internal static StateProblem Count(long held, long counted) => Of(
        StateProblemCode.StateTampered, $"The store's records are not those of its head: it holds {held}, and the head counts {counted}.");

    internal static StateProblem Content(long sequence) => Of(
        StateProblemCode.StateTampered,
        $"The store's records are not those of its head at sequence {sequence}: as many as it counts, but not the same.");

    internal static StateProblem OtherHead(long found, long expected) => Of(
        StateProblemCode.StateTampered,
        $"The store's head is at sequence {found} and is not the one committed last, at sequence {expected}.");

    internal static StateProblem LogAltered { get; } = Of(
        StateProblemCode.StateTampered, "The store gave a record of the log of heads otherwise than it was committed, or withheld it.");

    /// <param name="found">The state that the store holds.</param>
    /// <param name="wanted">The state that somebody has seen, and that is not in its history.</param>
    internal static StateProblem RolledBack(CommitPoint found, CommitPoint wanted) => new()
    {
        Code = StateProblemCode.RolledBack,
        Message = $"The store was put back, or is another history than one that was seen: it holds {Describe(found)}, and does not have {Describe(wanted)}, "
            + "which this deployment once had. Give it that store, or have its operators accept the one that is there: nsl operator accept-state.",
        Found = found.Tell(),
        Wanted = wanted.Tell(),
    };

    internal static StateProblem Fault { get; } = Of(
        StateProblemCode.StoreUnavailable, "The state's engine failed by a fault of its own; the enclave must be started again.");

    /// <summary>A state in words.</summary>
    internal static string Describe(CommitPoint point)
    {
        StatePoint told = point.Tell();
        return $"sequence {told.Sequence}, head {told.Head}, lineage {told.Lineage}";
    }

    private static StateProblem Of(StateProblemCode code, string message) => new() { Code = code, Message = message };
}
