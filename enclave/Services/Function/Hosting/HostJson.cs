using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>Reads what calls of the host are given, and writes what they give.</summary>
internal static class HostJson
{
    private const string Payload = "payload";

    /// <exception cref="RequestException">invalidRequest: it is not what the call takes; the message names the call and the member.</exception>
    internal static T Read<T>(string name, ReadOnlyMemory<byte> arguments, JsonTypeInfo<T> info)
    {
        try
        {
            return Protocol.Json.Payload.Read(arguments.Span, info);
        }
        catch (RequestException refused) when (refused.Message.StartsWith(Payload, StringComparison.Ordinal))
        {
            throw new RequestException(refused.Code, name + refused.Message[Payload.Length..]);
        }
    }

    internal static ReadOnlyMemory<byte> Of<T>(T value, JsonTypeInfo<T> info) => JsonSerializer.SerializeToUtf8Bytes(value, info);

    internal static ReadOnlyMemory<byte> Text(string value) => Of(json => json.WriteStringValue(value));

    internal static ReadOnlyMemory<byte> Number(long value) => Of(json => json.WriteNumberValue(value));

    internal static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }
}
