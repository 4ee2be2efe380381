using System.Runtime.InteropServices;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>Runs an enclave until the process is asked to end.</summary>
public static class EnclaveProcess
{
    /// <summary>How long requests in flight may take once the process is asked to end.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    /// <summary>Listens and serves; on SIGTERM or SIGINT drains and returns.</summary>
    /// <param name="host">What serves.</param>
    /// <param name="endpoint">Where it listens.</param>
    /// <param name="settings">Its limits.</param>
    /// <param name="ready">Told where it listens, once it does.</param>
    /// <exception cref="TransportException">The end point cannot be listened on.</exception>
    public static void Run(EnclaveHost host, WireEndpoint endpoint, EnclaveSettings settings, Action<WireEndpoint> ready)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(ready);
        using Listener listener = Listener.Open(endpoint, settings.ForTransports());
        using ManualResetEventSlim drained = new();
        int asked = 0;
        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            if (Interlocked.Exchange(ref asked, 1) == 0)
            {
                host.Drain(listener, DrainTime);
                drained.Set();
            }
        }

        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        ready(listener.Endpoint);
        host.Run(listener);
        drained.Wait();
    }
}
