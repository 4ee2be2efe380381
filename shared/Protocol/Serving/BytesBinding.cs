using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>A request's very bytes, for who checks a signature over them. Valid until it is answered.</summary>
/// <param name="Id">The requestId, as UTF-8.</param>
/// <param name="Payload">The payload from its first brace to the matching one; it has passed the strict check.</param>
/// <param name="Auth">The stamp's text, as UTF-8; empty if there is none.</param>
/// <param name="IsSealed">Whether payload and stamp came sealed, so that the parent has seen neither; the answer goes sealed too.</param>
public readonly record struct RequestBytes(ReadOnlyMemory<byte> Id, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Auth, bool IsSealed = false);

/// <summary>A response's payload, one JSON object as UTF-8.</summary>
/// <param name="Payload">The bytes.</param>
/// <param name="Owner">Disposed once they are written: it clears them, if that must be.</param>
/// <param name="Receipt">The answer's receipt, a compact JWS; null if it has none.</param>
public readonly record struct ResponseBytes(ReadOnlyMemory<byte> Payload, IDisposable? Owner = null, string? Receipt = null);

/// <summary>Serves an operation from its bytes, away from the connection's thread. It may throw RequestException.</summary>
public delegate ValueTask<ResponseBytes> BytesHandler(RequestBytes request, CallContext context);

/// <summary>Serves an operation whose request is wanted as it was sent, and whose response may be one that was kept.</summary>
internal sealed class BytesBinding(Operation operation, BytesHandler handler, OperationMetrics? metrics = null)
    : QueuedBinding<ResponseBytes>(operation, metrics)
{
    private protected override ValueTask<ResponseBytes> Start(QueuedCall call) => handler(call.Bytes, call.Context);

    private protected override void Write(QueuedCall call, ResponseBytes result)
    {
        using IDisposable? owner = result.Owner;
        call.Answer(result.Payload.Span, result.Receipt);
    }
}
