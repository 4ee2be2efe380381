using System.Buffers.Text;
using System.Text;
using NeoServiceLayer.Attestation.Receipts;
using Xunit;

namespace NeoServiceLayer.Tests.Receipts;

/// <summary>A receipt has one spelling, and no part of it can be changed.</summary>
public sealed class ReceiptTests : IDisposable
{
    private readonly TestBoot boot = new();

    public void Dispose() => boot.Dispose();

    [Theory]
    [InlineData("request-1")]
    [InlineData("\"quoted\" \\ and \b\t\n\f\r\u0001\u001f\u007f")]
    [InlineData("☃ 𝄞 é <&>'+/")]
    public void What_is_written_is_read(string requestId)
    {
        ReceiptClaims claims = boot.Claims() with { RequestId = requestId };
        Assert.True(Receipt.TryRead(boot.Sign(claims), out Receipt? receipt));
        Assert.Equal(requestId, receipt.Claims.RequestId);
        Assert.Equal(claims.Time, receipt.Claims.Time);
        Assert.Equal(boot.Sign(receipt.Claims).Split('.')[1], receipt.Text.Split('.')[1]);
        Assert.Null(ReceiptVerifier.Origin(receipt, boot.Identity));
    }

    [Fact]
    public void The_form_is_the_documented_one()
    {
        string text = boot.Sign(boot.Claims() with { RequestId = "a\"b\u0007" });
        Assert.Equal($"{{\"alg\":\"ES256\",\"typ\":\"nsl-receipt\",\"kid\":\"{ReceiptKeyId.Of(boot.Key)}\"}}", Part(text, 0));
        Assert.Equal(
            $"{{\"requestId\":\"a\\\"b\\u0007\",\"service\":\"wallet\",\"operation\":\"createWallet\",\"keyId\":\"{new string('k', 43)}\",\"accountId\":\"acc_1\","
            + "\"requestHash\":\"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\",\"responseHash\":\"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\","
            + $"\"sequence\":7,\"head\":\"{Repeated("07", 32)}\",\"lineage\":\"{Repeated("03", 16)}\",\"floorMac\":\"{Repeated("04", 32)}\","
            + $"\"bootId\":\"{Repeated("01", 32)}\",\"genesisId\":\"{Repeated("01", 32)}\",\"time\":\"2023-11-14T22:13:20.123Z\"}}",
            Part(text, 1));
    }

    [Fact]
    public void Nobody_stamped_and_a_sealed_request_has_a_salt()
    {
        byte[] salt = TestBoot.Filled(16, 9);
        ReceiptClaims claims = boot.Claims() with
        {
            KeyId = null,
            AccountId = null,
            Salt = salt,
            RequestHash = ReceiptHash.Of(salt, "{\"a\":1}"u8),
            ResponseHash = ReceiptHash.Of(salt, "{\"b\":2}"u8),
        };
        Assert.True(Receipt.TryRead(boot.Sign(claims), out Receipt? receipt));
        Assert.DoesNotContain("keyId", Part(receipt.Text, 1), StringComparison.Ordinal);
        Assert.True(receipt.IsForRequest("{\"a\":1}"u8));
        Assert.True(receipt.IsForResponse("{\"b\":2}"u8));
        Assert.False(receipt.IsForResponse("{\"b\":3}"u8));
        Assert.NotEqual(ReceiptHash.Of([], "{\"a\":1}"u8), receipt.Claims.RequestHash.ToArray());
    }

    [Fact]
    public void Every_bit_of_it_matters()
    {
        string text = boot.Sign(boot.Claims());
        for (int i = 0; i < text.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                char[] altered = text.ToCharArray();
                altered[i] ^= (char)(1 << bit);
                AssertRefused(new string(altered));
            }

            AssertRefused(text.Remove(i, 1));
            AssertRefused(text.Insert(i, "A"));
        }

