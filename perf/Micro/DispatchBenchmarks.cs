using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Perf.Micro;

/// <summary>
/// A system.ping from received bytes to bytes to be sent, beside a serializer that reads and writes the whole envelope
/// and checks nothing. The request's and the response's own objects are in the allocated bytes of both; a session's
/// buffers are spread over so many requests that they come to less than one byte each.
/// </summary>
public class DispatchBenchmarks
{
    private const int Together = 64;
    private const int Times = 4096;

    private readonly byte[] received = [.. Enumerable.Range(0, Together).SelectMany(_ => Samples.Framed(Samples.Request))];
    private readonly OperationTable table = new OperationMap().Bind(SystemOperations.Ping, Ping).Seal([SystemOperations.Ping]);
    private readonly Admission admission = new(1024, 1 << 20);

    [Benchmark(OperationsPerInvoke = Together * Times)]
    public long Session()
    {
        using ReplayedConnection connection = new(new ReadOnlySequence<byte>(received), Times);
        using ServerSession session = new(connection, table, new SessionSettings(), admission);
        session.Run();
        return table.Metrics[0].SucceededCount;
    }

    /// <summary>The part of it that only reads the payload and writes the answer's.</summary>
    [Benchmark]
    public int PayloadsAlone()
    {
        PingRequest request = JsonSerializer.Deserialize(
            Samples.Request.AsSpan(76, Samples.Request.Length - 77), SystemOperations.Ping.Request)!;
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        JsonSerializer.Serialize(writer, new PingResponse { Echo = request.Echo, Time = DateTime.UtcNow }, SystemOperations.Ping.Response);
        return buffer.WrittenCount;
    }

    [Benchmark(Baseline = true)]
    public int SourceGenerated()
    {
        PlainRequest request = JsonSerializer.Deserialize(Samples.Request, PlainJson.Default.PlainRequest)!;
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        PlainResponse response = new(request.RequestId, true, null, new PingResponse { Echo = request.Payload.Echo, Time = DateTime.UtcNow });
        JsonSerializer.Serialize(writer, response, PlainJson.Default.PlainResponse);
        return buffer.WrittenCount;
    }

    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Utf8JsonWriter writer = new(Stream.Null);

    private static PingResponse Ping(PingRequest request, in CallContext context) =>
        new() { Echo = request.Echo, Time = DateTime.UtcNow };
}
