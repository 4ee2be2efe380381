using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace NeoServiceLayer.Image.Signing;

/// <summary>
/// A private key on P-384. It signs deterministically (RFC 6979), so that the same inputs give the same image; the framework cannot,
/// and BouncyCastle's numbers are ordinary memory that is not cleared. The process ends with the image, and the key lies in a file.
/// </summary>
internal sealed class SigningKey
{
    private static readonly X9ECParameters Curve = SecNamedCurves.GetByOid(SecObjectIdentifiers.SecP384r1);
    private static readonly ECDomainParameters Domain = new(Curve.Curve, Curve.G, Curve.N, Curve.H);

    private readonly ECPrivateKeyParameters key;

    private SigningKey(ECPrivateKeyParameters key) => this.key = key;

    /// <param name="pem">PKCS #8 or SEC 1 in PEM, not encrypted.</param>
    /// <exception cref="ImageException">It is something else, or a key on another curve.</exception>
    internal static SigningKey Parse(byte[] pem)
    {
        char[] text = Encoding.Latin1.GetChars(pem);
        try
        {
            using ECDsa imported = ECDsa.Create();
            imported.ImportFromPem(text);
            ECParameters parameters = imported.ExportParameters(includePrivateParameters: true);
            try
            {
                return parameters.Curve.Oid.Value == SecObjectIdentifiers.SecP384r1.Id
                    ? new SigningKey(new ECPrivateKeyParameters(new BigInteger(1, parameters.D!), Domain))
                    : throw new ImageException("The private key is not on P-384.");
            }
            finally
            {
                CryptographicOperations.ZeroMemory(parameters.D);
            }
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new ImageException("The private key is not one EC private key in PEM without a password.");
        }
        finally
        {
            Array.Clear(text);
        }
    }

    /// <summary>ECDSA over the SHA-384 of the data.</summary>
    /// <returns>r and s, 48 bytes each, big-endian.</returns>
    internal byte[] Sign(byte[] data)
    {
        ECDsaSigner signer = new(new HMacDsaKCalculator(new Sha384Digest()));
        signer.Init(forSigning: true, key);
        BigInteger[] numbers = signer.GenerateSignature(SHA384.HashData(data));
        byte[] signature = new byte[CoseSign1.SignatureLength];
        WriteRight(numbers[0], signature.AsSpan(0, signature.Length / 2));
        WriteRight(numbers[1], signature.AsSpan(signature.Length / 2));
        return signature;
    }

    private static void WriteRight(BigInteger number, Span<byte> field)
    {
        byte[] bytes = number.ToByteArrayUnsigned();
        bytes.CopyTo(field[^bytes.Length..]);
    }
}
