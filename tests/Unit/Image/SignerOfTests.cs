using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NeoServiceLayer.Tests.Image;

/// <summary>A key with a certificate of its own, made anew.</summary>
internal sealed record SignerOfTests(string KeyPem, string CertificatePem, byte[] CertificateDer)
{
    internal static SignerOfTests On(ECCurve curve)
    {
        using ECDsa key = ECDsa.Create(curve);
        CertificateRequest request = new("CN=NSL release", key, HashAlgorithmName.SHA384);
        DateTimeOffset from = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        using X509Certificate2 certificate = request.CreateSelfSigned(from, from.AddYears(1));
        return new SignerOfTests(key.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem(), certificate.RawData);
    }

    internal static SignerOfTests OnP384() => On(ECCurve.NamedCurves.nistP384);
}
