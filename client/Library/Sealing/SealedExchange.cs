using System.Text;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Sealing;

namespace NeoServiceLayer.Client.Sealing;

/// <summary>One sealed request, and the opening of its answer. A request sent again is sealed afresh, and is the same to the enclave.</summary>
internal sealed class SealedExchange : IDisposable
{
    /// <summary>The media type of what is sealed.</summary>
    internal const string MediaType = "application/vnd.nsl.sealed";

    private readonly HpkeSender sender;

    private SealedExchange(HpkeSender sender, byte[] request)
    {
        this.sender = sender;
        Request = request;
    }

    /// <summary>The body: what is encapsulated, ciphertext and tag.</summary>
    internal ReadOnlyMemory<byte> Request { get; }

    /// <summary>Seals a request.</summary>
    internal static SealedExchange Begin(
        SealTarget target, string service, string operation, string requestId, string? stamp, ReadOnlySpan<byte> payload)
    {
        using SecretBuffer text = SealedRequestText.Write(stamp ?? "", payload);
        byte[] context = SealContext.Associated(
            Encoding.UTF8.GetBytes(requestId), Encoding.ASCII.GetBytes(service), Encoding.ASCII.GetBytes(operation));
        HpkeSender sender = Hpke.SetupSender(target.SealKey.Span, SealContext.Info(target.GenesisId));
        byte[] request = new byte[text.Written.Length + Hpke.Overhead];
        sender.Encapsulated.Span.CopyTo(request);
        sender.Seal(context, text.Written, request.AsSpan(Hpke.PublicKeyLength));
        return new SealedExchange(sender, request);
    }

    /// <summary>Opens what came with status 200: the answer, and what came in the place of its receipt.</summary>
    /// <exception cref="NslSealException">It is not what the enclave sealed for this request.</exception>
    /// <exception cref="NslRefusedException">It is, and says that the request was not done.</exception>
    internal (RawResponse Answer, IReadOnlyList<string> Receipts) Open(string? mediaType, ReadOnlySpan<byte> answer, string requestId)
    {
        if (mediaType != MediaType)
        {
            throw new NslSealException("The request was sealed, and what answers is not: the enclave has not said this.");
        }

        using SecretBuffer plain = new(answer.Length);
        Span<byte> text = plain.GetSpan(answer.Length)[..Math.Max(0, answer.Length - SealedResponse.Overhead)];
        if (!SealedResponse.TryOpen(sender, answer, text) || !SealedResponseText.TryRead(text, out ResponseFrame response))
        {
            throw new NslSealException("The answer does not open: the enclave has not sealed it for this request.");
        }

        return response.Success
            ? (new RawResponse(requestId, response.Payload.ToArray()), response.Receipt.IsEmpty ? [] : [Encoding.ASCII.GetString(response.Receipt)])
            : throw new NslRefusedException(
                response.ErrorCode.Name, response.ErrorCode.HttpStatus, requestId, response.ErrorCode.Retryable, response.ErrorMessage);
    }

    public void Dispose() => sender.Dispose();
}
