using NeoServiceLayer.Enclave.Platform.Interop;
using NeoServiceLayer.Enclave.Platform.Machine;

namespace NeoServiceLayer.Enclave.Platform.Processes;

/// <summary>
/// Wakes who waits for a child (<see cref="ChildProcess.Wait(WakeSignal, bool, int)"/>). Any thread may set it, after its end too. It is
/// a pipe: the enclave's kernel has no cheaper descriptor for it.
/// </summary>
public sealed unsafe class WakeSignal : IDisposable
{
    private const int AtOnce = 64;

    private readonly Lock gate = new();
    private readonly int set;
    private bool closed;

    /// <summary>Makes one that is not set.</summary>
    /// <exception cref="PlatformException">The kernel has no descriptor left.</exception>
    public WakeSignal()
    {
        int* ends = stackalloc int[2];
        Refusal.Unless(LibC.Pipe(ends, LibC.ONonBlock | LibC.OCloseOnExec), "there is no pipe to wake by");
        (Descriptor, set) = (ends[0], ends[1]);
    }

    internal int Descriptor { get; }

    /// <summary>Sets it.</summary>
    public void Set()
    {
        byte any = 0;
        lock (gate)
        {
            if (!closed)
            {
                _ = LibC.Write(set, &any, 1); // where it is full it is set
            }
        }
    }

    /// <summary>Clears it; one that was set more often than that may wake once more for nothing.</summary>
    public void Clear()
    {
        byte* taken = stackalloc byte[AtOnce];
        _ = LibC.Read(Descriptor, taken, AtOnce);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (!closed)
            {
                closed = true;
                _ = LibC.Close(Descriptor);
                _ = LibC.Close(set);
            }
        }
    }
}
