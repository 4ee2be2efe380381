using System.Runtime.InteropServices;

namespace NeoServiceLayer.Gateway;

/// <summary>SIGTERM and SIGINT, which ask the process to end instead of ending it.</summary>
internal sealed class ShutdownSignals : IDisposable
{
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration terminate;
    private readonly PosixSignalRegistration interrupt;

    internal ShutdownSignals()
    {
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
    }

    /// <summary>Completes when one of them has come.</summary>
    internal Task Asked => asked.Task;

    public void Dispose()
    {
        terminate.Dispose();
        interrupt.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        asked.TrySetResult();
    }
}
