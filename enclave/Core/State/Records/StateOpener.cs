using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.Keys;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// Opens the state of a store for the first time in this boot: reads the head, makes sure that no commit of an earlier boot can
/// still happen, and proves that the records are exactly those of the head.
/// </summary>
internal sealed class StateOpener(Deployment deployment, RecordKeys keys, RecordSealer sealer, CommitBuilder builder, IEventLog events)
{
    /// <exception cref="Protocol.Errors.RequestException">The host did not answer.</exception>
    /// <returns>The state, or what is wrong.</returns>
    internal async Task<(StateImage? Image, StateProblem? Problem)> OpenAsync(IRecordHost host)
    {
        HeadReading reading = await HeadReading.ReadAsync(host, sealer, builder.HeadKey);
        StateProblem? refusal = reading.Exists ? null : await WhyNotFirstAsync(host);
        if (refusal == StateProblems.Foreign)
        {
            // Or the first commit of an earlier boot has arrived since the head was read.
            reading = await HeadReading.ReadAsync(host, sealer, builder.HeadKey);
        }

        if (reading is { Exists: true, Head: null })
        {
            return (null, StateProblems.HeadAltered);
        }

        if (!reading.Exists && refusal is not null)
        {
            return (null, refusal);
        }

        // A commit that an earlier boot asked for may still be on its way to the disk: it expects the head that this replaces.
        Proposal step = reading.Head is null ? builder.BuildFirst(deployment.GenesisId.Span) : builder.BuildFence(reading.Head);
        if (!await host.TryCommitAsync(step.Request))
        {
            return (null, StateProblems.Unavailable);
        }

        if (reading.Head is null)
        {
            events.Write(EnclaveEvents.StateInitialised());
        }

        if (!TryMark())
        {
            return (null, StateProblems.CannotMark);
        }

        StateScan scan = new(step.Head, builder.HeadKey, keys, sealer.Boot);
        StateProblem? problem = await scan.RunAsync(host);
        return problem is null ? (scan.ToImage(), null) : (null, problem);
    }

    /// <summary>What a store is that has no head of this deployment's; null if it may be its first.</summary>
    internal async Task<StateProblem?> WhyNotFirstAsync(IRecordHost host)
    {
        ScanRecordsResponse first = await host.ScanAsync(new ScanRecordsRequest { ValueBytes = 0 });
        return first.Records.Count > 0 || first.Cursor is not null ? StateProblems.Foreign
            : !deployment.IsNew ? StateProblems.Empty
            : null;
    }

    private bool TryMark()
    {
        try
        {
            deployment.MarkInitialised();
            return true;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
