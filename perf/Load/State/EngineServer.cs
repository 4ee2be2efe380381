using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Services;
using NeoServiceLayer.Perf.Load.Chain;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Perf.Load.State;

/// <summary>
/// An enclave whose clients are in its own process: the state's engine with the host's records behind it, without HTTP and stamps.
/// It is asked on standard input, a line at a time: <c>commit CLIENTS BYTES SECONDS</c>, <c>read</c> and <c>books</c> likewise, and
/// <c>fill RECORDS BYTES</c>. Without a cache, what it reads it asks its host for.
/// </summary>
internal sealed class EngineServer(EnclaveHost host, IStateStore state)
{
    /// <summary>Records that one transaction of a filling writes, and how many of these are under way: a commit holds four.</summary>
    private const int FillBatch = 250;
    private const int Fillers = 8;

    private static readonly Table Table = new("perf");

    private readonly BooksWork books = new(state);

    internal static int Run(string endpoint, string folder, long cacheBytes)
    {
        using Deployment deployment = LocalState.Create(folder);
        using EnclaveClock clock = new(new MachineClock(), TimeProvider.System);
        IStateStore state = null!;
        EnclaveSettings settings = new() { StateCacheBytes = cacheBytes };
        using EnclaveHost host = new(settings, deployment, clock, (map, parts) =>
        {
            EnclaveServices.Bind(map, parts);
            state = parts.State;
        });
        using Listener listener = Listener.Open(WireEndpoint.Parse(endpoint), settings.ForTransports());
        new Thread(() => host.Run(listener)) { IsBackground = true }.Start();
        new EngineServer(host, state).Converse();
        host.Drain(listener, TimeSpan.FromSeconds(1));
        return 0;
    }

    private void Converse()
    {
        while (Console.ReadLine()?.Split(' ') is { } words)
        {
            double[] numbers = [.. words.Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
            while (host.State != EnclaveState.Serving)
            {
                Thread.Sleep(5);
            }

            switch (words[0])
            {
                case "commit":
                    Measure((int)numbers[0], (int)numbers[1], numbers[2], CommitAsync);
                    break;
                case "read":
                    FillAsync((int)numbers[0], (int)numbers[1]).GetAwaiter().GetResult();
                    Measure((int)numbers[0], (int)numbers[1], numbers[2], ReadAsync);
                    break;
                case "books":
                    Measure((int)numbers[0], (int)numbers[1], numbers[2], (client, _) => books.MoveAsync(client));
                    break;
                case "fill":
                    FillAsync((int)numbers[0], (int)numbers[1]).GetAwaiter().GetResult();
                    Console.WriteLine("filled");
                    break;
                default:
                    throw new PerfException($"engine: {words[0]} is not understood.");
            }
        }
    }

    private static void Measure(int clients, int bytes, double seconds, Func<int, byte[], Task> work)
    {
        LatencySamples samples = new(seconds);
        Lock gate = new();
        byte[] content = new byte[bytes];
        Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => RepeatAsync(client)))).GetAwaiter().GetResult();
        samples.Print(bytes, bytes);

        async Task RepeatAsync(int client)
        {
            long now = Stopwatch.GetTimestamp();
            while (!samples.Over(now))
            {
                long began = now;
                await work(client, content);
                now = Stopwatch.GetTimestamp();
                lock (gate)
                {
                    samples.Add(now, began);
                }
            }
        }
    }

    private async Task CommitAsync(int client, byte[] content) =>
        await state.RunAsync(Lane(client), transaction =>
        {
            transaction.Put(Id(client), content);
            return ValueTask.FromResult(true);
        });

    private async Task ReadAsync(int client, byte[] content) =>
        await state.RunAsync(Lane(client), async transaction => await transaction.GetAsync(Id(client))
            ?? throw new PerfException("A record is missing."));

    private async Task FillAsync(int records, int bytes)
    {
        byte[] content = new byte[bytes];
        int next = -FillBatch;
        await Task.WhenAll(Enumerable.Range(0, Fillers).Select(filler => Task.Run(async () =>
        {
            for (int from = Interlocked.Add(ref next, FillBatch); from < records; from = Interlocked.Add(ref next, FillBatch))
            {
                int first = from;
                await state.RunAsync(Lane(filler), transaction =>
                {
                    for (int number = first; number < Math.Min(first + FillBatch, records); number++)
                    {
                        transaction.Put(Id(number), content);
                    }

                    return ValueTask.FromResult(true);
                });
            }
        })));
    }

    private static string Lane(int client) => client.ToString(CultureInfo.InvariantCulture);

    private static RecordId Id(int number)
    {
        byte[] key = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(key, number);
        return new RecordId(Table, key);
    }
}
