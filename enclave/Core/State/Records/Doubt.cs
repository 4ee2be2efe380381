namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>A commit of which it is not known whether it happened, or may happen yet.</summary>
/// <remarks>
/// A host that says "failed" is no better than one that says nothing: what failed may stand whole in its log and come back after a
/// crash. So it is settled by a fence, a commit of nothing but the next head: once that is there, the other can never be.
/// </remarks>
internal sealed class Doubt(Proposal proposal, IReadOnlyList<QueuedTransaction> waiting)
{
    internal Proposal Proposal { get; } = proposal;

    /// <summary>Whose changes are in it.</summary>
    internal IReadOnlyList<QueuedTransaction> Waiting { get; } = waiting;

    /// <summary>The same bytes at each try.</summary>
    internal Proposal? Fence { get; set; }
}
