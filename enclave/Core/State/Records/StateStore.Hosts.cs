using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>Hosts that come and go, and what is refused while there is none whose store is the right one.</summary>
internal sealed partial class StateStore
{
    private IRecordHost? host;
    private long session;
    private Phase phase;
    private StateProblem? problem;

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
                return Serves;
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
                return problem ?? (rollback is { } wanted && image is not null ? StateProblems.RolledBack(new CommitPoint(image.Head), wanted) : null);
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

    private IRecordHost AttachedHost()
    {
        lock (gate)
        {
            return host ?? throw NotReady();
        }
    }

    /// <summary>Whether transactions may run.</summary>
    private bool Serves => rollback is null && phase is Phase.Open or Phase.Reading;

    private void ThrowUnlessOpen()
    {
        if (rollback is { } wanted && image is not null)
        {
            throw RolledBack(wanted);
        }

        if (!Serves)
        {
            throw problem is null
                ? NotReady()
                : new RequestException(CodeOf(problem), "The enclave's state is not open; system.getStatus says why.");
        }
    }

    private static RequestException NotReady() => new(ErrorCode.NotReady, "The enclave waits for its host, or checks what it keeps; try again.");

    /// <summary>What a request is refused with while there is a problem.</summary>
    internal static ErrorCode CodeOf(StateProblem problem) => problem.Code switch
    {
        StateProblemCode.StateTampered => ErrorCode.StateTampered,
        StateProblemCode.RolledBack => ErrorCode.RolledBack,
        _ => ErrorCode.StoreUnavailable,
    };

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
