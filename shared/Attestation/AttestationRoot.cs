using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NeoServiceLayer.Attestation;

/// <summary>The root that a document's chain must begin with: the SHA-256 of its certificate. The document brings the certificate itself.</summary>
public sealed class AttestationRoot
{
    private readonly byte[] hash;

    private AttestationRoot(byte[] hash) => this.hash = hash;

    /// <summary>AWS's root G1, of all Nitro Enclaves, as AWS publishes its fingerprint.</summary>
    public static AttestationRoot Aws { get; } =
        new(Convert.FromHexString("641a0321a3e244efe456463195d606317ed7cdcc3c1756e09893f3c68f79bb5b"));

    /// <summary>A local root, which vouches for nothing but that it is the one that somebody named.</summary>
    /// <param name="pem">One certificate.</param>
    /// <exception cref="FormatException">It is not one.</exception>
    public static AttestationRoot Local(ReadOnlySpan<char> pem)
    {
        try
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem);
            return new AttestationRoot(SHA256.HashData(certificate.RawDataMemory.Span));
        }
        catch (CryptographicException wrong)
        {
            throw new FormatException("The local root is not a certificate in PEM.", wrong);
        }
    }

    internal bool Is(ReadOnlySpan<byte> certificate) => SHA256.HashData(certificate).AsSpan().SequenceEqual(hash);
}
