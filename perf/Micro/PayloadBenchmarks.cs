using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BenchmarkDotNet.Attributes;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Perf.Micro;

/// <summary>
/// A ping's payloads read and written by the converters that shared/JsonGenerator writes, beside those of the serializer's own generator
/// for the same declaration.
/// </summary>
public class PayloadBenchmarks
{
    private readonly byte[] request = Samples.Request[76..^1];
    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Utf8JsonWriter writer = new(Stream.Null);

    [Benchmark]
    public int Ours() => ReadAndWrite(SystemOperations.Ping.Request, SystemOperations.Ping.Response);

    [Benchmark(Baseline = true)]
    public int SourceGenerated() => ReadAndWrite(PingReference.Default.PingRequest, PingReference.Default.PingResponse);

    private int ReadAndWrite(JsonTypeInfo<PingRequest> requests, JsonTypeInfo<PingResponse> responses)
    {
        PingRequest read = JsonSerializer.Deserialize(request, requests)!;
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        JsonSerializer.Serialize(writer, new PingResponse { Echo = read.Echo, Time = DateTime.UtcNow }, responses);
        return buffer.WrittenCount;
    }
}

/// <summary>The declaration of system.ping's payloads, for the serializer's own generator.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PingRequest))]
[JsonSerializable(typeof(PingResponse))]
internal sealed partial class PingReference : JsonSerializerContext;
