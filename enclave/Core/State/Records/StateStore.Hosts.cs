using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>Hosts that come and go: each one's store is checked before anything is served from it.</summary>
internal sealed partial class StateStore
{
    private IRecordHost? host;
    private long session;
    private bool recovering;
    private Phase phase;
    private StateProblem? problem;
    private Doubt? doubt;

    /// <summary>How the state stands.</summary>
    private enum Phase
    {
        /// <summary>There is no host.</summary>
        Closed,

        /// <summary>A host is attached, and its store is being checked.</summary>
        Opening,

        /// <summary>It serves what only reads: the store takes no commits.</summary>
        Reading,

        /// <summary>It serves.</summary>
        Open,

        /// <summary>The host's store is the wrong one; another host may bring the right one.</summary>
        Halted,
    }

    /// <summary>Whether it serves, be it only what reads.</summary>
    internal bool IsOpen
    {
        get
        {
            lock (gate)
            {
                return phase is Phase.Open or Phase.Reading;
            }
        }
    }

    /// <summary>Why it does not serve everything although there is a host; null if it does, or if nothing is known yet.</summary>
    internal StateProblem? Problem
    {
        get
        {
            lock (gate)
            {
                return problem;
            }
        }
    }

    /// <summary>Told of each change of what <see cref="IsOpen"/> and <see cref="Problem"/> say; must not wait.</summary>
    internal Action Changed { get; set; } = static () => { };

    /// <summary>A host is there: its store is checked, and served from if it is the right one.</summary>
    internal void Attach(IRecordHost attached)
    {
        lock (gate)
        {
            host = attached;
            session++;
            recovering = false;
            if (problem != StateProblems.Fault)
            {
                problem = null;
                Close(Phase.Opening);
                Recover();
            }
        }
    }

    /// <summary>The host is gone.</summary>
    internal void Detach(IRecordHost gone)
    {
        lock (gate)
        {
            if (host == gone)
            {
                host = null;
                session++;
                if (problem != StateProblems.Fault)
                {
                    problem = null;
                    Close(Phase.Closed);
                }
            }
        }

        Changed();
    }

    /// <summary>Begins to check the host's store, unless that is under way, or a commit is in flight, whose end will come here.</summary>
    private void Recover()
    {
        if (phase == Phase.Opening && !committing && !recovering)
        {
            recovering = true;
            long of = session;
            IRecordHost at = host!;
            Observe(Task.Run(() => RecoverAsync(at, of)));
        }
    }

    private async Task RecoverAsync(IRecordHost at, long of)
    {
        bool going = true;
        while (going)
        {
            StateProblem? found;
            try
            {
                found = image is null ? await OpenAsync(at, of) : await SettleAsync(at, of);
            }
            catch (RequestException)
            {
                found = StateProblems.Unavailable;
            }

            going = !TryEnd(of, found) && await WaitAsync();
        }
    }

