using System.Diagnostics;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Perf.Load.InProcess;

/// <summary>Pings as a user of the typed client does: tasks that await, completed away from the reader's thread.</summary>
internal static class ClientLoad
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal static int Run(Connection connection, Shape shape, double seconds)
    {
        CallConnection calls = new(connection, new CallSettings());
        Thread reader = new(() => calls.Run()) { IsBackground = true };
        reader.Start();
        LatencySamples samples = new(seconds);
        PingRequest request = new() { Echo = new string('x', Math.Min(1024, shape.PayloadBytes - 11)) };
        Lock gate = new();
        Task.WhenAll(Enumerable.Range(0, shape.InFlight).Select(_ => Task.Run(Ping))).GetAwaiter().GetResult();
        samples.Print(shape.PayloadBytes, shape.PayloadBytes);
        calls.Close(ConnectionEnd.ClosedHere);
        reader.Join();
        return 0;

        async Task Ping()
        {
            long now = Stopwatch.GetTimestamp();
            while (!samples.Over(now))
            {
                long began = now;
                await calls.CallAsync(SystemOperations.Ping, request, Patience);
                now = Stopwatch.GetTimestamp();
                lock (gate)
                {
                    samples.Add(now, began);
                }
            }
        }
    }
}
