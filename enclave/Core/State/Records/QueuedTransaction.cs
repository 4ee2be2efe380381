using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>A transaction whose body has ended well, and whose changes wait for the disk.</summary>
internal sealed class QueuedTransaction
{
    private readonly TaskCompletionSource<CommitPoint> durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal QueuedTransaction(List<PendingChange> changes)
    {
        Changes = changes;
        foreach (PendingChange change in changes)
        {
            Bytes += change.Length + SealedValue.HeaderLength;
            change.Owner = this;
        }
    }

    internal List<PendingChange> Changes { get; }

    /// <summary>Its place in the order of all.</summary>
    internal required long Number { get; init; }

    /// <summary>The chain that begins with its commit, which has nothing else in it; null if the chain goes on.</summary>
    internal UInt128? Lineage { get; init; }

    /// <summary>What its values take at the parent, all together.</summary>
    internal int Bytes { get; }

    /// <summary>Ends when the changes are on disk, with the commit that they are in; fails when they are not and will not be, or when nobody can tell.</summary>
    internal Task<CommitPoint> Durable => durable.Task;

    /// <summary>The changes are on disk.</summary>
    /// <param name="at">The head of the commit that they are in.</param>
    internal void Succeed(Head at)
    {
        Clear();
        durable.TrySetResult(new CommitPoint(at));
    }

    internal void Fail(ErrorCode code, string message)
    {
        Clear();
        durable.TrySetException(new RequestException(code, message));
    }

    private void Clear() => Changes.ForEach(static change => change.Clear());
}
