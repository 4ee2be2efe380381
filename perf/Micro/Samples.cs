using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Perf.Micro;

/// <summary>The texts that are measured.</summary>
internal static class Samples
{
    /// <summary>A request as clients send it, 141 bytes.</summary>
    internal static byte[] Request { get; } = Encoding.UTF8.GetBytes(
        $$$"""{"requestId":"00000001","serviceType":"system","operation":"ping","payload":{"echo":"{{{new string('x', 53)}}}"}}""");

    /// <summary>The same with 16 KiB of base64 in it.</summary>
    internal static byte[] LongRequest { get; } = Encoding.UTF8.GetBytes(
        $$$"""{"requestId":"00000001","serviceType":"system","operation":"ping","payload":{"echo":"{{{new string('x', 16384)}}}"}}""");

    /// <summary>A text of many small members, as a large structured payload has.</summary>
    internal static byte[] Structured { get; } = Encoding.UTF8.GetBytes(
        "[" + string.Join(',', Enumerable.Range(0, 64).Select(i =>
            $$"""{"index":{{i}},"hash":"0x{{i:x40}}","amount":"{{i * 1000}}","confirmed":true,"memo":null}""")) + "]");

    /// <summary>A signed transfer of GAS, the one that the demo decodes.</summary>
    internal static byte[] Transfer { get; } =
        Convert.FromHexString(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "transfer.hex")).Trim());

    /// <summary>A body with its length before it.</summary>
    internal static byte[] Framed(byte[] body)
    {
        byte[] frame = new byte[Frame.HeaderLength + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)body.Length);
        body.CopyTo(frame, Frame.HeaderLength);
        return frame;
    }
}

/// <summary>The envelopes as objects: what reading and writing them costs when a serializer does all of it.</summary>
internal sealed record PlainRequest(string RequestId, string ServiceType, string Operation, PingRequest Payload);

internal sealed record PlainResponse(string RequestId, bool Success, string? ErrorMessage, PingResponse Payload);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlainRequest))]
[JsonSerializable(typeof(PlainResponse))]
internal sealed partial class PlainJson : JsonSerializerContext;
