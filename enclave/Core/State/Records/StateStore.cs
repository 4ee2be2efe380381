using System.Diagnostics.CodeAnalysis;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// The state over sealed records that the attached host keeps. Bodies run optimistically over the newest state, durable or
/// not; one loop commits what they leave, many at a time; and what the host gives is compared with the index in memory.
/// </summary>
/// <remarks>
/// One lock guards what is in memory; it is never held over anything that waits. This file: transactions. The others: what they
/// read, what is committed, and hosts that come and go.
/// </remarks>
internal sealed partial class StateStore : IStateStore, IDisposable
{
    /// <summary>A body that was rerun so often runs alone, so that it ends.</summary>
    private const int SharedAttempts = 4;

    private readonly StateSettings settings;
    private readonly TimeProvider clock;
    private readonly IEventLog events;
    private readonly RecordKeys keys;
    private readonly RecordSealer sealer;
    private readonly CommitBuilder builder;
    private readonly StateOpener opener;
    private readonly Lanes lanes = new();
    private readonly CancellationTokenSource closing = new();

    private readonly Lock gate = new();
    private readonly ContentCache cache;
    private readonly Dictionary<Bytes32, PendingChange> pending = [];
    private readonly Queue<QueuedTransaction> queue = [];
    private StateImage? image;
    private long lastVersion;
    private long lastNumber;
    private long queuedBytes;
    private long moment;

    /// <param name="deployment">Whose state it is; not owned.</param>
    /// <param name="settings">The limits.</param>
    /// <param name="clock">For waiting only.</param>
    /// <param name="events">Where to tell what happens.</param>
    /// <param name="bootId">This boot's id, 32 random bytes: it stands in every record that the boot seals.</param>
    internal StateStore(Deployment deployment, StateSettings settings, TimeProvider clock, IEventLog events, ReadOnlySpan<byte> bootId)
    {
        this.settings = settings;
        this.clock = clock;
        this.events = events;
        operatorsFloors = deployment.Floors;
        cache = new ContentCache(settings.CacheBytes);
        keys = new RecordKeys(deployment.RootKey, deployment.Mode);
        sealer = new RecordSealer(deployment.RootKey, deployment.Mode, new Bytes32(bootId));
        builder = new CommitBuilder(keys, sealer);
        opener = new StateOpener(deployment, keys, sealer, builder, events);
    }

    /// <summary>What the contents that one transaction writes may have together.</summary>
    internal int MaxTransactionBytes => settings.MaxTransactionBytes;

    /// <inheritdoc/>
    public async ValueTask<Committed<T>> CommitAsync<T>(string lane, Func<ITransaction, ValueTask<T>> body)
    {
        for (int attempt = 0; ; attempt++)
        {
            using Lanes.Hold hold = await lanes.EnterAsync(lane, alone: attempt >= SharedAttempts);
            using Transaction transaction = Begin();
            Task<CommitPoint>? durable;
            T result;
            try
            {
                result = await body(transaction);
            }
            catch (Exception)
            {
                // A refusal is an answer too: it holds only if what it was decided by still does, and once that is on disk.
                if (!TryDepend(transaction, out durable))
                {
                    continue;
                }

                hold.Dispose();
                await durable;
                throw;
            }

            if (TryQueue(transaction, out durable))
            {
                hold.Dispose();
                Commit();
                return new Committed<T>(result, await durable);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
        reads.Dispose();
        sealer.Dispose();
        keys.Dispose();
    }

    /// <summary>Whether there is such a record now, durable or not.</summary>
    internal bool Exists(in Bytes32 key)
    {
        lock (gate)
        {
            ThrowUnlessOpen();
            return VersionOf(key) != 0;
        }
    }

    internal Bytes32 NameOf(RecordId id) => keys.NameOf(id.Table, id.Key.Span);

    private Transaction Begin()
    {
        lock (gate)
        {
            ThrowUnlessOpen();
            return new Transaction(this) { Moment = moment };
        }
    }

    /// <summary>Queues what a body changed, if all that it read is still the newest.</summary>
    /// <param name="transaction">Its changes are the queue's from then on.</param>
    /// <param name="durable">Ends when all that it changed and read is on disk, with the commit that it is in; null if the result is false.</param>
    private bool TryQueue(Transaction transaction, [NotNullWhen(true)] out Task<CommitPoint>? durable)
    {
        lock (gate)
        {
            ThrowUnlessOpen();
            if (!StillHolds(transaction))
            {
                durable = null;
                return false;
            }

            List<PendingChange> changes = transaction.TakeChanges(change => change.Content is not null || VersionOf(change.Key) != 0);
            if (changes.Count == 0)
            {
                durable = DependencyOf(transaction);
                return true;
            }

            if (phase != Phase.Open)
            {
                throw new RequestException(ErrorCode.StoreUnavailable, NothingChanged);
            }

            durable = Enqueue(new QueuedTransaction(changes) { Number = ++lastNumber });
            return true;
        }
    }

    private Task<CommitPoint> Enqueue(QueuedTransaction transaction)
    {
        if (queuedBytes + transaction.Bytes > settings.MaxQueuedBytes)
        {
            transaction.Fail(ErrorCode.Overloaded, "Too many changes wait for the disk; send the request again later.");
            return transaction.Durable;
        }

        foreach (PendingChange change in transaction.Changes)
        {
            change.Version = change.Content is null ? 0 : ++lastVersion;
            pending[change.Key] = change;
        }

        queue.Enqueue(transaction);
        queuedBytes += transaction.Bytes;
        moment++;
        return transaction.Durable;
    }

    /// <summary>Whether all that a body read is still the newest.</summary>
    /// <param name="transaction">What it read.</param>
    /// <param name="durable">Ends when all of it is on disk.</param>
    private bool TryDepend(Transaction transaction, out Task<CommitPoint> durable)
    {
        lock (gate)
        {
            ThrowUnlessOpen();
            durable = DependencyOf(transaction);
            return StillHolds(transaction);
        }
    }

    private bool StillHolds(Transaction transaction)
    {
        if (transaction.Moment == moment || transaction.Outdated)
        {
            return !transaction.Outdated;
        }

        foreach ((Bytes32 key, Transaction.Touched touched) in transaction.All)
        {
            if (touched.WasRead && VersionOf(key) != touched.ReadVersion)
            {
                transaction.Outdated = true;
                return false;
            }
        }

        transaction.Moment = moment;
        return true;
    }

    /// <summary>
    /// The end of the last transaction that any record touched waits for: those before it end before it. All is committed already where
    /// there is none.
    /// </summary>
    private Task<CommitPoint> DependencyOf(Transaction transaction)
    {
        QueuedTransaction? last = null;
        foreach (Bytes32 key in transaction.All.Keys)
        {
            if (pending.TryGetValue(key, out PendingChange? change) && !(change.Owner!.Number < last?.Number))
            {
                last = change.Owner;
            }
        }

        return last?.Durable ?? Task.FromResult(new CommitPoint(image!.Head));
    }

    /// <summary>The newest version of a record, durable or not; 0: there is none.</summary>
    private long VersionOf(in Bytes32 key) =>
        pending.TryGetValue(key, out PendingChange? change) ? change.Version
        : image!.Index.TryGet(key, out IndexEntry entry) ? entry.Version
        : 0;
}
