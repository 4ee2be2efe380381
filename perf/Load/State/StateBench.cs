using System.Diagnostics;
using System.Globalization;

namespace NeoServiceLayer.Perf.Load.State;

/// <summary>What is sealed and stored, what signs and what is stamped: hops whose baselines are plain C on SQLite, and openssl.</summary>
internal sealed partial class StateBench(Folders folders, string programs) : IDisposable
{
    /// <summary>What one record of the engine's own holds.</summary>
    private const int ContentBytes = 256;

    /// <summary>What sealing adds to a content, and the whole head record.</summary>
    private const int SealBytes = 57;
    private const int HeadBytes = 193;

    /// <summary>What an engine with a cache may keep, as enclaves do by default.</summary>
    private const long CacheBytes = 16L << 20;

    /// <summary>So many requests are looked at to see what their commits write.</summary>
    private const int Probes = 48;

    /// <summary>Requests that are written for each client and second: more than one gets answered.</summary>
    private const int MostPerClient = 6000;
    private const int Most = 24_000;

    private readonly List<Process> servers = [];
    private readonly List<IDisposable> owned = [];
    private readonly Dictionary<Placement, string> stores = [];
    private Dictionary<Placement, StampedCallers>? callers;
    private int sockets;

    private Dictionary<Placement, StampedCallers> Callers => callers ??= Both(StartSystem);

    /// <summary>Signing and checking stamps by themselves, on one core, beside openssl there.</summary>
    internal static IReadOnlyList<Hop> Inside()
    {
        string self = Environment.ProcessPath!;
        return
        [
            new Hop("sign", new Target("sign", (placement, _, seconds) => Processes.Measure(placement, self, "sign", Text(seconds))), [OpenSsl.Sign])
            {
                PayloadBytes = 64,
                Clients = [1],
                Placements = [Placement.Pinned],
            },
            new Hop(
                "stamp",
                new Target("stamp", (placement, shape, seconds) =>
                    Processes.Measure(placement, self, "stamp", Text(shape.PayloadBytes), Text(seconds))),
                [OpenSsl.Verify])
            {
                PayloadBytes = StampedCallers.PayloadBytes,
                Clients = [1],
                Placements = [Placement.Pinned],
            },
        ];
    }

