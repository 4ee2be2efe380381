using System.Diagnostics;
using System.Text.Json;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Perf.Load.Chain;

/// <summary>Sponsored transactions through gateway and enclave to a private node, beside transactions that the node is sent directly.</summary>
internal sealed class ChainBench(Folders folders, string programs) : IDisposable
{
    private const long Funds = 100_000;
    private const long SystemFee = 10_500_000;
    private const long NetworkFee = 1_300_000;

    private readonly List<IDisposable> owned = [];
    private readonly List<Process> servers = [];
    private PrivateNode? node;
    private Sponsor? sponsor;
    private PrivateKey? payer;
    private uint nonce;
    private int relaysPerSecond = 700;
    private int sendsPerSecond = 2500;

    /// <summary>The transfer by itself, on one core, beside openssl's signature there.</summary>
    internal static Hop Transfer(TextWriter output)
    {
        string self = Environment.ProcessPath!;
        string[] bytes = Processes.Read(Placement.Free, self, "allocated").Trim().Split(' ');
        output.WriteLine($"transfer: built, decoded, judged and signed, {bytes[0]} bytes are allocated for one, {bytes[1]} of them by the signature");
        Target ours = new("transfer", (placement, _, seconds) => Processes.Measure(placement, self, "transfer", Text(seconds)));
        return new Hop("transfer", ours, [State.OpenSsl.Sign]) { Clients = [1], Placements = [Placement.Pinned] };
    }

    /// <summary>Relays, as many as the node's blocks take.</summary>
    internal Hop Relays(TextWriter output)
    {
        node = new PrivateNode(Path.Combine(folders.Stores, "chain"));
        owned.Add(node);
        sponsor = Sponsor.Open(StartSystem(), node);
        owned.Add(sponsor);
        payer = PrivateKey.Create();
        owned.Add(payer);
        node.Give(Funds, Neo.Keys.Address.ToAddress(AccountContract.Single(payer.PublicKey).ScriptHash));
        return new Hop("relay", new Target("relay", (_, shape, seconds) => Relay(shape, seconds, output)), [new Target("node alone", (_, shape, seconds) => Send(shape, seconds))])
        {
            Clients = [1, 8, 64],
            Placements = [Placement.Free],
            Seconds = 4,
        };
    }

    public void Dispose()
    {
        servers.ForEach(Kill);
        owned.AsEnumerable().Reverse().ToList().ForEach(each => each.Dispose());
    }

    private static string Text(double number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void Kill(Process server)
    {
        server.Kill();
        server.WaitForExit();
        server.Dispose();
    }

    /// <summary>Relays, and says what each process computed for one, the blocks that have it included.</summary>
    private Measurement Relay(Shape shape, double seconds, TextWriter output)
    {
        int relays = 0;
        (string Name, int Id)[] processes =
        [
            ("enclave", servers[0].Id), ("gateway", servers[1].Id), ("node", node!.ProcessId), ("client", Environment.ProcessId),
        ];
        TimeSpan[] before = [];
        Measurement measured = Measure(
            shape.InFlight,
            seconds,
            ref relaysPerSecond,
            (count, height) =>
            {
                JsonElement[] prepared = sponsor!.Prepare(count, height);
                before = [.. processes.Select(process => Footprint.Computed(process.Id))];
                relays = 0;
                return prepared;
            },
            context =>
            {
                Interlocked.Increment(ref relays);
                return sponsor!.RelayAsync(context);
            });
        node.UntilNothingWaits();
        IEnumerable<string> each = processes.Select((process, i) =>
            $"{process.Name} {(Footprint.Computed(process.Id) - before[i]).TotalMilliseconds / relays:0.00}");
        output.WriteLine($"relay: {shape.InFlight} clients, {relays} relays; milliseconds computed for one: {string.Join(", ", each)}");
        return measured;
    }

    private Measurement Send(Shape shape, double seconds) => Measure<string>(
        shape.InFlight,
        seconds,
        ref sendsPerSecond,
        (count, height) => [.. Enumerable.Range(0, count).Select(_ => Convert.ToBase64String(Payment(height)))],
        async transaction =>
        {
            if (!await node!.SendAsync(transaction))
            {
                throw new PerfException("The node refuses a transaction.");
            }
        });

    /// <summary>
    /// One measurement, which begins with nothing in the node that waits for its block: a node with many of them takes longer over each block.
    /// Where everything that was prepared went before the time was over, it does not count, and is made again with more.
    /// </summary>
    private Measurement Measure<T>(int clients, double seconds, ref int perSecond, Func<int, uint, IReadOnlyCollection<T>> prepare, Func<T, Task> work)
    {
        while (true)
        {
            node!.UntilNothingWaits();
            PreparedLoad<T> load = new(prepare((int)(seconds * perSecond), node.Height()), work);
            if (load.Run(clients, seconds) is { } measured)
            {
                return measured;
            }

            perSecond *= 2;
        }
    }

    /// <summary>A transaction that costs the node what a relayed one does, but for the second witness.</summary>
    private byte[] Payment(uint height)
    {
        AccountContract contract = AccountContract.Single(payer!.PublicKey);
        Transaction transaction = new()
        {
            Nonce = ++nonce,
            SystemFee = SystemFee,
            NetworkFee = NetworkFee,
            ValidUntilBlock = height + 100,
            Signers = [new Signer { Account = contract.ScriptHash, Scopes = WitnessScopes.CalledByEntry }],
            Script = new ScriptBuilder().Transfer(NativeContracts.Gas, contract.ScriptHash, contract.ScriptHash, 0).ToArray(),
        };
        byte[] invocation = [(byte)OpCode.PUSHDATA1, PublicKey.SignatureLength, .. payer.Sign(transaction.SignedData(node!.Magic))];
        return transaction.WithWitnesses(new Witness(invocation, contract.Script)).ToBytes();
    }

    private Address StartSystem()
    {
        string configuration = Path.Combine(folders.Stores, "chain.json");
        File.WriteAllText(configuration,
            $$"""
            {"maxRememberedResponses":1000000,"maxRecordsPerAccount":1000000,
             "networks":[{"name":"private","magic":{{node!.Magic}},"quorum":1,"endpoints":[{"url":"{{node.Url}}"}]}]}
            """);
        Address socket = new(Path.Combine(folders.Sockets, "chain.sock"), 0);
        servers.Add(Processes.Serve(
            Placement.Free, socket, Path.Combine(programs, "enclave-local"), "--listen", socket.Endpoint,
            "--state", Path.Combine(folders.Stores, "chain-state"), "--config", configuration));
        GatewayProcess gateway = GatewayProcess.Start(
            Placement.Free, Path.Combine(programs, "gateway"), socket, Path.Combine(folders.Stores, "chain.db"));
        servers.Add(gateway.Process);
        gateway.UntilReady();
        return gateway.Api;
    }
}
