using NeoServiceLayer.Crypto;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Sealing;

namespace NeoServiceLayer.Enclave.Core.Sealing;

/// <summary>Opens what is sealed to a boot's key, for its deployment. Nothing opens before there is one.</summary>
/// <param name="key">The boot's key; not owned.</param>
internal sealed class SealedRequests(HpkeKeyPair key) : ISealedRequests
{
    private volatile byte[]? info;

    public int Overhead => Hpke.Overhead;

    /// <summary>The deployment is there.</summary>
    internal void Take(ReadOnlySpan<byte> genesisId) => info = SealContext.Info(genesisId);

    public ISealedAnswer? Open(ReadOnlySpan<byte> context, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        if (info is not { } deployment)
        {
            throw new RequestException(ErrorCode.NotReady, "The enclave has no deployment yet, and what is sealed is for one; try again.");
        }

        HpkeRecipient? recipient = Hpke.SetupRecipient(key, sealedBytes[..Hpke.PublicKeyLength], deployment);
        if (recipient is null)
        {
            return null;
        }

        if (recipient.TryOpen(context, sealedBytes[Hpke.PublicKeyLength..], plaintext))
        {
            return new Answer(recipient);
        }

        recipient.Dispose();
        return null;
    }

    private sealed class Answer(HpkeRecipient request) : ISealedAnswer
    {
        public int Overhead => SealedResponse.Overhead;

        public void Seal(ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes) => SealedResponse.Seal(request, plaintext, sealedBytes);

        public void Dispose() => request.Dispose();
    }
}
