using System.Buffers;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Messages;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>A request in flight away from its connection's thread. Reused within its session.</summary>
internal sealed class QueuedCall(ServerSession session) : IThreadPoolWorkItem
{
    private readonly byte[] id = new byte[RequestFrame.MaxIdBytes];
    private byte[] idToken = [];
    private byte[] payload = [];
    private int idLength;
    private int idTokenLength;
    private int payloadLength;
    private int authLength;
    private QueuedBinding? binding;

    internal ServerSession Session { get; } = session;

    internal ReadOnlySpan<byte> Id => id.AsSpan(0, idLength);

    internal ReadOnlySpan<byte> IdToken => idToken.AsSpan(0, idTokenLength);

    internal ReadOnlySpan<byte> Payload => payload.AsSpan(0, payloadLength);

    internal int PayloadLength => payloadLength;

    /// <summary>The request as it was sent; valid until <see cref="Release"/>.</summary>
    internal RequestBytes Bytes => new(id.AsMemory(0, idLength), payload.AsMemory(0, payloadLength), payload.AsMemory(payloadLength, authLength));

    internal ulong IdHash { get; private set; }

    internal CallContext Context { get; private set; }

    internal long Began { get; private set; }

    /// <summary>Copies, once, what must outlive the frame.</summary>
    internal void Take(QueuedBinding by, in RequestFrame request, in CallContext context)
    {
        binding = by;
        Context = context;
        Began = OperationMetrics.Now;
        request.Id.CopyTo(id);
        idLength = request.Id.Length;
        IdHash = KeyedHash.Of(request.Id);
        if (idToken.Length < request.IdToken.Length)
        {
            idToken = new byte[request.IdToken.Length];
        }

        request.IdToken.CopyTo(idToken);
        idTokenLength = request.IdToken.Length;
        payload = ArrayPool<byte>.Shared.Rent(request.Payload.Length + request.Auth.Length);
        request.Payload.CopyTo(payload);
        payloadLength = request.Payload.Length;
        request.Auth.CopyTo(payload.AsSpan(payloadLength));
        authLength = request.Auth.Length;
    }

    internal void Release(bool clear)
    {
        ArrayPool<byte>.Shared.Return(payload, clear);
        payload = [];
        payloadLength = 0;
        authLength = 0;
    }

    public void Execute() => binding!.Run(this);
}
