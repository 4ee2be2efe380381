using NeoServiceLayer.Enclave.Sandbox.Engine;

namespace NeoServiceLayer.Enclave.Sandbox.Worker;

/// <summary>A job that every worker runs before it is confined, and a host that answers nothing.</summary>
internal sealed class WarmUp : IWorkerLink
{
    private const int SeedLength = 32;
    private const int Statements = 10_000;

    /// <summary>Longer than any worker waits: what the engine leaves behind of a timer would end a worker when it is due, since no thread can begin then.</summary>
    private const int TimeoutMs = 1_000_000_000;

    private const string Source = """
        export default async function handler(parameters) {
          const list = parameters.list.map((value) => value * 2);
          const text = JSON.stringify({ list, at: new Date().toISOString() });
          try { await Promise.reject(new Error(text)); } catch (error) { console.log(error.message); }
          console.log(new URL('https://a.b/').host, crypto.randomUUID(), Math.random());

          // What .NET's expressions cannot do the engine's own does, which has a timer wait: no thread of one can begin later.
          console.log(/(?:(a))?/.test('ab'));
          return { text: text.replace(/[0-9]+/g, '#'), total: list.reduce((sum, value) => sum + value, 0) };
        }
        """;

    internal static SandboxJob Job(int memoryMiB) => new()
    {
        SourceCode = Source,
        Handler = "default",
        Parameters = "{\"list\":[1,2,3]}"u8.ToArray(),
        Environment = new Dictionary<string, string>(),
        Features = [],
        Seed = new byte[SeedLength],
        Time = DateTimeOffset.UnixEpoch,
        TimeoutMs = TimeoutMs,
        MemoryMiB = memoryMiB,
        Statements = Statements,
    };

    /// <inheritdoc/>
    public void Send(WorkerCall call) => throw new InvalidOperationException("Nobody is asked anything yet.");

    /// <inheritdoc/>
    public WorkerAnswer Receive() => throw new InvalidOperationException("Nobody answers yet.");
}
