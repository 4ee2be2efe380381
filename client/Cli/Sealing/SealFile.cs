using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Client.Sealing;

namespace NeoServiceLayer.Cli.Sealing;

/// <summary>Whom calls are sealed to: the boot that was attested last (<c>seal.json</c> in the home).</summary>
internal sealed record SealFile
{
    /// <summary>The deployment, 64 digits of lower hex.</summary>
    public required string GenesisId { get; init; }

    /// <summary>The boot's key, hexadecimal.</summary>
    public required string SealKey { get; init; }

    /// <summary>Until when the certificate that signed the document is valid.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>The document that was verified, byte for byte.</summary>
    public required byte[] Document { get; init; }

    /// <summary>What an enclave that was attested just now binds.</summary>
    /// <exception cref="NotTrustedException">Its document binds no such key.</exception>
    internal static SealFile Of(AttestedEnclave enclave) => new()
    {
        GenesisId = Convert.ToHexStringLower(enclave.Bound("genesisId")),
        SealKey = Convert.ToHexStringLower(enclave.Bound("sealKey")),
        ValidUntil = enclave.Document.ValidUntil,
        Document = enclave.Bytes,
    };

    /// <summary>The same as the client takes it.</summary>
    /// <exception cref="NotTrustedException">It is no key.</exception>
    internal SealTarget Read()
    {
        try
        {
            return new SealTarget(GenesisId, Convert.FromHexString(SealKey));
        }
        catch (FormatException wrong)
        {
            throw new NotTrustedException("sealKey", wrong.Message);
        }
    }
}
