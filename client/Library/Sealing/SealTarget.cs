using NeoServiceLayer.Crypto;

namespace NeoServiceLayer.Client.Sealing;

/// <summary>
/// Whom requests are sealed to: a boot of an enclave. Both values stand in what its attestation document binds, and are worth what the verification
/// of that document was.
/// </summary>
public sealed class SealTarget
{
    private const int GenesisIdLength = 32;

    /// <summary>Takes them from a document that was verified.</summary>
    /// <param name="genesisId">The deployment: 64 hexadecimal digits, <c>genesisId</c> of the document's identity.</param>
    /// <param name="sealKey">The boot's key: 65 bytes, <c>sealKey</c> of the document's identity.</param>
    /// <exception cref="FormatException">One of them is none.</exception>
    public SealTarget(string genesisId, ReadOnlyMemory<byte> sealKey)
    {
        GenesisId = Convert.FromHexString(genesisId);
        if (GenesisId.Length != GenesisIdLength)
        {
            throw new FormatException($"A deployment's id is {2 * GenesisIdLength} hexadecimal digits.");
        }

        if (!Hpke.IsPublicKey(sealKey.Span))
        {
            throw new FormatException("The enclave's sealKey is no point of P-256: 65 bytes, uncompressed.");
        }

        SealKey = sealKey;
    }

    /// <summary>The deployment.</summary>
    public byte[] GenesisId { get; }

    /// <summary>The boot's public key.</summary>
    public ReadOnlyMemory<byte> SealKey { get; }
}
