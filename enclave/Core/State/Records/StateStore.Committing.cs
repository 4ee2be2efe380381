using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>The committer: one commit in flight, and everything that waits goes into the next.</summary>
internal sealed partial class StateStore
{
    private const string NothingChanged = "The store did not take the change: nothing was changed. Send the request again.";

    private bool committing;
    private List<QueuedTransaction> flying = [];
    private long commits;

    /// <summary>Starts the committer if something waits and it is idle. The caller's thread seals the first batch.</summary>
    private void Commit()
    {
        lock (gate)
        {
            if (committing || queue.Count == 0)
            {
                return;
            }

            committing = true;
        }

        Observe(CommitAllAsync());
    }

    private async Task CommitAllAsync()
    {
        while (TakeBatch() is { } batch)
        {
            Proposal proposal = builder.Build(batch.Image, batch.Changes, batch.Transactions[0].Lineage);
            if (await batch.Host.TryCommitAsync(proposal.Request))
            {
                Apply(proposal);
                batch.Transactions.ForEach(transaction => transaction.Succeed(proposal.Head));
            }
            else
            {
                EnterDoubt(new Doubt(proposal, batch.Transactions));
            }
        }
    }

    /// <summary>Takes what waits, up to what one commit may hold; null if there is nothing, and then the committer is idle.</summary>
    private Batch? TakeBatch()
    {
        lock (gate)
        {
            if (queue.Count == 0 || phase != Phase.Open)
            {
                committing = false;
                Recover();
                return null;
            }

            Batch batch = new(host!, image!);
            int changes = 0;
            int bytes = 0;
            while (queue.TryPeek(out QueuedTransaction? next) && (batch.Transactions.Count == 0
                || (batch.Transactions[0].Lineage is null && changes + next.Changes.Count <= settings.MaxBatchChanges && bytes + next.Bytes <= settings.MaxBatchBytes)))
            {
                batch.Add(queue.Dequeue());
                changes += next.Changes.Count;
                bytes += next.Bytes;
                queuedBytes -= next.Bytes;
            }

            flying = batch.Transactions;
            return batch;
        }
    }

    /// <summary>A commit has happened: the index and the cache follow.</summary>
    private void Apply(Proposal proposal)
    {
        lock (gate)
        {
            foreach ((PendingChange change, IndexEntry entry) in proposal.Changes)
            {
                Apply(change, entry);
            }

            if (proposal.Head.Lineage != image!.Head.Lineage)
            {
                TakeAccepted();
            }

            image.Head = proposal.Head;
            commits++;
        }
    }

    private void Apply(PendingChange change, in IndexEntry entry)
    {
        if (change.Content is null)
        {
            image!.Index.Remove(change.Key);
            cache.Remove(change.Key);
        }
        else
        {
            image!.Index.Set(change.Key, entry);
            if (!change.Table.Secret)
            {
                cache.Set(change.Key, change.Version, change.Content);
            }
        }

        if (pending.TryGetValue(change.Key, out PendingChange? newest) && newest == change)
        {
            pending.Remove(change.Key);
        }
    }

    /// <summary>It is not known whether a commit happened: what waits behind it is failed, and nothing is served until it is known.</summary>
    private void EnterDoubt(Doubt entered)
    {
        lock (gate)
        {
            doubt = entered;
            Close(problem == StateProblems.Fault ? Phase.Halted : host is null ? Phase.Closed : Phase.Opening);
        }

        events.Write(EnclaveEvents.StateInDoubt(entered.Proposal.Head.Sequence));
        Changed();
        Observe(LosePatienceAsync(entered));
    }

    /// <summary>Whoever waits to learn whether a commit happened does not wait for ever.</summary>
    private async Task LosePatienceAsync(Doubt with)
    {
        await Task.Delay(settings.DoubtPatience, clock, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        GiveUp(with.Waiting);
    }

    /// <summary>Whoever still waits for a commit is told that its end is not known.</summary>
    private static void GiveUp(IEnumerable<QueuedTransaction> waiting)
    {
        foreach (QueuedTransaction transaction in waiting)
        {
            transaction.Fail(
                ErrorCode.OutcomeUnknown,
                "The store was lost during the commit: the change may be found done. Send the request again with the same requestId.");
        }
    }

    /// <summary>Nothing is served from now on: what was not asked of the host yet is failed, and forgotten.</summary>
    private void Close(Phase next)
    {
        phase = next;
        pending.Clear();
        moment++;
        queuedBytes = 0;
        while (queue.TryDequeue(out QueuedTransaction? transaction))
        {
            transaction.Fail(ErrorCode.StoreUnavailable, NothingChanged);
        }
    }

    /// <summary>Transactions that are committed together, and what remains of their changes when they are put together.</summary>
    private sealed class Batch(IRecordHost host, StateImage image)
    {
        private readonly Dictionary<Bytes32, PendingChange> changes = [];

        internal IRecordHost Host { get; } = host;

        internal StateImage Image { get; } = image;

        internal List<QueuedTransaction> Transactions { get; } = [];

        internal Dictionary<Bytes32, PendingChange>.ValueCollection Changes => changes.Values;

        internal void Add(QueuedTransaction transaction)
        {
            Transactions.Add(transaction);
            foreach (PendingChange change in transaction.Changes)
            {
                changes[change.Key] = change;
            }
        }
    }
}
