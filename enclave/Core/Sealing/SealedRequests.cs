using NeoServiceLayer.Crypto;
using NeoServiceLayer.Protocol.Sealing;

namespace NeoServiceLayer.Enclave.Core.Sealing;

/// <summary>Opens what is sealed to a boot's key, for its deployment.</summary>
/// <param name="key">The boot's key; not owned.</param>
/// <param name="genesisId">The deployment's id.</param>
internal sealed class SealedRequests(HpkeKeyPair key, ReadOnlyMemory<byte> genesisId) : ISealedRequests
{
    private readonly byte[] info = SealContext.Info(genesisId.Span);

    public int Overhead => Hpke.Overhead;

    public ISealedAnswer? Open(ReadOnlySpan<byte> context, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        HpkeRecipient? recipient = Hpke.SetupRecipient(key, sealedBytes[..Hpke.PublicKeyLength], info);
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
