using System.Diagnostics;
using System.Globalization;
using System.Text;
using NeoServiceLayer.Enclave.Platform.Machine;
using NeoServiceLayer.Enclave.Platform.Processes;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Enclave.Sandbox.Supervisor;

namespace NeoServiceLayer.Tests.SandboxProbe;

/// <summary>Jobs through a pool whose workers are this program: for a person, and for measuring what containment costs.</summary>
internal static class Trials
{
    private const int Runs = 400;

    internal static async Task<int> RunAsync(string attack)
    {
        using SandboxPool pool = new(new SandboxSettings { WarmWorkers = 1 });
        SandboxOutcome outcome = await pool.RunAsync(Job(attack), new Host());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.Error?.Code.ToString() ?? "ok"} {outcome.Error?.Message} {Encoding.UTF8.GetString(outcome.Result.Span)} calls={outcome.HostCalls} {outcome.Duration.TotalMilliseconds:F1} ms"));
        return 0;
    }

    /// <summary>
    /// Takes leave of all children, as a first process does, while one ends that is waited for: whoever waits is still told how it ended.
    /// </summary>
    internal static int Reap()
    {
        using ChildProcess child = ChildProcess.Start("/proc/self/exe", ["nothing that it knows"], []);
        LinuxMachine machine = new();
        Span<byte> complaint = stackalloc byte[256];
        while (File.Exists($"/proc/{child.Id}/status"))
        {
            child.ReadErrors(complaint);
            machine.ReapChildren();
            Thread.Yield();
        }

        Console.WriteLine(child.WaitForEnd());
        return 0;
    }

    /// <summary>Runs that do nothing, one after the other with time between them, at once, and with one call; in microseconds.</summary>
    internal static async Task<int> MeasureAsync()
    {
        using (SandboxPool warm = new(new SandboxSettings()))
        {
            Print("warm", await TimesAsync(warm, "echo", pause: true));
            Print("warm, one call", await TimesAsync(warm, "ask x 1", pause: true));
            Print("back to back", await TimesAsync(warm, "echo", pause: false));
        }

        using SandboxPool cold = new(new SandboxSettings { WarmWorkers = 0 });
        Print("cold", await TimesAsync(cold, "echo", pause: false));
        return 0;
    }

    private static async Task<double[]> TimesAsync(SandboxPool pool, string attack, bool pause)
    {
        List<double> times = [];
        for (int i = 0; i < Runs; i++)
        {
            long began = Stopwatch.GetTimestamp();
            await pool.RunAsync(Job(attack), new Host());
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            if (pause)
            {
                await Task.Delay(20);
            }
        }

        times.Sort();
        return [.. times];
    }

    private static void Print(string name, double[] times) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-16} least {times[0]:F0}, p10 {times[Runs / 10]:F0}, p50 {times[Runs / 2]:F0} µs, p90 {times[Runs * 9 / 10]:F0} µs, p99 {times[Runs * 99 / 100]:F0} µs"));

    private static SandboxJob Job(string attack) => new()
    {
        SourceCode = attack,
        Handler = "default",
        Parameters = "{\"a\":1}"u8.ToArray(),
        Environment = new Dictionary<string, string>(),
        Features = [],
        Seed = new byte[32],
        Time = DateTimeOffset.UnixEpoch,
        TimeoutMs = 3000,
        MemoryMiB = 128,
        Statements = 1000,
    };

    private sealed class Host : ISandboxHost
    {
        public ValueTask<HostAnswer> CallAsync(string name, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new HostAnswer("1"u8.ToArray(), null, null, DateTimeOffset.UnixEpoch));
    }
}
