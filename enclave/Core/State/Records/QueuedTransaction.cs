using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>A transaction whose body has ended well, and whose changes wait for the disk.</summary>
internal sealed class QueuedTransaction
{
    private readonly TaskCompletionSource durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

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

    /// <summary>What its values take at the parent, all together.</summary>
    internal int Bytes { get; }

    /// <summary>Ends when the changes are on disk; fails when they are not and will not be, or when nobody can tell.</summary>
    internal Task Durable => durable.Task;

    internal void Succeed()
    {
        Clear();
        durable.TrySetResult();
    }

    internal void Fail(ErrorCode code, string message)
    {
        Clear();
        durable.TrySetException(new RequestException(code, message));
    }

    private void Clear() => Changes.ForEach(static change => change.Clear());
}
