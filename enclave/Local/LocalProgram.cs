using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Local.SoftwareModule;
using NeoServiceLayer.Enclave.Local.Trial;
using NeoServiceLayer.Enclave.Sandbox.Supervisor;
using NeoServiceLayer.Enclave.Services;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Enclave.Local;

/// <summary>The enclave as an ordinary process on a developer's machine. It protects nothing, and says so when asked.</summary>
internal static class LocalProgram
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Usage = 2;

    private const string Help = """
        enclave-local: the Neo Service Layer's enclave as an ordinary process, for development. It protects nothing.

        usage: enclave-local [--listen ENDPOINT] [--state DIR] [--config FILE]

          --listen ENDPOINT  where the gateway finds it: unix:/path, tcp:127.0.0.1:5000 or vsock:CID:PORT
                             (default: unix:DIR/enclave.sock)
          --state DIR        the folder that it keeps what it needs in (default: .nsl); local-root.pem and local-pcrs.json are
                             written there for nsl attest
          --config FILE      limits, as JSON (default: none); with operators in it, their shares bring the root key, and not DIR
          --run-function     runs one function in the sandbox and ends, without an enclave around it: nsl function dev asks for it,
                             by the standard input
          --help, --version
        """;

    internal static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        try
        {
            if (arguments is ["--run-function"])
            {
                TryFunctionAsync().GetAwaiter().GetResult();
                return Done;
            }

            LocalOptions options = LocalOptions.Parse(arguments);
            if (options.Help || options.Version)
            {
                output.WriteLine(options.Help ? Help : "enclave-local " + ProductVersion.Text);
                return Done;
            }

            return Serve(options, output);
        }
        catch (FormatException wrong)
        {
            errors.WriteLine("enclave-local: " + wrong.Message);
            return Usage;
        }
        catch (Exception failed) when (failed is TransportException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine("enclave-local: " + failed.Message);
            return Failed;
        }
    }

    private static async Task TryFunctionAsync()
    {
        using SandboxPool sandbox = new(new SandboxSettings { MaxRunning = 1, WarmWorkers = 0 });
        await using Stream input = Console.OpenStandardInput();
        await using Stream output = Console.OpenStandardOutput();
        await FunctionTrial.RunAsync(input, output, sandbox, TimeProvider.System);
    }

    private static int Serve(LocalOptions options, TextWriter output)
    {
        byte[]? configuration = options.ReadConfiguration();
        EnclaveSettings settings = configuration is null ? new EnclaveSettings() : EnclaveSettings.Parse(configuration);
        Directory.CreateDirectory(options.State);
        using Deployment? deployment = settings.Operators is null ? LocalDeployment.Load(options.State, TimeProvider.System) : null;
        using EnclaveClock clock = new(new MachineClock(), TimeProvider.System);
        using SoftwareSecurityModule module = Module(options.State, configuration);
        using EnclaveHost host = deployment is null
            ? new EnclaveHost(settings, EnclaveMode.Local, clock, EnclaveServices.BindWithWorkers, module)
            : new EnclaveHost(settings, deployment, clock, EnclaveServices.BindWithWorkers, module);
        EnclaveProcess.Run(host, options.Endpoint, settings, endpoint => output.WriteLine($"enclave-local: listening on {endpoint}"));
        return Done;
    }

    private static SoftwareSecurityModule Module(string folder, byte[]? configuration)
    {
        using FileStream program = File.OpenRead(Environment.ProcessPath!);
        byte[][] measured = LocalMeasurements.Of(program, configuration);
        LocalMeasurements.Export(folder, measured);
        return new SoftwareSecurityModule(LocalRoot.Load(folder, TimeProvider.System), measured, TimeProvider.System);
    }
}
