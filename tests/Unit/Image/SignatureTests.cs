using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NeoServiceLayer.Image;
using NeoServiceLayer.Image.Eif;
using NeoServiceLayer.Image.Signing;
using Xunit;

namespace NeoServiceLayer.Tests.Image;

/// <summary>Signed images, verified by the framework's COSE; the tool has its own.</summary>
public sealed class SignatureTests : IDisposable
{
    private readonly ImageFolder folder = new();
    private readonly SignerOfTests signer = SignerOfTests.OnP384();

    public SignatureTests() => folder.WriteSigner(signer);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Another_implementation_verifies_it()
    {
        byte[] image = folder.Build(folder.SigningArguments);
        EifImage read = ImageFolder.Read(image);
        (string pem, byte[] message) = Split(SectionOf(image));
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem);
        Assert.Equal(signer.CertificateDer, certificate.RawData);
        using ECDsa key = certificate.GetECDsaPublicKey()!;
        CoseSign1Message cose = CoseMessage.DecodeSign1(message);
        Assert.True(cose.VerifyEmbedded(key));
        Assert.Empty(cose.UnprotectedHeaders);
        Assert.Equal([0xA1, 0x01, 0x38, 0x22], cose.RawProtectedHeaders.ToArray()); // {1: -35}

        CborReader payload = new(cose.Content!.Value);
        Assert.Equal(2, payload.ReadStartMap());
        Assert.Equal("register_index", payload.ReadTextString());
        Assert.Equal(0, payload.ReadInt32());
        Assert.Equal("register_value", payload.ReadTextString());
        Assert.Equal(read.Measurements.Pcr0, Integers(payload));
    }

    [Fact]
    public void PCR8_is_of_the_certificate_s_DER()
    {
        Measurements found = ImageFolder.Read(folder.Build(folder.SigningArguments)).Measurements;
        Assert.Equal(SHA384.HashData([.. new byte[48], .. SHA384.HashData(signer.CertificateDer)]), found.Pcr8);
    }

    [Fact]
    public void Signed_twice_it_is_the_same_image() =>
        Assert.Equal(folder.Build(folder.SigningArguments), folder.Build(folder.SigningArguments));

    /// <summary>RFC 6979, A.2.6, SHA-384, "sample".</summary>
    [Fact]
    public void The_nonce_is_the_one_of_RFC_6979()
    {
        ECParameters parameters = new()
        {
            Curve = ECCurve.NamedCurves.nistP384,
            D = Convert.FromHexString("6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5"),
            Q = new ECPoint
            {
                X = Convert.FromHexString("EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A254515480BC13"),
                Y = Convert.FromHexString("8015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1288B231C3AE0D4FE7344FD2533264720"),
            },
        };
        using ECDsa key = ECDsa.Create(parameters);
        byte[] signature = SigningKey.Parse(Encoding.ASCII.GetBytes(key.ExportECPrivateKeyPem())).Sign("sample"u8.ToArray());
        Assert.Equal(
            "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46"
            + "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8",
            Convert.ToHexString(signature));
    }

    /// <summary>
    /// Every bit of the signature, and every seventh of the certificate (each try costs a verification). The certificate's own signature
    /// is not checked, nor is PEM strict: what is accepted has the PCR8 of the certificate that another reader finds there.
    /// </summary>
    [Fact]
    public void A_flipped_bit_of_the_section_is_refused_or_seen_in_PCR8()
    {
        byte[] image = folder.Build(folder.SigningArguments);
        byte[] section = SectionOf(image);
        byte[] pcr0 = ImageFolder.Read(image).Measurements.Pcr0;
        int signatureAt = section.AsSpan().IndexOf("signature"u8);
        int refused = 0;
        for (int bit = 0; bit < 8 * section.Length; bit += bit < 8 * signatureAt ? 7 : 1)
        {
            byte[] flipped = [.. section];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                byte[] pcr8 = ImageSignature.Decode(flipped, pcr0).Pcr8;
                Assert.True(bit < 8 * signatureAt, "a flipped bit of the signature is accepted");
                string pem = Split(flipped).Pem;
                byte[] der = Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
                using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der);
                Assert.Equal(der, certificate.RawData);
                Assert.Equal(Measurements.Extend(SHA384.HashData(der)), pcr8);
            }
            catch (ImageException sentence)
            {
                Assert.EndsWith(".", sentence.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 8 * (section.Length - signatureAt), 8 * section.Length);
    }

    [Fact]
    public void A_signature_is_of_one_image_only()
    {
        byte[] section = SectionOf(folder.Build(folder.SigningArguments));
        byte[] other = new byte[48];
        Assert.Equal(
            "The signature is not one with ES384 over this image's PCR0.",
            Assert.Throws<ImageException>(() => ImageSignature.Decode(section, other)).Message);
    }

    [Fact]
    public void Two_certificates_are_refused()
    {
        File.AppendAllText(folder["certificate.pem"], "\n" + SignerOfTests.OnP384().CertificatePem);
        AssertRefused("The signing certificate is not one certificate in PEM.");
    }

    [Fact]
    public void A_certificate_of_another_key_is_refused()
    {
        File.WriteAllText(folder["certificate.pem"], SignerOfTests.OnP384().CertificatePem);
        AssertRefused("The signing certificate is not of the private key.");
    }

    [Fact]
    public void Another_curve_is_refused()
    {
        SignerOfTests small = SignerOfTests.On(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(folder["key.pem"], small.KeyPem);
        AssertRefused("The private key is not on P-384.");
        folder.WriteSigner(small);
        AssertRefused("The signing certificate is not of a key on P-384.");
    }

    [Fact]
    public void An_encrypted_key_is_refused()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        PbeParameters encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        File.WriteAllText(folder["key.pem"], key.ExportEncryptedPkcs8PrivateKeyPem("secret", encryption));
        AssertRefused("The private key is not one EC private key in PEM without a password.");
    }

    private void AssertRefused(string sentence)
    {
        ImageRun run = ImageRun.Of([.. folder.BuildArguments, .. folder.SigningArguments]);
        Assert.Equal(new ImageRun(1, "", $"image: {sentence}\n"), run);
        Assert.False(File.Exists(folder["x.eif"]) || File.Exists(folder["x.eif.new"]));
    }

    private static byte[] SectionOf(byte[] image)
    {
        EifSection section = ImageFolder.Read(image).Sections[^1];
        Assert.Equal(EifSectionType.Signature, section.Type);
        return image[((int)section.Offset + 12)..];
    }

    private static (string Pem, byte[] Message) Split(byte[] section)
    {
        CborReader reader = new(section);
        Assert.Equal(1, reader.ReadStartArray());
        Assert.Equal(2, reader.ReadStartMap());
        Assert.Equal("signing_certificate", reader.ReadTextString());
        string pem = Encoding.Latin1.GetString(Integers(reader));
        Assert.Equal("signature", reader.ReadTextString());
        return (pem, Integers(reader));
    }

    private static byte[] Integers(CborReader reader)
    {
        byte[] bytes = new byte[reader.ReadStartArray()!.Value];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)reader.ReadUInt32();
        }

        reader.ReadEndArray();
        return bytes;
    }
}
