using System.Text.Json;
using BenchmarkDotNet.Attributes;
using NeoServiceLayer.Protocol.Messages;

namespace NeoServiceLayer.Perf.Micro;

/// <summary>Reading a request's envelope, checked and as slices, beside a document and beside objects.</summary>
public class EnvelopeBenchmarks
{
    [Benchmark]
    public int RequestFrameRead()
    {
        Span<byte> scratch = stackalloc byte[RequestFrame.ScratchLength];
        RequestFrame.Read(Samples.Request, scratch, out RequestFrame request, out _);
        return request.Payload.Length;
    }

    [Benchmark(Baseline = true)]
    public int Document()
    {
        using JsonDocument document = JsonDocument.Parse(Samples.Request);
        JsonElement root = document.RootElement;
        return root.GetProperty("requestId"u8).GetString()!.Length
            + root.GetProperty("serviceType"u8).GetString()!.Length
            + root.GetProperty("operation"u8).GetString()!.Length
            + (int)root.GetProperty("payload"u8).ValueKind;
    }

    [Benchmark]
    public int SourceGenerated() =>
        JsonSerializer.Deserialize(Samples.Request, PlainJson.Default.PlainRequest)!.RequestId.Length;
}
