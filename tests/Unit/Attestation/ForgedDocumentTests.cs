using System.Security.Cryptography;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Attestation.Cbor;
using NeoServiceLayer.Enclave.Local.SoftwareModule;
using Xunit;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>Documents whose signature is right, and which are refused for something else.</summary>
public sealed class ForgedDocumentTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(60);
    private static readonly TimeSpan Life = TimeSpan.FromHours(3);

    private readonly ECDsa rootKey = Key();
    private readonly ECDsa middleKey = Key();
    private readonly ECDsa leafKey = Key();
    private readonly byte[] root;
    private readonly byte[] middle;
    private readonly ForgedDocument good;

    public ForgedDocumentTests()
    {
        root = CertificateMaker.Authority("root", rootKey, "root", rootKey, Now, Life);
        middle = CertificateMaker.Authority("middle", middleKey, "root", rootKey, Now, Life);
        good = new ForgedDocument
        {
            Key = leafKey,
            Leaf = CertificateMaker.Leaf("leaf", leafKey, "middle", middleKey, Now, Life),
            Bundle = [root, middle],
            Time = Now.AddMinutes(1),
        };
    }

    public void Dispose()
    {
        rootKey.Dispose();
        middleKey.Dispose();
        leafKey.Dispose();
    }

    [Fact]
    public void One_with_nothing_wrong_passes() => Expect(null, good);

    [Fact]
    public void Headers_say_ES384_and_nothing_else()
    {
        Expect(AttestationCheck.Algorithm, good with { Header = [0xA1, 0x01, 0x20] }); // as QEMU's: {1: -1}
        Expect(AttestationCheck.Algorithm, good with { Header = [0xA1, 0x01, 0x38, 0x23] });
        Expect(AttestationCheck.Algorithm, good with { Header = [0xA2, 0x01, 0x38, 0x22, 0x04, 0x40] });
        Expect(AttestationCheck.Algorithm, good with { Header = [] });
        Expect(AttestationCheck.Encoding, good with { Unprotected = [0xA1, 0x01, 0x01] });
    }

    [Fact]
    public void An_emulator_s_unsigned_document_is_refused() =>
        Assert.Equal(AttestationCheck.Algorithm, Failed(new EmulatedDocument { Time = good.Time }.Write()));

    [Fact]
    public void No_bytes_are_bound_by_nothing()
    {
        AttestationPolicy nothing = new() { At = Now.AddMinutes(2), Root = Root, Nonce = ReadOnlyMemory<byte>.Empty };
        Assert.Equal(AttestationCheck.Nonce, AttestationVerifier.Verify(good.Sign(), nothing).Failed);
        Assert.Equal(AttestationCheck.Nonce, AttestationVerifier.Verify(Has("nonce", []).Sign(), nothing).Failed);
        Assert.Null(AttestationVerifier.Verify(good.Sign(), nothing with { Nonce = null }).Document!.Nonce);
    }

    [Fact]
    public void Fields_are_those_that_are_documented_and_within_their_limits()
    {
        Expect(AttestationCheck.Fields, good with { Digest = "SHA256" });
        Expect(AttestationCheck.Fields, good with { Pcrs = new CborWriter().Map(1).Unsigned(0).Bytes(new byte[32]).ToArray() });
        Expect(AttestationCheck.Fields, good with { Pcrs = new CborWriter().Map(1).Unsigned(32).Bytes(new byte[48]).ToArray() });
        Expect(AttestationCheck.Fields, good with { Pcrs = new CborWriter().Map(0).ToArray() });
        Expect(AttestationCheck.Fields, good with { Bundle = [] });
        Expect(AttestationCheck.Fields, good with { Leaf = [] });
        Expect(AttestationCheck.Fields, good with { Leaf = new byte[1025] });
        Expect(AttestationCheck.Fields, Has("unknown", new byte[1]));
        Expect(AttestationCheck.Fields, good with { More = (1, new CborWriter().Text("digest").Text("SHA384").ToArray()) });
        Expect(AttestationCheck.Fields, good with { More = (0, [0]) });
        foreach ((string name, int most) in (ReadOnlySpan<(string, int)>)[("nonce", 512), ("user_data", 512), ("public_key", 1024)])
        {
            Expect(null, Has(name, new byte[most]));
            Expect(AttestationCheck.Fields, Has(name, new byte[most + 1]));
        }
    }

    [Fact]
    public void A_head_that_is_not_the_shortest_is_refused()
    {
        byte[] value = new byte[48];
        Expect(AttestationCheck.Fields, good with { Pcrs = [0xB8, 0x01, 0x00, 0x58, 48, .. value] });
        Expect(AttestationCheck.Fields, good with { Pcrs = [0xA1, 0x18, 0x00, 0x58, 48, .. value] });
        Expect(AttestationCheck.Fields, good with { Pcrs = [0xA1, 0x00, 0x59, 0, 48, .. value] });
        Expect(AttestationCheck.Fields, good with { Pcrs = [0xBF, 0x00, 0x58, 48, .. value, 0xFF] });
        Expect(AttestationCheck.Fields, good with { Pcrs = [0xA1, 0x00, 0x5B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] });
    }

    [Fact]
    public void Every_certificate_may_do_what_it_does()
    {
        Expect(AttestationCheck.Chain, good with { Leaf = CertificateMaker.Authority("leaf", leafKey, "middle", middleKey, Now, Life) });
        Expect(AttestationCheck.Chain, good with { Bundle = [root, CertificateMaker.Leaf("middle", middleKey, "root", rootKey, Now, Life)] });
        Expect(AttestationCheck.Chain, good with { Bundle = [root] });
        Expect(AttestationCheck.Chain, good with { Bundle = [root, middle, middle] });
        Expect(AttestationCheck.Chain, good with { Bundle = [root, root, middle] });
        Expect(AttestationCheck.Chain, good with { Leaf = CertificateMaker.Leaf("leaf", leafKey, "middle", rootKey, Now, Life) });
        Expect(AttestationCheck.Chain, good with { Leaf = CertificateMaker.Leaf("leaf", leafKey, "other", middleKey, Now, Life) });
        Expect(AttestationCheck.Root, good with { Bundle = [middle, root] });
        Expect(AttestationCheck.Signature, good with { Leaf = CertificateMaker.Leaf("leaf", middleKey, "middle", middleKey, Now, Life) });
    }

    [Fact]
    public void Every_key_is_of_P384()
    {
        using ECDsa smaller = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] leaf = CertificateMaker.Leaf("leaf", leafKey, "middle", smaller, Now, Life);
        byte[] signer = CertificateMaker.Authority("middle", smaller, "root", rootKey, Now, Life);
        Expect(AttestationCheck.Chain, good with { Bundle = [root, signer], Leaf = leaf });
    }

    [Fact]
    public void Every_certificate_is_valid_then_and_now()
    {
        TimeSpan brief = TimeSpan.FromSeconds(30);
        Expect(AttestationCheck.CertificateTime, good with { Leaf = CertificateMaker.Leaf("leaf", leafKey, "middle", middleKey, Now, brief) });
        Expect(
            AttestationCheck.CertificateTime,
            good with { Bundle = [root, CertificateMaker.Authority("middle", middleKey, "root", rootKey, Now, brief)] });
        Expect(AttestationCheck.CertificateTime, good with { Time = Now.AddMinutes(-1) });
    }

    private AttestationRoot Root => AttestationRoot.Local(PemEncoding.WriteString("CERTIFICATE", root));

    private ForgedDocument Has(string name, byte[] value) =>
        good with { More = (1, new CborWriter().Text(name).Bytes(value).ToArray()) };

    private void Expect(AttestationCheck? expected, ForgedDocument document) => Assert.Equal(expected, Failed(document.Sign()));

    private AttestationCheck? Failed(byte[] document) => AttestationVerifier.Verify(
        document,
        new AttestationPolicy
        {
            At = Now.AddMinutes(2),
            Root = Root,
        }).Failed;

    private static ECDsa Key() => ECDsa.Create(ECCurve.NamedCurves.nistP384);
}
