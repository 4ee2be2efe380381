using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NeoServiceLayer.Attestation;

/// <summary>The certificates of a document, from the root down to the one that signed it. Nothing else is looked at, and nothing loaded.</summary>
internal sealed class CertificateChain : IDisposable
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string EcdsaWithSha384 = "1.2.840.10045.4.3.3";

    /// <summary>Null only where loading stopped.</summary>
    private readonly X509Certificate2[] certificates;

    private CertificateChain(X509Certificate2[] certificates) => this.certificates = certificates;

    /// <summary>When the first of them ends.</summary>
    internal DateTimeOffset ValidUntil => certificates.Min(certificate => certificate.NotAfter).ToUniversalTime();

    private X509Certificate2 Leaf => certificates[^1];

    /// <summary>OID 1.3.132.0.34 in DER, P-384 by its name.</summary>
    private static ReadOnlySpan<byte> P384 => [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22];

    /// <summary>Takes the certificates: DER to the last byte, each of a P-384 key and signed by one.</summary>
    /// <exception cref="CryptographicException">One is not.</exception>
    internal static CertificateChain Load(IReadOnlyList<byte[]> bundle, byte[] leaf)
    {
        CertificateChain chain = new(new X509Certificate2[bundle.Count + 1]);
        try
        {
            for (int i = 0; i <= bundle.Count; i++)
            {
                byte[] bytes = i < bundle.Count ? bundle[i] : leaf;
                chain.certificates[i] = X509CertificateLoader.LoadCertificate(bytes);
                if (!chain.certificates[i].RawDataMemory.Span.SequenceEqual(bytes) || !IsOfP384(chain.certificates[i]))
                {
                    throw new CryptographicException("A certificate is not in DER or not of P-384.");
                }
            }

            return chain;
        }
        catch (CryptographicException)
        {
            chain.Dispose();
            throw;
        }
    }

    /// <summary>The key of the certificate that signed the document.</summary>
    /// <exception cref="CryptographicException">It is not a point of the curve.</exception>
    internal ECDsa? LeafKey() => Leaf.GetECDsaPublicKey();

    /// <summary>Checks the path at a time.</summary>
    /// <returns>The first check that failed; null if none did.</returns>
    /// <exception cref="CryptographicException">A certificate cannot be read: its parts are only read when they are looked at.</exception>
    internal AttestationCheck? Verify(DateTimeOffset at)
    {
        if (!certificates[..^1].All(MaySignCertificates) || !MaySignDocuments(Leaf))
        {
            return AttestationCheck.Chain;
        }

        using X509Chain chain = new();
        X509ChainPolicy policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.Add(certificates[0]);
        policy.ExtraStore.AddRange(certificates[1..^1]);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = at.UtcDateTime;
        bool good = chain.Build(Leaf) && IsThisPath(chain);
        bool untimely = chain.ChainStatus.Length > 0 && chain.ChainStatus.All(one => one.Status == X509ChainStatusFlags.NotTimeValid);
        foreach (X509ChainElement element in chain.ChainElements)
        {
            element.Certificate.Dispose();
        }

        return good ? null : untimely ? AttestationCheck.CertificateTime : AttestationCheck.Chain;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (X509Certificate2? certificate in certificates)
        {
            certificate?.Dispose();
        }
    }

    /// <summary>Whether the path that was found is the document's own, in its order, without a detour or a certificate left over.</summary>
    private bool IsThisPath(X509Chain chain) => chain.ChainElements
        .Select(element => element.Certificate.RawDataMemory)
        .SequenceEqual(certificates.Reverse().Select(certificate => certificate.RawDataMemory), BytesEqual.Instance);

    private static bool IsOfP384(X509Certificate2 certificate) =>
        certificate.PublicKey.Oid.Value == EcPublicKey
        && certificate.PublicKey.EncodedParameters?.RawData.AsSpan().SequenceEqual(P384) == true
        && certificate.SignatureAlgorithm.Value == EcdsaWithSha384;

    private static bool MaySignCertificates(X509Certificate2 certificate) =>
        Only<X509BasicConstraintsExtension>(certificate)?.CertificateAuthority == true
        && Usages(certificate).HasFlag(X509KeyUsageFlags.KeyCertSign);

    private static bool MaySignDocuments(X509Certificate2 certificate) =>
        Only<X509BasicConstraintsExtension>(certificate)?.CertificateAuthority != true
        && Usages(certificate).HasFlag(X509KeyUsageFlags.DigitalSignature);

    private static X509KeyUsageFlags Usages(X509Certificate2 certificate) =>
        Only<X509KeyUsageExtension>(certificate)?.KeyUsages ?? X509KeyUsageFlags.None;

    /// <summary>An extension that is there exactly once. Building the path refuses certificates that have one twice.</summary>
    private static T? Only<T>(X509Certificate2 certificate)
        where T : X509Extension => certificate.Extensions.OfType<T>().ToArray() is [T only] ? only : null;

    private sealed class BytesEqual : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        internal static readonly BytesEqual Instance = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> obj) => obj.Length;
    }
}
