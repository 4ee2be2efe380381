using System.Globalization;
using System.Security.Cryptography;
using NeoServiceLayer.Attestation;
using Xunit;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>Documents that AWS's hardware signed.</summary>
public sealed class RealDocumentTests
{
    public static TheoryData<string> Names => ["nitro-1.cbor", "nitro-2.cbor"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verifies_at_its_own_time(string name)
    {
        Sample sample = Sample.Named(name);
        AttestationResult result = AttestationVerifier.Verify(sample.Bytes, sample.Policy);
        Assert.Null(result.Failed);
        Assert.StartsWith("i-0", result.Document!.ModuleId, StringComparison.Ordinal);
        Assert.Equal(sample.At, DateTimeOffset.FromUnixTimeSeconds(result.Document.Timestamp.ToUnixTimeSeconds()));
        Assert.Equal(Enumerable.Range(0, 16), result.Document.Pcrs.Keys);
        Assert.InRange(result.Document.ValidUntil, sample.At, sample.At.AddHours(3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fails_now(string name)
    {
        Sample sample = Sample.Named(name);
        Assert.Equal(AttestationCheck.CertificateTime, Failed(sample.Bytes, new AttestationPolicy { At = DateTimeOffset.UtcNow }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_held_to_the_certificates_ends_and_to_the_skew(string name)
    {
        Sample sample = Sample.Named(name);
        AttestationDocument document = AttestationVerifier.Verify(sample.Bytes, sample.Policy).Document!;
        AttestationPolicy patient = sample.Policy with { MaxSkew = TimeSpan.FromDays(1) };
        Assert.Null(Failed(sample.Bytes, patient with { At = document.ValidUntil.AddSeconds(-1) }));
        Assert.Equal(AttestationCheck.CertificateTime, Failed(sample.Bytes, patient with { At = document.ValidUntil.AddSeconds(1) }));
        TimeSpan skew = sample.Policy.MaxSkew;
        Assert.Null(Failed(sample.Bytes, sample.Policy with { At = document.Timestamp + skew }));
        Assert.Equal(AttestationCheck.Time, Failed(sample.Bytes, sample.Policy with { At = document.Timestamp + skew + TimeSpan.FromMilliseconds(1) }));
    }

    /// <summary>
    /// Every bit is read: with it flipped the document is refused by its form or its root, or its signature is to be verified over
    /// something else. That the signature is then wrong is verified, which takes a millisecond, for each NSL_FLIPPED-th bit (1: for all).
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Fails_with_any_bit_flipped(string name)
    {
        Sample sample = Sample.Named(name);
        string verified = Verified(sample.Bytes)!;
        int step = int.Parse(Environment.GetEnvironmentVariable("NSL_FLIPPED") ?? "97", CultureInfo.InvariantCulture);
        int[] accepted = [.. Enumerable.Range(0, sample.Bytes.Length * 8).AsParallel().Where(bit =>
        {
            byte[] changed = [.. sample.Bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            string? now = Verified(changed);
            bool judge = now is null || now == verified || bit % step == 0;
            return judge && Failed(changed, sample.Policy) is null;
        })];
        Assert.Empty(accepted);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fails_cut_off_anywhere_and_with_something_behind(string name)
    {
        Sample sample = Sample.Named(name);
        for (int length = 0; length < sample.Bytes.Length; length++)
        {
            AttestationCheck? failed = Failed(sample.Bytes.AsSpan(0, length), sample.Policy);
            Assert.True(failed == AttestationCheck.Encoding, $"{length} bytes: {failed}");
        }

        Assert.Equal(AttestationCheck.Encoding, Failed([.. sample.Bytes, 0], sample.Policy));
    }

    [Fact]
    public void May_have_the_tag_of_its_kind_and_no_other()
    {
        Assert.Null(Failed([0xD2, .. Sample.First.Bytes], Sample.First.Policy));
        Assert.Equal(AttestationCheck.Encoding, Failed([0xD3, .. Sample.First.Bytes], Sample.First.Policy));
        Assert.Equal(AttestationCheck.Encoding, Failed([0xD2, 0xD2, .. Sample.First.Bytes], Sample.First.Policy));
    }

    [Fact]
    public void The_published_certificate_is_the_pinned_root()
    {
        AttestationRoot named = AttestationRoot.Local(File.ReadAllText(Path.Combine(Sample.Folder, "aws-nitro-root-g1.pem")));
        Assert.Null(Failed(Sample.First.Bytes, Sample.First.Policy with { Root = named }));
    }

    [Fact]
    public void The_nonce_must_be_the_one_that_was_sent() =>
        Assert.Equal(AttestationCheck.Nonce, Failed(Sample.First.Bytes, Sample.First.Policy with { Nonce = new byte[20] }));

    /// <summary>What the signature is verified over, and by which certificate, as a hash; null if it does not come to that.</summary>
    private static string? Verified(byte[] document)
    {
        if (SignedDocument.Read(document, out SignedDocument signed) is not null
            || DocumentFields.Read(signed.Payload) is not { } fields
            || !AttestationRoot.Aws.Is(fields.Bundle[0]))
        {
            return null;
        }

        return Convert.ToHexString(SHA384.HashData([.. signed.SignedBytes(), .. signed.Signature, .. fields.Certificate]));
    }

    private static AttestationCheck? Failed(ReadOnlySpan<byte> bytes, AttestationPolicy policy) =>
        AttestationVerifier.Verify(bytes, policy).Failed;
}
