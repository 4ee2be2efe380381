using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Nitro;
using NeoServiceLayer.Wire;

// What ships in the image. Its arguments come from the kernel's command line, where words that the kernel does not know
// end up: they are ignored, but for the one that a person types.
if (args is ["--version"])
{
    Console.Out.WriteLine("enclave " + ProductVersion.Text);
    return 0;
}

const uint AnyCid = uint.MaxValue;
const uint Port = 5000;

EnclaveSettings settings = new();

// Until operators' shares bring it, the root key lives as long as this boot; system.getStatus says so.
using Deployment deployment = Deployment.ForOneBoot(EnclaveMode.Nitro, TimeProvider.System);

// Until the NSM is read there is no time to trust: nothing stamped is served.
using EnclaveClock clock = new(source: null, TimeProvider.System);
using EnclaveHost host = new(settings, deployment, clock, Services.Bind);
try
{
    EnclaveProcess.Run(
        host, WireEndpoint.Vsock(AnyCid, Port), settings, endpoint => Console.Out.WriteLine($"enclave: listening on {endpoint}"));
    return 0;
}
catch (TransportException failed)
{
    Console.Error.WriteLine("enclave: " + failed.Message);
    return 1;
}
