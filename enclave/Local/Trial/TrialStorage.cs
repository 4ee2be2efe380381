using System.Buffers;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Local.Trial;

/// <summary>A function's storage in memory: what it was given, and what the run puts there.</summary>
internal sealed class TrialStorage(IReadOnlyDictionary<string, JsonElement> given) : IHostCalls
{
    private readonly SortedDictionary<string, JsonElement> values = new(given.ToDictionary(), ByteOrder.Instance);

    /// <summary>What is there now.</summary>
    internal IReadOnlyDictionary<string, JsonElement> Values => values;

    /// <inheritdoc/>
    public bool Serves(string name) => name is "storage.get" or "storage.put" or "storage.delete" or "storage.list";

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> CallAsync(string name, ReadOnlyMemory<byte> arguments, FunctionRun run, CancellationToken cancellationToken)
    {
        lock (values)
        {
            return ValueTask.FromResult(name switch
            {
                "storage.get" => Json(values.TryGetValue(Key(name, arguments), out JsonElement value) ? value : null),
                "storage.put" => Put(HostJson.Read(name, arguments, HostArgumentsJson.Default.PutArguments)),
                "storage.delete" => Encoding.ASCII.GetBytes(values.Remove(Key(name, arguments)) ? "true" : "false"),
                _ => List(HostJson.Read(name, arguments, HostArgumentsJson.Default.ListArguments)),
            });
        }
    }

    private static string Key(string name, ReadOnlyMemory<byte> arguments) =>
        Checked(HostJson.Read(name, arguments, HostArgumentsJson.Default.KeyArguments).Key);

    private static string Checked(string key) => key.Length > 0 && Encoding.UTF8.GetByteCount(key) <= FunctionLimits.MaxKeyBytes
        ? key
        : throw new RequestException(ErrorCode.InvalidRequest, $"A key has 1 to {FunctionLimits.MaxKeyBytes} bytes of UTF-8.");

    private ReadOnlyMemory<byte> Put(PutArguments put)
    {
        string key = Checked(put.Key);
        JsonElement value = put.Value;
        if (Encoding.UTF8.GetByteCount(value.GetRawText()) > FunctionLimits.MaxValueBytes)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"A value has at most {FunctionLimits.MaxValueBytes >> 10} KiB of JSON.");
        }

        if (values.Count >= FunctionLimits.MaxValues && !values.ContainsKey(key))
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"A function stores at most {FunctionLimits.MaxValues} values.");
        }

        values[key] = value.Clone();
        return "null"u8.ToArray();
    }

    private ReadOnlyMemory<byte> List(ListArguments asked)
    {
        string prefix = asked.Prefix ?? "";
        string? after = asked.After;
        int limit = Math.Clamp(asked.Limit ?? FunctionLimits.DefaultPage, 1, FunctionLimits.MaxPage);
        KeyValuePair<string, JsonElement>[] found =
        [
            .. values.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)
                && (after is null || ByteOrder.Instance.Compare(pair.Key, after) > 0)).Take(limit + 1),
        ];
        ArrayBufferWriter<byte> json = new();
        using Utf8JsonWriter writer = new(json);
        writer.WriteStartObject();
        writer.WriteStartArray("values");
        foreach ((string key, JsonElement value) in found.Take(limit))
        {
            writer.WriteStartObject();
            writer.WriteString("key", key);
            writer.WritePropertyName("value");
            value.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (found.Length > limit)
        {
            writer.WriteString("next", found[limit - 1].Key);
        }

        writer.WriteEndObject();
        writer.Flush();
        return json.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> Json(JsonElement? value) => value is { } there ? Encoding.UTF8.GetBytes(there.GetRawText()) : "null"u8.ToArray();

    /// <summary>By the bytes of UTF-8, as the enclave's index has it.</summary>
    private sealed class ByteOrder : IComparer<string>
    {
        internal static readonly ByteOrder Instance = new();

        public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
    }
}
