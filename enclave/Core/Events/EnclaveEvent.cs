using NeoServiceLayer.Contracts.Host;

namespace NeoServiceLayer.Enclave.Core.Events;

/// <summary>Something that happened, told to the operator through the untrusted parent. <see cref="EnclaveEvents"/> makes each kind.</summary>
public sealed class EnclaveEvent
{
    internal EnclaveEvent(LogLevel level, string name, params ReadOnlySpan<(string Name, LogField Value)> fields)
    {
        Level = level;
        Name = name;
        if (fields.Length > 0)
        {
            Dictionary<string, LogField> named = new(fields.Length);
            foreach ((string field, LogField value) in fields)
            {
                named.Add(field, value);
            }

            Fields = named;
        }
    }

    /// <summary>How much it matters.</summary>
    public LogLevel Level { get; }

    /// <summary>A stable name.</summary>
    public string Name { get; }

    /// <summary>Its fields; null if it has none.</summary>
    public IReadOnlyDictionary<string, LogField>? Fields { get; }
}

/// <summary>Takes events. Any thread; nobody waits for it.</summary>
public interface IEventLog
{
    /// <summary>Takes one.</summary>
    void Write(EnclaveEvent happened);
}
