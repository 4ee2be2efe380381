using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Platform.Nsm;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Enclave.Nitro;

/// <summary>Puts the enclave together and runs it until it is asked to end.</summary>
internal static class Serving
{
    private const uint AnyCid = uint.MaxValue;
    private const uint Port = 5000;

    /// <param name="settings">The limits.</param>
    /// <param name="module">Not owned; null where there is none: then nothing is attested, and there is no time to trust, so nothing stamped is served.</param>
    /// <exception cref="TransportException">VSOCK cannot be listened on.</exception>
    internal static void Run(EnclaveSettings settings, ISecurityModule? module)
    {
        using EnclaveClock clock = new(module is null ? null : new NsmClock(module), TimeProvider.System);

        // Until operators' shares bring it, the root key lives as long as this boot; system.getStatus says so.
        using Deployment deployment = Deployment.ForOneBoot(EnclaveMode.Nitro, clock);
        using EnclaveHost host = new(settings, deployment, clock, Services.Bind, module);
        EnclaveProcess.Run(
            host, WireEndpoint.Vsock(AnyCid, Port), settings, endpoint => Console.Out.WriteLine($"enclave: listening on {endpoint}"));
    }
}
