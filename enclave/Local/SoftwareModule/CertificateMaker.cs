using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NeoServiceLayer.Enclave.Local.SoftwareModule;

/// <summary>Makes certificates like those in AWS's documents: P-384, signed with ECDSA and SHA-384.</summary>
internal static class CertificateMaker
{
    private const int SerialLength = 16;

    /// <summary>One that may sign certificates.</summary>
    internal static byte[] Authority(
        string name, ECDsa key, string issuer, ECDsa issuerKey, DateTimeOffset from, TimeSpan life) => Make(
            name, key, issuer, issuerKey, from, life, isAuthority: true,
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign);

    /// <summary>One that may sign documents.</summary>
    internal static byte[] Leaf(
        string name, ECDsa key, string issuer, ECDsa issuerKey, DateTimeOffset from, TimeSpan life) =>
        Make(name, key, issuer, issuerKey, from, life, isAuthority: false, X509KeyUsageFlags.DigitalSignature);

    private static byte[] Make(
        string name, ECDsa key, string issuer, ECDsa issuerKey, DateTimeOffset from, TimeSpan life, bool isAuthority, X509KeyUsageFlags usages)
    {
        CertificateRequest request = new(Named(name), key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usages, critical: true));
        byte[] serial = RandomNumberGenerator.GetBytes(SerialLength);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40); // positive, and of full length
        using X509Certificate2 made = request.Create(
            Named(issuer), X509SignatureGenerator.CreateForECDsa(issuerKey), from, from + life, serial);
        return made.RawData;
    }

    private static X500DistinguishedName Named(string name) => new($"CN={name}, O=Neo Service Layer");
}
