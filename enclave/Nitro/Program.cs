using NeoServiceLayer.Contracts;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Nitro;
using NeoServiceLayer.Enclave.Nitro.Boot;
using NeoServiceLayer.Enclave.Platform.Machine;
using NeoServiceLayer.Enclave.Platform.Nsm;
using NeoServiceLayer.Enclave.Sandbox.Worker;

// What ships in the image. Its arguments come from the kernel's command line, where words that the kernel does not know
// end up: they are ignored, but for the ones that a person types, or this program itself.
if (args is ["--version"] && !LinuxMachine.IsFirstProcess)
{
    Console.Out.WriteLine("enclave " + ProductVersion.Text);
    return 0;
}

// A worker is a process that this one started: the words of the kernel's command line never make the first process one.
if (!LinuxMachine.IsFirstProcess && WorkerProcess.TryRun(args, out int exitCode))
{
    return exitCode;
}

LinuxMachine machine = new();
EnclaveBoot boot = new()
{
    Machine = machine,
    IsFirstProcess = LinuxMachine.IsFirstProcess,
    HasModule = () => NsmDevice.Exists,
    OpenModule = () => new NitroSecurityModule(NsmDevice.Open()),
    ReadSettings = () => MeasuredSettings.Read(MeasuredSettings.File),
    SendHeartbeat = () => Heartbeat.Send(Heartbeat.Parent),
    Serve = Serving.Run,
    Say = Say,
};

using FirstProcess? first = LinuxMachine.IsFirstProcess ? new FirstProcess(machine, Say) : null;
try
{
    boot.Run();
    return 0;
}
catch (Exception failed) when (failed
    is BootException or PlatformException or SecurityModuleException or IOException or UnauthorizedAccessException)
{
    Say($"enclave: {(first is null ? "" : "ending the machine: ")}{failed.Message}");
    return 1;
}

// The console is only taken when there is something to say: a first process may have to open it first.
static void Say(string line) => Console.Error.WriteLine(line);
