using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>Checks a host's store before anything is served from it, and finds out what became of a commit in doubt.</summary>
internal sealed partial class StateStore
{
    private bool recovering;
    private Doubt? doubt;

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
                if (found is null)
                {
                    await HoldOperatorsFloorsAsync(of);
                }
            }
            catch (RequestException failed)
            {
                found = failed.Code == ErrorCode.StateTampered ? StateProblems.LogAltered : StateProblems.Unavailable;
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
                happened = found is not null ? EnclaveEvents.StateHalted(found.Code)
                    : rollback is not null ? EnclaveEvents.StateHalted(StateProblemCode.RolledBack)
                    : EnclaveEvents.StateOpened(image!.Head.Sequence, image.Head.Count);
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
                transaction.Succeed(settled.Proposal.Head);
            }
            else
            {
                transaction.Fail(ErrorCode.StoreUnavailable, NothingChanged);
            }
        }

        events.Write(EnclaveEvents.StateSettled(settled.Proposal.Head.Sequence, happened));
    }
}
