using NeoServiceLayer.Enclave.Platform.Interop;
using NeoServiceLayer.Enclave.Platform.Machine;

namespace NeoServiceLayer.Enclave.Platform.Processes;

/// <summary>Wakes who waits for a child (<see cref="ChildProcess.Wait(WakeSignal, bool, int)"/>). Any thread may set it, after its end too.</summary>
public sealed unsafe class WakeSignal : IDisposable
{
    private readonly Lock gate = new();
    private bool closed;

    /// <summary>Makes one that is not set.</summary>
    /// <exception cref="PlatformException">The kernel has none left.</exception>
    public WakeSignal() => Descriptor = Refusal.Unless(
        LibC.EventDescriptor(0, LibC.EfdNonBlock | LibC.EfdCloseOnExec), "there is no descriptor to wake by");

    internal int Descriptor { get; }

    /// <summary>Sets it.</summary>
    public void Set()
    {
        ulong one = 1;
        lock (gate)
        {
            if (!closed)
            {
                _ = LibC.Write(Descriptor, &one, sizeof(ulong));
            }
        }
    }

    /// <summary>Clears it.</summary>
    public void Clear()
    {
        ulong count;
        _ = LibC.Read(Descriptor, &count, sizeof(ulong));
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
            }
        }
    }
}