    /// <summary>Everything that goes to the disk. Says where that is, and what commits write.</summary>
    internal IReadOnlyList<Hop> Hops(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"stores: in {folders.Stores}, on {folders.FileSystem}");
        Dictionary<Placement, Engine> engines = Both(placement => StartEngine(placement, "engine"));
        CommitShape one = new(2, 0, ContentBytes + SealBytes + HeadBytes);
        Say(output, "engine", one);
        CommitShape update = Probe(Callers[Placement.Free], "updateWallet", output);
        CommitShape sign = Probe(Callers[Placement.Free], "signData", output);
        return
        [
            new Hop("engine", Ours(engines, "commit"), Commits(one)) { PayloadBytes = ContentBytes, Clients = [1, 64] },
            new Hop("engread", Ours(engines, "read"), [Reads()]) { PayloadBytes = ContentBytes, Clients = [1, 64] },
            new Hop("update", Ours(Callers, "updateWallet"), Commits(update)) { PayloadBytes = StampedCallers.PayloadBytes },
            new Hop("get", Ours(Callers, "getWallet"), [Reads()]) { PayloadBytes = StampedCallers.PayloadBytes },
            new Hop("get", Ours(Callers, "getWallet"), [OpenSsl.Verify]) { PayloadBytes = StampedCallers.PayloadBytes, Clients = [1, 64] },
            new Hop("signData", Ours(Callers, "signData"), [Commits(sign)[1]]) { PayloadBytes = StampedCallers.PayloadBytes, Clients = [1, 64] },
            new Hop("signData", Ours(Callers, "signData"), [OpenSsl.Sign]) { PayloadBytes = StampedCallers.PayloadBytes, Clients = [1, 64] },
        ];
    }

    /// <summary>The Gas Bank's books beside plain records, in one enclave.</summary>
    internal Hop Ledger()
    {
        Dictionary<Placement, Engine> cached = Both(placement => StartEngine(placement, "books", CacheBytes));
        return new Hop("ledger", Ours(cached, "books"), [Ours(cached, "commit") with { Name = "record" }]) { PayloadBytes = ContentBytes };
    }

    public void Dispose()
    {
        owned.ForEach(each => each.Dispose());
        foreach (Process server in servers)
        {
            server.Kill();
            server.WaitForExit();
            server.Dispose();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<Placement, T> Both<T>(Func<Placement, T> start) =>
        Enum.GetValues<Placement>().ToDictionary(placement => placement, start);

    private static void Say(TextWriter output, string of, CommitShape shape) => output.WriteLine(
        $"{of}: a commit of one request writes {shape.Records} records, {shape.New} of them new, with values of {shape.Bytes} bytes; "
        + "so does the baseline's");

    private static Target Ours(Dictionary<Placement, Engine> engines, string work) => new(
        work, (placement, shape, seconds) => engines[placement].Measure($"{work} {shape.InFlight} {shape.PayloadBytes} {Text(seconds)}"));

    private Target Ours(Dictionary<Placement, StampedCallers> callers, string operation) => new(operation, (placement, shape, seconds) =>
    {
        string file = Path.Combine(folders.Stores, "requests");
        callers[placement].Write(file, operation, shape.InFlight, (int)(seconds * Math.Min(Most, MostPerClient * shape.InFlight)));
        return Processes.Measure(
            placement, Program("httpreplay"), callers[placement].Gateway.Authority, Text(shape.InFlight), file, Text(shape.PayloadBytes), Text(seconds));
    });

    /// <summary>C on SQLite: a transaction for each commit, and one for all that wait.</summary>
    private Target[] Commits(CommitShape shape)
    {
        Target Of(string name, int group) => new(name, (placement, clients, seconds) => Processes.Measure(
            placement, Program("commits"), Store($"{name}-{shape.Records}-{placement}"), Text(clients.InFlight), Text(group),
            Text(shape.Records), Text(shape.New), Text(shape.Bytes), Text(seconds)));
        return [Of("C SQLite", 1), Of("C SQLite grouped", 256)];
    }

    private Target Reads() => new("C SQLite select", (placement, shape, seconds) => Processes.Measure(
        placement, Program("reads"), Store($"reads-{placement}"), Text(shape.InFlight), Text(shape.PayloadBytes + SealBytes), Text(seconds)));

    private Engine StartEngine(Placement placement, string name, long cacheBytes = 0)
    {
        Engine engine = new(
            placement, Program("gateway"), NewSocket(), Path.Combine(folders.Stores, $"{name}-{placement}"), Store($"{name}-{placement}"), cacheBytes);
        owned.Add(engine);
        return engine;
    }

    private StampedCallers StartSystem(Placement placement)
    {
        string configuration = Path.Combine(folders.Stores, "enclave.json");
        File.WriteAllText(configuration, """{"maxRememberedResponses":1000000,"maxRecordsPerAccount":1000000}""");
        Address socket = NewSocket();
        string state = Path.Combine(folders.Stores, $"state-{placement}");
        servers.Add(Processes.Serve(
            placement, socket, Program("enclave-local"), "--listen", socket.Endpoint, "--state", state, "--config", configuration));
        stores[placement] = Store($"gateway-{placement}");
        GatewayProcess gateway = GatewayProcess.Start(placement, Program("gateway"), socket, stores[placement]);
        servers.Add(gateway.Process);
        gateway.UntilReady();
        StampedCallers callers = StampedCallers.Register(gateway.Api);
        owned.Add(callers);
        return callers;
    }

    /// <summary>Sends some requests, one after the other, and looks into the store behind each.</summary>
    private CommitShape Probe(StampedCallers callers, string operation, TextWriter output)
    {
        Stored Look(long since) => Stored.Written(Program("stored"), stores[Placement.Free], since);
        Stored before = Look(0);
        long records = Probes;
        long bytes = Probes * HeadBytes;
        long version = before.Version;
        for (int i = 0; i < Probes; i++)
        {
            callers.Send(operation, 1);
            Stored written = Look(version);
            records += written.Records;
            bytes += written.Bytes;
            version = written.Version;
        }

        double added = Look(0).Records - before.Records;
        CommitShape shape = new(
            (int)Math.Round((double)records / Probes), (int)Math.Round(added / Probes), (int)(bytes / Probes));
        Say(output, operation, shape);
        return shape;
    }

    private Address NewSocket() => new(Path.Combine(folders.Sockets, $"state{sockets++}.sock"), 0);

    private string Store(string name) => Path.Combine(folders.Stores, $"{name.Replace(' ', '-')}.db");

    private string Program(string name)
    {
        string own = Path.Combine(programs, "perf", name);
        return File.Exists(own) ? own : Path.Combine(programs, name);
    }
}
