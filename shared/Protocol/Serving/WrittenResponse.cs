using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>A response written as it goes out, before it goes out: for who signs it.</summary>
internal static class WrittenResponse
{
    private static readonly JsonWriterOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal static ResponseBytes Of<T>(T response, JsonTypeInfo<T> info)
    {
        ArrayBufferWriter<byte> written = new();
        using Utf8JsonWriter json = new(written, AsSent);
        JsonSerializer.Serialize(json, response, info);
        return new ResponseBytes(written.WrittenMemory);
    }
}
