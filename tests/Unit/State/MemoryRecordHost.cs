using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Tests.State;

/// <summary>What becomes of a commit at a host that is not always well.</summary>
internal enum Fate
{
    /// <summary>It is done and answered.</summary>
    Done,

    /// <summary>It is not done, and the answer is an error: the disk is full.</summary>
    Refused,

    /// <summary>It is done, and the answer is an error nevertheless.</summary>
    DoneThenRefused,

    /// <summary>It is not done, and not answered.</summary>
    Lost,

    /// <summary>It is done, and not answered.</summary>
    DoneThenLost,

    /// <summary>It is not answered, and done only when <see cref="MemoryRecordHost.DoLate"/> is called.</summary>
    Late,

    /// <summary>It is not done, and the answer says that an expectation was wrong.</summary>
    Conflicted,

    /// <summary>It is not done, and the answer says that it is.</summary>
    Feigned,
}

/// <summary>A host over a store: honest until it is told otherwise.</summary>
internal sealed class MemoryRecordHost(MemoryStore store) : IRecordHost
{
    private readonly Queue<CommitRecordsRequest> late = [];
    private TaskCompletionSource? held;
    private int asked;

    internal MemoryStore Store { get; } = store;

    /// <summary>Changes what is answered to a read.</summary>
    internal Func<ReadRecordsResponse, ReadRecordsResponse> OnRead { get; set; } = static response => response;

    /// <summary>Changes what is answered to a scan.</summary>
    internal Func<ScanRecordsResponse, ScanRecordsResponse> OnScan { get; set; } = static response => response;

    /// <summary>Decides about a commit.</summary>
    internal Func<CommitRecordsRequest, Fate> OnCommit { get; set; } = static _ => Fate.Done;

    /// <summary>How many calls of any kind were made.</summary>
    internal int Asked => Volatile.Read(ref asked);

    /// <summary>How many records were read.</summary>
    internal int Reads { get; private set; }

    /// <summary>The call with which it dies: that one and all later ones are not answered.</summary>
    internal int DiesAt { get; set; } = int.MaxValue;

    /// <summary>Whether the call with which it dies is done, if it is a commit.</summary>
    internal bool DiesAfter { get; set; }

    /// <summary>Told of each commit that has arrived.</summary>
    internal Action Arrived { get; set; } = static () => { };

    /// <summary>Leaves commits without an end until <see cref="Release"/>.</summary>
    internal void Hold() => held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Release()
    {
        held!.SetResult();
        held = null;
    }

    /// <summary>Does the commits that were late; says how many of them the store took.</summary>
    internal int DoLate()
    {
        int done = 0;
        while (late.TryDequeue(out CommitRecordsRequest? request))
        {
            done += Store.Commit(request).Committed ? 1 : 0;
        }

        return done;
    }

    public async Task<ReadRecordsResponse> ReadAsync(ReadRecordsRequest request)
    {
        await BeginAsync();
        Reads += request.Keys.Count;
        return OnRead(Store.Read(request.Keys));
    }

    public async Task<ScanRecordsResponse> ScanAsync(ScanRecordsRequest request)
    {
        await BeginAsync();
        return OnScan(Store.Scan(request.Cursor, request.ValueBytes ?? RecordLimits.MaxValueBytes));
    }

    public async Task<CommitRecordsResponse> CommitAsync(CommitRecordsRequest request)
    {
        if (Asked + 1 == DiesAt && DiesAfter)
        {
            Store.Commit(request);
        }

        await BeginAsync();
        Task wait = held?.Task ?? Task.CompletedTask;
        Arrived();
        await wait;
        switch (OnCommit(request))
        {
            case Fate.Done:
                return Store.Commit(request);
            case Fate.DoneThenRefused:
                Store.Commit(request);
                throw Failed();
            case Fate.DoneThenLost:
                Store.Commit(request);
                throw Unanswered();
            case Fate.Late:
                late.Enqueue(request);
                throw Unanswered();
            case Fate.Lost:
                throw Unanswered();
            case Fate.Conflicted:
                return new CommitRecordsResponse { Committed = false, Conflicts = request.Expected };
            case Fate.Feigned:
                return new CommitRecordsResponse { Committed = true, Conflicts = [] };
            default:
                throw Failed();
        }
    }

    internal static RequestException Unanswered() => new(ErrorCode.OutcomeUnknown, "No answer came.");

    internal static RequestException Failed() => new(ErrorCode.InternalError, "The operation failed.");

    private async Task BeginAsync()
    {
        bool dies = Interlocked.Increment(ref asked) >= DiesAt;
        await Task.Yield();
        if (dies)
        {
            throw Unanswered();
        }
    }
}
