using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace NeoServiceLayer.Enclave.Local.SoftwareModule;

/// <summary>
/// The root that vouches for local documents. Its key lies in the state folder, so it proves nothing; clients accept it only
/// where they are given its certificate, <c>local-root.pem</c>.
/// </summary>
internal sealed class LocalRoot : IDisposable
{
    internal const string Name = "nsl.local-enclaves";

    private const string KeyFile = "local-root.key";
    private const string CertificateFile = "local-root.pem";

    private static readonly TimeSpan Life = TimeSpan.FromDays(3650);

    private LocalRoot(ECDsa key, byte[] certificate)
    {
        Key = key;
        Certificate = certificate;
    }

    internal ECDsa Key { get; }

    /// <summary>In DER.</summary>
    internal byte[] Certificate { get; }

    /// <summary>Loads the folder's root, or makes one: the key first, so that a start that was cut off is finished by the next.</summary>
    /// <exception cref="IOException">One sentence about what is wrong.</exception>
    internal static LocalRoot Load(string folder, TimeProvider clock)
    {
        string keyFile = Path.Combine(folder, KeyFile);
        string certificateFile = Path.Combine(folder, CertificateFile);
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        try
        {
            if (File.Exists(keyFile))
            {
                key.ImportFromPem(File.ReadAllText(keyFile));
            }
            else
            {
                File.Delete(certificateFile);
                DurableFile.Write(keyFile, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            }

            if (!File.Exists(certificateFile))
            {
                byte[] made = CertificateMaker.Authority(Name, key, Name, key, clock.GetUtcNow(), Life);
                DurableFile.Write(certificateFile, Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", made) + "\n"));
            }

            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(File.ReadAllText(certificateFile));
            return new LocalRoot(key, certificate.RawData);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new IOException($"{keyFile} or {certificateFile} is not what was written there; remove both to have new ones made.", wrong);
        }
        catch
        {
            // The key does not stay in memory without an owner, whatever went wrong.
            key.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();
}
