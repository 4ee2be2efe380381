using NeoServiceLayer.Enclave.Platform.Machine;

namespace NeoServiceLayer.Enclave.Nitro.Boot;

/// <summary>
/// A first process never just ends, which the kernel would answer with a panic: whatever ends it, it says why in one line and ends
/// the machine.
/// </summary>
internal sealed class FirstProcess : IDisposable
{
    private readonly IMachine machine;
    private readonly Action<string> say;

    internal FirstProcess(IMachine machine, Action<string> say)
    {
        this.machine = machine;
        this.say = say;
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
    }

    /// <summary>Ends the machine.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        machine.End();
    }

    /// <summary>Ends for a fault of ours, of which it names the type alone: a fault's text may hold what was being worked on.</summary>
    internal void EndFor(Type fault)
    {
        say($"enclave: ending the machine: a fault of the enclave's own ({fault.Name}).");
        machine.End();
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs fault) => EndFor(fault.ExceptionObject.GetType());
}
