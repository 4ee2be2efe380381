namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>A commit of which it is not known whether it happened.</summary>
internal sealed class Doubt(Proposal proposal, IReadOnlyList<QueuedTransaction> waiting, bool answered)
{
    internal Proposal Proposal { get; } = proposal;

    /// <summary>Whose changes are in it.</summary>
    internal IReadOnlyList<QueuedTransaction> Waiting { get; } = waiting;

    /// <summary>Whether the host said that it did not happen. If it said nothing, it may happen yet, until a fence is committed.</summary>
    internal bool Answered { get; } = answered;

    /// <summary>The commit that keeps it from happening later; the same bytes at each try.</summary>
    internal Proposal? Fence { get; set; }
}
