using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Platform.Nsm;
using NeoServiceLayer.Enclave.Services;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Enclave.Nitro;

/// <summary>Puts the enclave together and runs it until it is asked to end.</summary>
internal sealed class Serving : IDisposable
{
    private const uint AnyCid = uint.MaxValue;
    private const uint Port = 5000;

    private readonly EnclaveClock clock;
    private readonly Deployment? deployment;

    /// <param name="settings">The limits.</param>
    /// <param name="module">Not owned; null where there is none: then nothing is attested, there is no time to trust, and nothing stamped is served.</param>
    internal Serving(EnclaveSettings settings, ISecurityModule? module)
    {
        clock = new EnclaveClock(module is null ? null : new NsmClock(module), TimeProvider.System);

        if (settings.Operators is not null)
        {
            Host = new EnclaveHost(settings, EnclaveMode.Nitro, clock, EnclaveServices.BindWithWorkers, module);
            return;
        }

        // Nobody could bring it back: the root key lives as long as this boot, and system.getStatus says so.
        deployment = Deployment.ForOneBoot(EnclaveMode.Nitro, clock);
        Host = new EnclaveHost(settings, deployment, clock, EnclaveServices.BindWithWorkers, module);
    }

    internal EnclaveHost Host { get; }

    /// <summary>Listens on VSOCK and serves.</summary>
    /// <exception cref="TransportException">VSOCK cannot be listened on.</exception>
    internal static void Run(EnclaveSettings settings, ISecurityModule? module)
    {
        using Serving serving = new(settings, module);
        EnclaveProcess.Run(
            serving.Host, WireEndpoint.Vsock(AnyCid, Port), settings, endpoint => Console.Out.WriteLine($"enclave: listening on {endpoint}"));
    }

    public void Dispose()
    {
        Host.Dispose();
        deployment?.Dispose();
        clock.Dispose();
    }
}
