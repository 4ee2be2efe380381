using System.Text.Json;
using NeoServiceLayer.Contracts.Host;

namespace NeoServiceLayer.Gateway;

/// <summary>
/// The gateway's log and the enclave's, as JSON lines. It holds no id of a request, no address of a client and no payload.
/// </summary>
internal sealed class GatewayLog(TextWriter output, TimeProvider clock)
{
    private readonly Lock gate = new();

    /// <summary>Writes an event of the gateway's own.</summary>
    internal void Write(Contracts.Host.LogLevel level, string name, string? detail = null) =>
        Write("gateway", new LogEvent { Time = clock.GetUtcNow().UtcDateTime, Level = level, Event = name, Detail = detail });

    /// <summary>Writes events of the enclave, in order. Their text is data: it cannot end a line or pass for another source.</summary>
    internal void WriteFromEnclave(IReadOnlyList<LogEvent> events)
    {
        foreach (LogEvent entry in events)
        {
            Write("enclave", entry);
        }
    }

    private void Write(string source, LogEvent entry)
    {
        string body = JsonSerializer.Serialize(entry, HostRequestJson.Default.LogEvent);
        lock (gate)
        {
            output.WriteLine($"{{\"source\":\"{source}\",{body.AsSpan(1)}");
            output.Flush();
        }
    }
}
