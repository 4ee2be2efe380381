using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Sealing;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>
/// A sealed request that was opened. It owns what was inside, in memory that the collector does not move, and clears it; and it seals the answer.
/// </summary>
internal sealed class OpenedRequest : IDisposable
{
    private readonly byte[] text;
    private readonly ISealedAnswer answer;

    private OpenedRequest(byte[] text, ISealedAnswer answer)
    {
        this.text = text;
        this.answer = answer;
    }

    /// <summary>Opens one.</summary>
    /// <param name="sealing">What opens; null where nothing does.</param>
    /// <param name="id">The request's id.</param>
    /// <param name="operation">What it is for.</param>
    /// <param name="base64">What came, which is decoded in place.</param>
    /// <exception cref="RequestException">sealBroken.</exception>
    internal static OpenedRequest Open(ISealedRequests? sealing, ReadOnlySpan<byte> id, Operation operation, Span<byte> base64)
    {
        if (sealing is null)
        {
            throw new RequestException(ErrorCode.SealBroken, "This side opens no sealed requests.");
        }

        if (Base64.DecodeFromUtf8InPlace(base64, out int length) != OperationStatus.Done || length < sealing.Overhead)
        {
            throw new RequestException(
                ErrorCode.SealBroken, $"sealed must be base64 of at least {sealing.Overhead} bytes: the encapsulated key, the ciphertext and its tag.");
        }

        byte[] text = GC.AllocateUninitializedArray<byte>(length - sealing.Overhead, pinned: true);
        byte[] context = SealContext.Associated(id, operation.ServiceUtf8, operation.NameUtf8);
        return sealing.Open(context, base64[..length], text) is { } answer
            ? new OpenedRequest(text, answer)
            : throw new RequestException(
                ErrorCode.SealBroken,
                "The request does not open: seal it to the sealKey of this boot's attestation document, for its deployment, and for the requestId, serviceType and operation that are sent.");
    }

    /// <summary>Payload and stamp, which are valid until this is disposed of.</summary>
    /// <exception cref="RequestException">malformedJson or invalidEnvelope.</exception>
    internal (ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Auth) Read()
    {
        (Range payload, Range auth) = SealedRequestText.Read(text);
        return (text.AsMemory(payload), text.AsMemory(auth));
    }

    internal void Answer<T>(ServerSession session, ReadOnlySpan<byte> idToken, T response, JsonTypeInfo<T> info)
    {
        using SecretBuffer plain = SealedResponseText.Success(response, info);
        Send(session, idToken, plain);
    }

    internal void Answer(ServerSession session, ReadOnlySpan<byte> idToken, ReadOnlySpan<byte> response, string? receipt)
    {
        using SecretBuffer plain = SealedResponseText.Success(response, receipt);
        Send(session, idToken, plain);
    }

    internal void Refuse(ServerSession session, ReadOnlySpan<byte> idToken, ErrorCode code, string message)
    {
        using SecretBuffer plain = SealedResponseText.Failure(code, message);
        Send(session, idToken, plain);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(text);
        answer.Dispose();
    }

    private void Send(ServerSession session, ReadOnlySpan<byte> idToken, SecretBuffer plain)
    {
        if (!TrySend(session, idToken, plain))
        {
            using SecretBuffer tooLong = SealedResponseText.Failure(ErrorCode.TooLarge, ServerSession.ResponseTooLong);
            TrySend(session, idToken, tooLong);
        }
    }

    private bool TrySend(ServerSession session, ReadOnlySpan<byte> idToken, SecretBuffer plain)
    {
        int length = plain.Written.Length + answer.Overhead;
        byte[] sealedBytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            answer.Seal(plain.Written, sealedBytes.AsSpan(0, length));
            return session.AnswerSealed(idToken, sealedBytes.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(sealedBytes);
        }
    }
}
