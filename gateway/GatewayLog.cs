using System.Collections.Concurrent;
using System.Text.Json;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Gateway;

/// <summary>
/// The gateway's log and the enclave's, as JSON lines. It holds no id of a request, no address of a client and no
/// payload. Nobody waits for it: a thread of its own writes, which needs no turn in the thread pool, and lines that
/// find the queue full are dropped.
/// </summary>
internal sealed class GatewayLog : IDisposable
{
    private const int Capacity = 4096;

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly BlockingCollection<string> lines = new(Capacity);

    private readonly TextWriter output;
    private readonly TimeProvider clock;
    private readonly Thread thread;

    /// <param name="output">Where the lines go; not owned.</param>
    /// <param name="clock">The time of the gateway's own events.</param>
    internal GatewayLog(TextWriter output, TimeProvider clock)
    {
        this.output = output;
        this.clock = clock;
        thread = new Thread(Run) { IsBackground = true, Name = "log" };
        thread.Start();
    }

    /// <summary>Writes an event of the gateway's own.</summary>
    internal void Write(Contracts.Host.LogLevel level, string name, string? detail = null) =>
        Write("gateway", new LogEvent
        {
            Time = clock.GetUtcNow().UtcDateTime,
            Level = level,
            Event = name,
            Fields = detail is null ? null : new Dictionary<string, LogField> { ["detail"] = new(detail) },
        });

    /// <summary>
    /// Writes of a fault of ours what kind it is and at which operation; what it says might be a caller's.
    /// </summary>
    internal void WriteFault(string name, Operation? operation, Exception fault) => Write(
        Contracts.Host.LogLevel.Error, name, $"{operation?.ToString() ?? "no operation"}: {fault.GetType().Name}");

    /// <summary>
    /// Writes events of the enclave, in order. Their text is data: it cannot end a line or pass for another source.
    /// </summary>
    internal void WriteFromEnclave(IReadOnlyList<LogEvent> events)
    {
        foreach (LogEvent entry in events)
        {
            Write("enclave", entry);
        }
    }

    /// <summary>Writes what waits, but not for long.</summary>
    public void Dispose()
    {
        lines.CompleteAdding();
        thread.Join(LastWords);
    }

    private void Write(string source, LogEvent entry)
    {
        string body = JsonSerializer.Serialize(entry, HostRequestJson.Default.LogEvent);
        try
        {
            lines.TryAdd($"{{\"source\":\"{source}\",{body.AsSpan(1)}");
        }
        catch (InvalidOperationException) when (lines.IsAddingCompleted)
        {
            // Said after the last words: a line on its way down has no log any more.
        }
    }

    private void Run()
    {
        foreach (string line in lines.GetConsumingEnumerable())
        {
            output.WriteLine(line);
            if (lines.Count == 0)
            {
                output.Flush();
            }
        }
    }
}
