using System.Diagnostics;
using System.Globalization;

namespace NeoServiceLayer.Perf.Load;

/// <summary>The servers of one run, each of them once pinned and once free, and the clients that are sent to them.</summary>
internal sealed class Bench(string folder, string programs) : IDisposable
{
    /// <summary>An echo has at most 1,024 characters, so what is beyond this many bytes of payload does not come back.</summary>
    private const int MostEchoed = 1024 + 11;

    private static readonly Shape Smallest = new(64, 1);

    private readonly List<Process> servers = [];
    private int sockets;

    /// <summary>The idle resident memory of each kind of server of ours, in bytes, looked at before it served anything.</summary>
    internal Dictionary<string, long> IdleMemory { get; } = [];

    /// <summary>The enclave over a Unix socket or TCP, beside C that answers the same bytes.</summary>
    internal Hop Wire(string name, bool tcp)
    {
        Dictionary<Placement, Address> enclave = Both(placement => Enclave(placement, tcp));
        Target ours = Client("enclave", "load", enclave);
        Measurement probe = ours.Measure(Placement.Free, Smallest, 0.05);
        string extra = Text(probe.ResponseBytes - probe.RequestBytes);
        string most = Text(probe.RequestBytes - Smallest.PayloadBytes + MostEchoed);
        Dictionary<Placement, Address> epoll = Both(placement => PingPong(placement, tcp, extra, most));
        Dictionary<Placement, Address> blocking = Both(placement => PingPong(placement, tcp, extra, most, "blocking"));
        return new Hop(name, ours, [Client("C epoll", "load", epoll), Client("C blocking", "load", blocking)]);
    }

    /// <summary>The calling side that the gateway uses, against the enclave, beside the C client against C.</summary>
    internal Hop Link(bool inline, params Target[] baselines)
    {
        Dictionary<Placement, Address> enclave = Both(placement => Enclave(placement, tcp: false));
        string name = inline ? "link" : "client";
        Target ours = new(name, (placement, shape, seconds) => Processes.Measure(
            placement, Environment.ProcessPath!, name, enclave[placement].Endpoint, Text(shape.InFlight), Text(shape.PayloadBytes), Text(seconds)));
        return new Hop(name, ours, [Client("C client", "load", enclave), .. baselines]);
    }

    /// <summary>Client and server in one process, beside the same connection with no protocol above it.</summary>
    internal static Hop Memory()
    {
        static Target InProcess(string name, string command) => new(name, (placement, shape, seconds) => Processes.Measure(
            placement, Environment.ProcessPath!, command, Text(shape.InFlight), Text(shape.PayloadBytes), Text(seconds)));
        return new Hop("memory", InProcess("session", "memory"), [InProcess("raw frames", "memory-raw")]);
    }

    /// <summary>HTTP through the gateway to the enclave, beside Kestrel alone.</summary>
    internal Hop Http(string gatewayProgram)
    {
        Dictionary<Placement, Address> gateways = Both(placement => Gateway(placement, gatewayProgram));
        Target ours = Http("gateway", gateways);
        Measurement probe = ours.Measure(Placement.Free, Smallest, 0.05);
        string extra = Text(probe.ResponseBytes - probe.RequestBytes);
        Dictionary<Placement, Address> bare = Both(placement =>
        {
            Address address = Address.FreePort();
            Serve(placement, address, "bare-kestrel", address.Authority, extra, Text(MostEchoed));
            return address;
        });
        return new Hop("http", ours, [Http("bare Kestrel", bare)]);
    }

    /// <summary>gRPC unary over a Unix socket, .NET at both ends.</summary>
    internal Target Grpc(string program)
    {
        Dictionary<Placement, Address> addresses = Both(placement =>
        {
            Address address = NewSocket();
            servers.Add(Processes.Serve(placement, address, program, "serve", address.Path!));
            return address;
        });
        return new Target("gRPC", (placement, shape, seconds) => Processes.Measure(
            placement, program, "load", addresses[placement].Path!, Text(shape.InFlight), Text(shape.PayloadBytes), Text(seconds)));
    }

    public void Dispose()
    {
        foreach (Process server in servers)
        {
            server.Kill();
            server.WaitForExit();
            server.Dispose();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<Placement, Address> Both(Func<Placement, Address> start) =>
        Enum.GetValues<Placement>().ToDictionary(placement => placement, start);

    private Target Client(string name, string program, Dictionary<Placement, Address> servers) => new(
        name, (placement, shape, seconds) => Processes.Measure(
            placement, Program(program), servers[placement].Endpoint, Text(shape.InFlight), Text(shape.PayloadBytes), Text(seconds)));

    private Target Http(string name, Dictionary<Placement, Address> servers) => new(
        name, (placement, shape, seconds) => Processes.Measure(
            placement, Program("httpload"), servers[placement].Authority, Text(shape.InFlight), Text(shape.PayloadBytes), Text(seconds)));

    private Address Enclave(Placement placement, bool tcp)
    {
        Address address = tcp ? Address.FreePort() : NewSocket();
        string state = Directory.CreateDirectory(Path.Combine(folder, $"state{sockets++}")).FullName;
        Process process = Serve(placement, address, "enclave-local", "--listen", address.Endpoint, "--state", state);
        IdleMemory.TryAdd("enclave-local", Footprint.ResidentBytes(process.Id));
        return address;
    }

    private Address PingPong(Placement placement, bool tcp, params string[] arguments)
    {
        Address address = tcp ? Address.FreePort() : NewSocket();
        Serve(placement, address, "pingpong", [address.Endpoint, .. arguments]);
        return address;
    }

    private Address Gateway(Placement placement, string program)
    {
        Address enclave = Enclave(placement, tcp: false);
        string store = Path.Combine(folder, $"store{sockets++}.db");
        GatewayProcess gateway = GatewayProcess.Start(placement, program, enclave, store);
        servers.Add(gateway.Process);
        IdleMemory.TryAdd("gateway", Footprint.ResidentBytes(gateway.Process.Id));
        return gateway.Api;
    }

    private Process Serve(Placement placement, Address address, string program, params string[] arguments)
    {
        Process process = Processes.Serve(placement, address, [Program(program), .. arguments]);
        servers.Add(process);
        return process;
    }

    private Address NewSocket() => new(Path.Combine(folder, $"{sockets++}.sock"), 0);

    private string Program(string name)
    {
        string own = Path.Combine(programs, "perf", name);
        return File.Exists(own) ? own : Path.Combine(programs, name);
    }
}
