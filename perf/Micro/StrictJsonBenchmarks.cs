using System.Text.Json;
using BenchmarkDotNet.Attributes;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Perf.Micro;

/// <summary>The strict pass beside the framework's readers, which let more through.</summary>
public class StrictJsonBenchmarks
{
    private byte[] text = [];

    [Params("request", "long", "structured")]
    public string Text { get; set; } = "";

    [GlobalSetup]
    public void Setup() => text = Text switch
    {
        "request" => Samples.Request,
        "long" => Samples.LongRequest,
        _ => Samples.Structured,
    };

    [Benchmark(Baseline = true)]
    public int Utf8JsonReader()
    {
        Utf8JsonReader reader = new(text);
        int tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    [Benchmark]
    public int JsonDocumentParse()
    {
        using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return (int)document.RootElement.ValueKind;
    }

    [Benchmark]
    public StrictJsonError StrictJsonCheck() => StrictJson.Check(text, out _);
}