        AssertRefused(text + "A");
        AssertRefused(text + ".");
        AssertRefused(text + "\n");
        AssertRefused("");
    }

    [Fact]
    public void Other_spellings_of_the_same_are_no_receipts_even_rightly_signed()
    {
        string text = boot.Sign(boot.Claims());
        string payload = Part(text, 1);
        (string Old, string New)[] changes =
        [
            ("{", "{ "), ("\"sequence\":7", "\"sequence\":7.0"), ("\"sequence\":7", "\"sequence\":\"7\""), ("\"sequence\":7", "\"sequence\":07"),
            ("\"sequence\":7", "\"sequence\":0"), ("\"sequence\":7", "\"sequence\":-7"), ("\"sequence\":7", "\"sequence\":99999999999999999999"),
            ("wallet", "wall\\u0065t"), ("wallet", ""), ("44136fa3", "44136FA3"), ("0303", "03"), (",\"time\"", ",\"more\":1,\"time\""),
            ("\"service\":\"wallet\",", ""), ("\"service\":\"wallet\",", "\"service\":\"wallet\",\"service\":\"wallet\","),
            ("\"service\":\"wallet\",\"operation\":\"createWallet\"", "\"operation\":\"createWallet\",\"service\":\"wallet\""),
            (".123Z", "Z"), (".123Z", ".123+00:00"), ("2023-11-14", "2023-02-30"), ("acc_1", "\\ud800"), ("\"acc_1\"", "null"),
            ("\"requestHash\"", "\"salt\":\"\",\"requestHash\""),
        ];
        foreach ((string before, string after) in changes)
        {
            Assert.Contains(before, payload, StringComparison.Ordinal);
            Assert.False(Receipt.TryRead(Signed(Part(text, 0), Replace(payload, before, after)), out _), after);
        }

        string header = Part(text, 0);
        foreach ((string before, string after) in ((string, string)[])[("ES256", "none"), ("ES256", "es256"), ("nsl-receipt", "nsl-invitation"), ("{", "{ "), ("}", ",\"x\":1}"), ("kid", "KID")])
        {
            Assert.False(Receipt.TryRead(Signed(Replace(header, before, after), payload), out _), after);
        }

        Assert.True(Receipt.TryRead(Signed(header, payload), out _));
        Assert.False(Receipt.TryRead(text.Replace(".", "=.", StringComparison.Ordinal), out _));
        Assert.False(Receipt.TryRead(new string('A', Receipt.MaxLength + 1), out _));
    }

    [Fact]
    public void A_claim_that_is_changed_and_not_signed_anew_does_not_hold()
    {
        ReceiptClaims claims = boot.Claims();
        string text = boot.Sign(claims);
        ReceiptClaims[] lies =
        [
            claims with { RequestId = "request-2" }, claims with { Service = "account" }, claims with { Operation = "deleteWallet" },
            claims with { KeyId = new string('j', 43) }, claims with { AccountId = "acc_2" }, claims with { AccountId = null }, claims with { KeyId = null },
            claims with { RequestHash = TestBoot.Filled(32, 8) }, claims with { ResponseHash = TestBoot.Filled(32, 8) }, claims with { Salt = TestBoot.Filled(16, 8) },
            claims with { Sequence = 8 }, claims with { Head = TestBoot.Filled(32, 8) }, claims with { Lineage = TestBoot.Filled(16, 8) },
            claims with { FloorMac = TestBoot.Filled(32, 8) }, claims with { BootId = TestBoot.Filled(32, 8) }, claims with { GenesisId = TestBoot.Filled(32, 8) },
            claims with { Time = claims.Time.AddMilliseconds(1) },
        ];
        foreach (ReceiptClaims lie in lies)
        {
            string[] parts = text.Split('.');
            Assert.True(Receipt.TryRead($"{parts[0]}.{boot.Sign(lie).Split('.')[1]}.{parts[2]}", out Receipt? forged));
            Assert.False(forged.IsSignedBy(boot.Key));
            Assert.NotNull(ReceiptVerifier.Origin(forged, boot.Identity));
        }
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Part(string text, int index) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text.Split('.')[index]));

    private static string Replace(string text, string before, string after)
    {
        int at = text.IndexOf(before, StringComparison.Ordinal);
        return text[..at] + after + text[(at + before.Length)..];
    }

    private string Signed(string header, string payload)
    {
        string signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        byte[] signature = new byte[Receipt.SignatureLength];
        boot.Sign(Encoding.ASCII.GetBytes(signed), signature);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private void AssertRefused(string text) =>
        Assert.False(Receipt.TryRead(text, out Receipt? receipt) && ReceiptVerifier.Origin(receipt, boot.Identity) is null, text);
}