    /// <summary>Waits before a host is asked again.</summary>
    /// <returns>False when the state is being disposed.</returns>
    private async Task<bool> WaitAsync()
    {
        await Task.Delay(settings.RetryDelay, clock, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !closing.IsCancellationRequested;
    }

    /// <summary>Takes the outcome of a check.</summary>
    /// <returns>Whether it was the last with this host.</returns>
    private bool TryEnd(long of, StateProblem? found)
    {
        EnclaveEvent? happened = null;
        bool ended;
        lock (gate)
        {
            if (session != of)
            {
                return true;
            }

            problem = found;
            ended = found?.Code != StateProblemCode.StoreUnavailable;
            if (ended)
            {
                recovering = false;
                phase = found is null ? Phase.Open : Phase.Halted;
                happened = found is null
                    ? EnclaveEvents.StateOpened(image!.Head.Sequence, image.Head.Count)
                    : EnclaveEvents.StateHalted(found.Code);
            }
        }

        if (happened is not null)
        {
            events.Write(happened);
        }

        Changed();
        return ended;
    }

    /// <summary>Opens the state for the first time in this boot.</summary>
    private async Task<StateProblem?> OpenAsync(IRecordHost at, long of)
    {
        (StateImage? opened, StateProblem? found) = await opener.OpenAsync(at);
        lock (gate)
        {
            if (opened is not null && session == of)
            {
                image = opened;
                lastVersion = opened.Head.LastVersion;
            }
        }

        return found;
    }

    /// <summary>Checks that a host's store holds the state that memory holds, and finds out about a commit in doubt.</summary>
    private async Task<StateProblem?> SettleAsync(IRecordHost at, long of)
    {
        bool fenced = FenceOfDoubt() is { } fence && await at.TryCommitAsync(fence.Request);
        HeadReading reading = await HeadReading.ReadAsync(at, sealer, builder.HeadKey);
        if (!reading.Exists)
        {
            return await opener.WhyNotFirstAsync(at) ?? StateProblems.Empty;
        }

        lock (gate)
        {
            return session == of ? Judge(reading.Head, fenced) : null;
        }
    }

    /// <summary>
    /// What must be committed before a commit in doubt is judged; null if there is none. It runs behind all that the store has
    /// queued, and what expects the old head can no longer happen after it.
    /// </summary>
    private Proposal? FenceOfDoubt()
    {
        lock (gate)
        {
            return doubt is null ? null : doubt.Fence ??= builder.BuildFence(image!.Head);
        }
    }

    private StateProblem? Judge(Head? found, bool fenced)
    {
        if (found is null)
        {
            return StateProblems.HeadAltered;
        }

        if (doubt is null && found == image!.Head)
        {
            return null;
        }

        if (doubt is not null && (found == doubt.Fence!.Head || found == doubt.Proposal.Head))
        {
            Settle(doubt, found);
            return null;
        }

        if (doubt is not null && found == image!.Head && !fenced)
        {
            // The store takes no commits now. What it holds is known, so it can be read.
            phase = Phase.Reading;
            return StateProblems.NoCommits;
        }

        return StateProblems.OtherHead(found.Sequence, image!.Head.Sequence);
    }

    /// <summary>It is known whether the commit in doubt happened: whoever waits for it is told.</summary>
    private void Settle(Doubt settled, Head now)
    {
        bool happened = now == settled.Proposal.Head;
        doubt = null;
        if (happened)
        {
            Apply(settled.Proposal);
            moment++;
        }

        image!.Head = now;
        foreach (QueuedTransaction transaction in settled.Waiting)
        {
            if (happened)
            {
                transaction.Succeed();
            }
            else
            {
                transaction.Fail(ErrorCode.StoreUnavailable, NothingChanged);
            }
        }

        events.Write(EnclaveEvents.StateSettled(settled.Proposal.Head.Sequence, happened));
    }

    private IRecordHost AttachedHost()
    {
        lock (gate)
        {
            return host ?? throw NotReady();
        }
    }

    private void ThrowUnlessOpen()
    {
        if (phase is not (Phase.Open or Phase.Reading))
        {
            throw problem is null
                ? NotReady()
                : new RequestException(CodeOf(problem), "The enclave's state is not open; system.getStatus says why.");
        }
    }

    private static RequestException NotReady() => new(ErrorCode.NotReady, "The enclave waits for its host, or checks what it keeps; try again.");

    /// <summary>What a request is refused with while there is a problem.</summary>
    internal static ErrorCode CodeOf(StateProblem problem) =>
        problem.Code == StateProblemCode.StateTampered ? ErrorCode.StateTampered : ErrorCode.StoreUnavailable;

    /// <summary>A fault of the engine itself ends service: nothing is served from a memory that may be wrong.</summary>
    private void Observe(Task task) => task.ContinueWith(
        faulted =>
        {
            lock (gate)
            {
                problem = StateProblems.Fault;
                session++;
                Close(Phase.Halted);
            }

            GiveUp(flying);
            events.Write(EnclaveEvents.StateFault(faulted.Exception!.InnerException!.GetType()));
            Changed();
        },
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
