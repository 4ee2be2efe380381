using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NeoServiceLayer.Image.Eif;

namespace NeoServiceLayer.Image.Signing;

/// <summary>An X.509 certificate of a P-384 key, as PEM. Nobody is asked whether it is valid: its hash is what is measured.</summary>
internal sealed class SigningCertificate
{
    private const string Label = "CERTIFICATE";
    private const string P384 = "1.3.132.0.34";

    private readonly X509Certificate2 certificate;

    /// <summary>Reads at once what may turn out not to be readable: a certificate may be one and have a time that is none.</summary>
    private SigningCertificate(X509Certificate2 certificate)
    {
        this.certificate = certificate;
        Subject = certificate.Subject;
        NotBefore = certificate.NotBefore.ToUniversalTime();
        NotAfter = certificate.NotAfter.ToUniversalTime();
    }

    internal string Subject { get; }

    internal DateTime NotBefore { get; }

    internal DateTime NotAfter { get; }

    /// <summary>The register that the certificate extends.</summary>
    internal byte[] Pcr8 => Measurements.Extend(SHA384.HashData(certificate.RawData));

    /// <summary>PEM, and no more than that, with a line feed at its end.</summary>
    internal byte[] Pem => Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n");

    /// <param name="pem">Text with one certificate in it.</param>
    /// <exception cref="ImageException">It is something else.</exception>
    internal static SigningCertificate Parse(ReadOnlySpan<byte> pem)
    {
        string text = Encoding.Latin1.GetString(pem);
        if (!PemEncoding.TryFind(text, out PemFields fields) || text[fields.Label] != Label
            || text.AsSpan(fields.Location.End.Value).Contains("-----BEGIN", StringComparison.Ordinal))
        {
            throw new ImageException("The signing certificate is not one certificate in PEM.");
        }

        X509Certificate2? certificate = null;
        try
        {
            // Unlike the loader of DER, this refuses what is not quite DER, and what other readers refuse.
            certificate = X509Certificate2.CreateFromPem(text);
            using ECDsa? key = certificate.GetECDsaPublicKey();
            if (key?.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P384)
            {
                return new SigningCertificate(certificate);
            }
        }
        catch (CryptographicException)
        {
            certificate?.Dispose();
            throw new ImageException("The signing certificate cannot be read.");
        }

        certificate.Dispose();
        throw new ImageException("The signing certificate is not of a key on P-384.");
    }

    /// <summary>Whether the certificate's key made this signature, r and s in 48 bytes each, over these bytes.</summary>
    internal bool Verifies(byte[] data, byte[] signature)
    {
        using ECDsa key = certificate.GetECDsaPublicKey()!;
        return key.VerifyData(data, signature, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
