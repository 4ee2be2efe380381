using System.Buffers;
using System.Buffers.Text;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>A request in flight away from its connection's thread. Reused within its session.</summary>
internal sealed class QueuedCall(ServerSession session) : IThreadPoolWorkItem
{
    private readonly byte[] id = new byte[RequestFrame.MaxIdBytes];
    private byte[] idToken = [];
    private byte[] content = [];
    private int idLength;
    private int idTokenLength;
    private ReadOnlyMemory<byte> payload;
    private ReadOnlyMemory<byte> auth;
    private OpenedRequest? opened;
    private bool isSealed;
    private Binding? binding;

    internal ServerSession Session { get; } = session;

    internal ReadOnlySpan<byte> Id => id.AsSpan(0, idLength);

    internal ReadOnlySpan<byte> IdToken => idToken.AsSpan(0, idTokenLength);

    internal ReadOnlySpan<byte> Payload => payload.Span;

    /// <summary>What it counts for in the bytes in flight.</summary>
    internal int AdmittedLength { get; private set; }

    /// <summary>The request as it was sent, or sealed; valid until <see cref="Release"/>.</summary>
    internal RequestBytes Bytes => new(id.AsMemory(0, idLength), payload, auth, isSealed);

    internal ulong IdHash { get; private set; }

    internal CallContext Context { get; private set; }

    internal long Began { get; private set; }

    /// <summary>What a request will count for: a sealed one is held twice, as it came and opened.</summary>
    internal static int LengthOf(in RequestFrame request) =>
        request.Payload.Length + request.Sealed.Length + Base64.GetMaxDecodedFromUtf8Length(request.Sealed.Length);

    /// <summary>Copies, once, what must outlive the frame.</summary>
    internal void Take(Binding by, in RequestFrame request, in CallContext context)
    {
        binding = by;
        Context = context;
        Began = OperationMetrics.Now;
        AdmittedLength = LengthOf(request);
        request.Id.CopyTo(id);
        idLength = request.Id.Length;
        IdHash = KeyedHash.Of(request.Id);
        if (idToken.Length < request.IdToken.Length)
        {
            idToken = new byte[request.IdToken.Length];
        }

        request.IdToken.CopyTo(idToken);
        idTokenLength = request.IdToken.Length;
        isSealed = request.IsSealed;
        ReadOnlySpan<byte> first = isSealed ? request.Sealed : request.Payload;
        content = ArrayPool<byte>.Shared.Rent(first.Length + request.Auth.Length);
        first.CopyTo(content);
        request.Auth.CopyTo(content.AsSpan(first.Length));
        payload = content.AsMemory(0, first.Length);
        auth = content.AsMemory(first.Length, request.Auth.Length);
    }

    /// <summary>Opens a sealed request, whose payload and stamp are then those that were sealed; nothing else is to be done.</summary>
    /// <exception cref="RequestException">sealBroken; malformedJson or invalidEnvelope, of what was sealed.</exception>
    internal void Open(Operation operation)
    {
        if (isSealed)
        {
            opened = OpenedRequest.Open(Session.Settings.Sealing, Id, operation, content.AsSpan(0, payload.Length));
            (payload, auth) = opened.Read();
        }
    }

    internal void Answer<T>(T response, JsonTypeInfo<T> info)
    {
        if (opened is null)
        {
            Session.Answer(IdToken, response, info);
        }
        else
        {
            opened.Answer(Session, IdToken, response, info);
        }
    }

    /// <summary>Answers with a payload that is written already, and a receipt if there is one.</summary>
    internal void Answer(ReadOnlySpan<byte> response, string? receipt)
    {
        if (opened is null)
        {
            Session.Answer(IdToken, response, receipt);
        }
        else
        {
            opened.Answer(Session, IdToken, response, receipt);
        }
    }

    internal void Refuse(ErrorCode code, string message)
    {
        if (opened is null)
        {
            Session.Refuse(IdToken, code, message);
        }
        else
        {
            opened.Refuse(Session, IdToken, code, message);
        }
    }

    internal void Release(bool clear)
    {
        opened?.Dispose();
        opened = null;
        ArrayPool<byte>.Shared.Return(content, clear);
        content = [];
        payload = default;
        auth = default;
    }

    public void Execute() => binding!.Run(this);
}
