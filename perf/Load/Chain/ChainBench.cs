using System.Diagnostics;
using System.Text.Json;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Perf.Load.Chain;

/// <summary>Sponsored transactions through gateway and enclave to a private node, beside transactions that the node is sent directly.</summary>
internal sealed class ChainBench(Folders folders, string programs) : IDisposable
{
    /// <summary>More than a node takes in a second, so that nobody runs out.</summary>
    private const int MostPerSecond = 700;
    private const long Funds = 100_000;
    private const long SystemFee = 10_500_000;
    private const long NetworkFee = 1_300_000;

    private readonly List<IDisposable> owned = [];
    private readonly List<Process> servers = [];
    private PrivateNode? node;
    private Sponsor? sponsor;
    private PrivateKey? payer;
    private uint nonce;

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
    internal Hop Relays()
    {
        node = new PrivateNode(Path.Combine(folders.Stores, "chain"));
        owned.Add(node);
        sponsor = Sponsor.Open(StartSystem(), node);
        owned.Add(sponsor);
        payer = PrivateKey.Create();
        owned.Add(payer);
        node.Give(Funds, Neo.Keys.Address.ToAddress(AccountContract.Single(payer.PublicKey).ScriptHash));
        return new Hop("relay", new Target("relay", Relay), [new Target("node alone", Send)])
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

    private Measurement Relay(Placement placement, Shape shape, double seconds)
    {
        Queue<JsonElement> contexts = new(sponsor!.Prepare((int)(seconds * MostPerSecond), node!.Height()));
        return Repeat(shape.InFlight, seconds, contexts, sponsor.RelayAsync);
    }

    private Measurement Send(Placement placement, Shape shape, double seconds)
    {
        uint height = node!.Height();
        Queue<string> transactions = new(Enumerable.Range(0, (int)(seconds * MostPerSecond)).Select(_ => Convert.ToBase64String(Payment(height))));
        return Repeat(shape.InFlight, seconds, transactions, async transaction =>
        {
            if (!await node.SendAsync(transaction))
            {
                throw new PerfException("The node refuses a transaction.");
            }
        });
    }

    /// <summary>Clients take from one queue, each again when it has its answer, until the time or the queue is over.</summary>
    private static Measurement Repeat<T>(int clients, double seconds, Queue<T> prepared, Func<T, Task> work)
    {
        LatencySamples samples = new(seconds);
        Lock gate = new();
        Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(TakeAsync))).GetAwaiter().GetResult();
        return samples.Result(0, 0);

        async Task TakeAsync()
        {
            while (true)
            {
                long began = Stopwatch.GetTimestamp();
                T next;
                lock (gate)
                {
                    if (samples.Over(began) || !prepared.TryDequeue(out next!))
                    {
                        return;
                    }
                }

                await work(next);
                lock (gate)
                {
                    samples.Add(Stopwatch.GetTimestamp(), began);
                }
            }
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
