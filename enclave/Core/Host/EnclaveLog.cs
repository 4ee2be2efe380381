using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Enclave.Core.Events;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>Log events on their way to the host: bounded, and nobody waits for it. The oldest go first when it is full.</summary>
internal sealed class EnclaveLog(TimeProvider clock) : IEventLog
{
    private const int Capacity = 1024;

    private readonly Lock gate = new();
    private readonly Queue<LogEvent> events = new();
    private long dropped;

    /// <summary>How many events never reached a host.</summary>
    internal long Dropped => Interlocked.Read(ref dropped);

    public void Write(EnclaveEvent happened)
    {
        LogEvent entry = new()
        {
            Time = clock.GetUtcNow().UtcDateTime,
            Level = happened.Level,
            Event = happened.Name,
            Fields = happened.Fields,
        };
        lock (gate)
        {
            if (events.Count == Capacity)
            {
                events.Dequeue();
                Drop(1);
            }

            events.Enqueue(entry);
        }
    }

    internal List<LogEvent> Take(int most)
    {
        lock (gate)
        {
            List<LogEvent> taken = new(Math.Min(most, events.Count));
            while (taken.Count < most && events.TryDequeue(out LogEvent? entry))
            {
                taken.Add(entry);
            }

            return taken;
        }
    }

    internal void Drop(int count) => Interlocked.Add(ref dropped, count);
}
