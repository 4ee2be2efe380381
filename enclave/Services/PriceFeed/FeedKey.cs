using System.Buffers.Binary;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.PriceFeed;

/// <summary>
/// The key that signs reports. It derives from the root, so that it outlives boots: a contract on the chain names it, and the attestation
/// document vouches for it.
/// </summary>
internal static class FeedKey
{
    /// <summary>Derives it: the first of the candidates with context 0, 1, 2, … that is a key of P-256; all but one in 2³² of them are.</summary>
    internal static PrivateKey Derive(Deployment deployment)
    {
        Span<byte> context = stackalloc byte[sizeof(uint)];
        for (uint attempt = 0; ; attempt++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(context, attempt);
            using SecretBytes candidate = deployment.RootKey.Derive(KeyLabel.PriceFeed, deployment.Mode, context);
            if (PrivateKey.TryImport(candidate.Span, out PrivateKey? key))
            {
                return key;
            }
        }
    }
}
