using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NeoServiceLayer.Tests.Conformance.Egress.Https;

/// <summary>Certifies hosts, as itself or through others that it certifies.</summary>
internal sealed class Authority
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(3650);

    private readonly ECDsa key;
    private readonly X500DistinguishedName name;

    /// <summary>A root.</summary>
    internal Authority(string called = "Root")
    {
        name = new X500DistinguishedName("CN=" + called);
        key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Certificate = RequestOf(name, key).CreateSelfSigned(DateTimeOffset.UtcNow - Long, DateTimeOffset.UtcNow + Long);
    }

    private Authority(X500DistinguishedName name, ECDsa key, Func<CertificateRequest, X509Certificate2> certify)
    {
        this.name = name;
        this.key = key;
        Certificate = certify(RequestOf(name, key));
    }

    internal X509Certificate2 Certificate { get; }

    internal string Pem => Certificate.ExportCertificatePem();

    /// <summary>One that this one certifies.</summary>
    internal Authority Intermediate() => new(
        new X500DistinguishedName("CN=Between"), ECDsa.Create(ECCurve.NamedCurves.nistP256), request => Sign(request, -Long / 2, Long / 2));

    /// <summary>A host's certificate, with its key.</summary>
    /// <param name="host">Whose: a name, or the literal of an address.</param>
    /// <param name="from">From when on it is valid, seen from now; a day ago by default.</param>
    /// <param name="to">Until when; for a day more by default.</param>
    /// <param name="ofRsa">Whether its key is RSA's.</param>
    /// <param name="usage">What for: by default to serve.</param>
    /// <param name="issuerAt">Where it says that its issuer's certificate is found.</param>
    internal X509Certificate2 Issue(
        string host = "localhost", TimeSpan? from = null, TimeSpan? to = null, bool ofRsa = false, string usage = "1.3.6.1.5.5.7.3.1", string? issuerAt = null)
    {
        using RSA? rsa = ofRsa ? RSA.Create(2048) : null;
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        X500DistinguishedName subject = new("CN=a host");
        CertificateRequest request = rsa is null
            ? new CertificateRequest(subject, ec, HashAlgorithmName.SHA256)
            : new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Extend(request, host, usage, issuerAt);
        using X509Certificate2 made = Sign(request, from ?? -TimeSpan.FromDays(1), to ?? TimeSpan.FromDays(1));
        return rsa is null ? made.CopyWithPrivateKey(ec) : made.CopyWithPrivateKey(rsa);
    }

    /// <summary>A certificate that its host has written for itself.</summary>
    internal static X509Certificate2 SelfSigned(string host = "localhost", TimeSpan? to = null)
    {
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(new X500DistinguishedName("CN=a host"), ec, HashAlgorithmName.SHA256);
        Extend(request, host, "1.3.6.1.5.5.7.3.1", issuerAt: null);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow - TimeSpan.FromDays(10), DateTimeOffset.UtcNow + (to ?? TimeSpan.FromDays(1)));
    }

    /// <summary>SHA-256 of a certificate's key.</summary>
    internal static byte[] PinOf(X509Certificate2 certificate) => SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    private static CertificateRequest RequestOf(X500DistinguishedName name, ECDsa key)
    {
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request;
    }

    private static void Extend(CertificateRequest request, string host, string usage, string? issuerAt)
    {
        SubjectAlternativeNameBuilder names = new();
        if (System.Net.IPAddress.TryParse(host, out System.Net.IPAddress? address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        if (issuerAt is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuerAt]));
        }
    }

    private X509Certificate2 Sign(CertificateRequest request, TimeSpan from, TimeSpan to) => request.Create(
        name, X509SignatureGenerator.CreateForECDsa(key), DateTimeOffset.UtcNow + from, DateTimeOffset.UtcNow + to, RandomNumberGenerator.GetBytes(16));
}
