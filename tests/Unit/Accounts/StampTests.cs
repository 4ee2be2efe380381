using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Protocol.Stamps;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>The text of stamps by itself: vectors, and that there is one way to write each.</summary>
public sealed class StampTests : IDisposable
{
    private const string Audience = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private const string Lineage = "0123456789abcdef0123456789abcdef";

    private readonly TestKey key = new();
    private readonly byte[] payload = "{\"name\":\"x\"}"u8.ToArray();

    public void Dispose() => key.Dispose();

    /// <summary>RFC 9449, 6.1: the confirmation of a DPoP key.</summary>
    [Fact]
    public void A_keys_id_is_its_thumbprint()
    {
        Assert.True(StampKey.TryCreate(
            "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs", "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA", out StampKey? found));
        using (found)
        {
            Assert.Equal("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I", found.KeyId);
        }
    }

    /// <summary>RFC 7515, A.3.</summary>
    [Fact]
    public void A_signature_of_another_maker_holds()
    {
        Assert.True(StampKey.TryCreate(
            "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", out StampKey? found));
        using (found)
        {
            Assert.True(Base64UrlText.TryDecode(
                "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"u8, out byte[] signature));
            Assert.True(found.Verifies(
                "eyJhbGciOiJFUzI1NiJ9"u8,
                "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"u8,
                signature));
        }
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")]
    [InlineData("_____wAAAAEAAAAAAAAAAAAAAAD___________________8", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")]
    [InlineData("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVE", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")]
    [InlineData("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEV", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")]
    [InlineData("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU=", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")]
    [InlineData("", "")]
    public void What_is_no_point_in_its_one_spelling_is_no_key(string x, string y) => Assert.False(StampKey.TryCreate(x, y, out _));

    [Theory]
    [InlineData("request-1")]
    [InlineData("\"\\/\b\u0001\u007f")]
    [InlineData("été 😀 \u2028")]
    public void What_is_written_is_read(string requestId)
    {
        StampClaims claims = Claims() with { RequestId = requestId };
        Assert.True(Stamp.TryRead(Encoding.UTF8.GetBytes(StampWriter.Write(claims, payload, key.Pair)), out Stamp? stamp, out string problem), problem);
        Assert.Equal(claims, stamp.Claims);
        using StampKey verifier = StampKey.Of(key.Pair);
        Assert.True(stamp.IsBy(verifier, payload));
        Assert.False(stamp.IsBy(verifier, [.. payload, (byte)' ']));
    }

    [Fact]
    public void The_longest_requestId_fits()
    {
        foreach (string character in new[] { "\u0001", "😀", "é" })
        {
            string longest = string.Concat(Enumerable.Repeat(character, 128));
            byte[] text = Encoding.UTF8.GetBytes(StampWriter.Write(Claims() with { RequestId = longest }, payload, key.Pair));
            Assert.True(Stamp.TryRead(text, out Stamp? stamp, out string problem), problem);
            Assert.Equal(longest, stamp.Claims.RequestId);
        }
    }

    [Fact]
    public void No_bit_of_a_stamp_can_be_flipped()
    {
        using StampKey verifier = StampKey.Of(key.Pair);
        byte[] text = Encoding.ASCII.GetBytes(StampWriter.Write(Claims(), payload, key.Pair));
        for (int bit = 0; bit < text.Length * 8; bit++)
        {
            byte[] altered = [.. text];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Stamp.TryRead(altered, out Stamp? stamp, out _) && stamp.IsBy(verifier, payload), $"bit {bit}");
        }
    }

    [Fact]
    public void Another_key_did_not_make_it()
    {
        using TestKey other = new();
        using StampKey verifier = StampKey.Of(other.Pair);
        byte[] text = Encoding.ASCII.GetBytes(StampWriter.Write(Claims() with { KeyId = other.Id }, payload, key.Pair));
        Assert.True(Stamp.TryRead(text, out Stamp? stamp, out _));
        Assert.False(stamp.IsBy(verifier, payload));
    }

    public static TheoryData<string, string> Headers => new()
    {
        { "alg none", Header(alg: "\"none\"") },
        { "alg ES384", Header(alg: "\"ES384\"") },
        { "alg HS256", Header(alg: "\"HS256\"") },
        { "alg es256", Header(alg: "\"es256\"") },
        { "alg escaped", Header(alg: "\"\\u0045S256\"") },
        { "alg a list", Header(alg: "[\"ES256\"]") },
        { "crit empty", Header(crit: "[]") },
        { "crit other", Header(crit: "[\"exp\"]") },
        { "crit more", Header(crit: "[\"b64\",\"exp\"]") },
        { "crit twice", Header(crit: "[\"b64\",\"b64\"]") },
        { "crit a string", Header(crit: "\"b64\"") },
        { "b64 true", Header(b64: "true") },
        { "b64 null", Header(b64: "null") },
        { "b64 0", Header(b64: "0") },
        { "kid short", Header(kid: "\"AA\"") },
        { "kid spare bits", Header(kid: "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\"") },
        { "kid null", Header(kid: "null") },
        { "iat a string", Header(iat: "\"1764000000\"") },
        { "iat a fraction", Header(iat: "1764000000.0") },
        { "iat an exponent", Header(iat: "1764e6") },
        { "iat negative", Header(iat: "-1") },
        { "iat beyond any date", Header(iat: "253402300800") },
        { "iat beyond 64 bits", Header(iat: "18446744073709551616") },
        { "rid null", Header(rid: "null") },
        { "rid a number", Header(rid: "1") },
        { "svc empty", Header(svc: "\"\"") },
        { "svc escaped", Header(svc: "\"\\u0061ccount\"") },
        { "op a number", Header(op: "1") },
        { "op too long", Header(op: $"\"{new string('x', 65)}\"") },
        { "aud upper case", Header(aud: $"\"{Audience.ToUpperInvariant()}\"") },
        { "aud short", Header(aud: "\"00\"") },
        { "aud a list", Header(aud: $"[\"{Audience}\"]") },
        { "floor null", Header(more: ",\"floor\":null") },
        { "floor a number", Header(more: ",\"floor\":1") },
        { "floor with more", Floored(Floor() + ",\"x\":1") },
        { "floor with less", Floored("\"sequence\":1") },
        { "floor without mac", Floored($"\"lineage\":\"{Lineage}\",\"sequence\":1,\"head\":\"{Audience}\"") },
        { "floor twice", Floored("\"sequence\":1," + Floor()) },
        { "floor at 0", Floored(Floor(sequence: "0")) },
        { "floor below 0", Floored(Floor(sequence: "-1")) },
        { "floor at a fraction", Floored(Floor(sequence: "1.0")) },
        { "floor beyond 63 bits", Floored(Floor(sequence: "9223372036854775808")) },
        { "floor with a short lineage", Floored(Floor(lineage: Lineage[1..])) },
        { "floor in capitals", Floored(Floor(mac: Audience.ToUpperInvariant())) },
        { "unknown member", Header(more: ",\"exp\":1") },
        { "jwk", Header(more: ",\"jwk\":{}") },
        { "duplicate member", Header(more: ",\"iat\":1764000000") },
        { "duplicate member, escaped", Header(more: ",\"i\\u0061t\":1764000000") },
        { "escaped name", Header().Replace("\"iat\"", "\"i\\u0061t\"", StringComparison.Ordinal) },
        { "name in capitals", Header().Replace("\"iat\"", "\"IAT\"", StringComparison.Ordinal) },
        { "missing alg", Without("alg") },
        { "missing crit", Without("crit") },
        { "missing b64", Without("b64") },
        { "missing kid", Without("kid") },
        { "missing iat", Without("iat") },
        { "missing rid", Without("rid") },
        { "missing svc", Without("svc") },
        { "missing op", Without("op") },
        { "missing aud", Without("aud") },
        { "an array", $"[{Header()}]" },
        { "null", "null" },
        { "nothing", "" },
        { "something behind", Header() + "x" },
        { "a comment", Header().Replace("{\"alg\"", "{/**/\"alg\"", StringComparison.Ordinal) },
        { "a byte-order mark", "\uFEFF" + Header() },
        { "a lone surrogate", Header(rid: "\"\\uD800\"") },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_header_that_says_anything_else_is_refused_with_a_reason(string name, string header)
    {
        Assert.False(Stamp.TryRead(Sign(header), out _, out string problem), name);
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void The_header_that_these_vary_is_accepted()
    {
        Assert.True(Stamp.TryRead(Sign(Header()), out _, out string problem), problem);
        Assert.True(Stamp.TryRead(Sign(" " + Floored(Floor(sequence: "7")) + "\n"), out Stamp? stamp, out problem), problem);
        StampFloor floor = stamp.Claims.Floor!;
        Assert.Equal((Lineage, 7L, Audience, Audience), (Hex(floor.Lineage), floor.Sequence, Hex(floor.Head), Hex(floor.Mac)));
    }

    [Fact]
    public void A_floor_is_read_as_it_was_written()
    {
        StampFloor floor = new() { Lineage = Convert.FromHexString(Lineage), Sequence = long.MaxValue, Head = Convert.FromHexString(Audience), Mac = new byte[32] };
        byte[] text = Encoding.ASCII.GetBytes(StampWriter.Write(Claims() with { Floor = floor }, payload, key.Pair));
        Assert.True(Stamp.TryRead(text, out Stamp? stamp, out string problem), problem);
        StampFloor read = stamp.Claims.Floor!;
        Assert.Equal((Lineage, long.MaxValue, Audience, new string('0', 64)), (Hex(read.Lineage), read.Sequence, Hex(read.Head), Hex(read.Mac)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("e30")]
    [InlineData("e30.e30.AAAA")]
    [InlineData("e30..")]
    [InlineData("..AAAA")]
    public void What_is_no_detached_jws_is_refused(string text) =>
        Assert.False(Stamp.TryRead(Encoding.ASCII.GetBytes(text), out _, out string problem) || problem.Length == 0);

    [Fact]
    public void A_signature_has_64_bytes_in_one_spelling()
    {
        string[] parts = StampWriter.Write(Claims(), payload, key.Pair).Split("..");
        Assert.True(Base64UrlText.TryDecode(Encoding.ASCII.GetBytes(parts[1]), out byte[] signature));
        byte[] der = key.Pair.SignData(payload, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        foreach (string other in new[] { "", Base64UrlText.Encode(der), Base64UrlText.Encode(signature[..63]), Base64UrlText.Encode([.. signature, 0]), parts[1] + "=", parts[1] + "==", parts[1] + "\n" })
        {
            Assert.False(Stamp.TryRead(Encoding.ASCII.GetBytes($"{parts[0]}..{other}"), out _, out _), other);
        }
    }

    [Fact]
    public void Numbers_that_are_no_signature_do_not_hold()
    {
        byte[] order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
        byte[] zero = new byte[32];
        byte[] one = [.. zero[..31], 1];
        byte[] ones = [.. Enumerable.Repeat((byte)0xFF, 32)];
        using StampKey verifier = StampKey.Of(key.Pair);
        foreach (byte[] r in new[] { zero, one, order, ones })
        {
            foreach (byte[] s in new[] { zero, one, order, ones })
            {
                string text = $"{StampWriter.WriteProtected(Claims())}..{Base64UrlText.Encode([.. r, .. s])}";
                Assert.True(Stamp.TryRead(Encoding.ASCII.GetBytes(text), out Stamp? stamp, out _));
                Assert.False(stamp.IsBy(verifier, payload));
            }
        }
    }

    [Theory]
    [InlineData("QQ", true)]
    [InlineData("QR", false)]
    [InlineData("QUI", true)]
    [InlineData("QUJ", false)]
    [InlineData("QUJD", true)]
    [InlineData("QUJDR", false)]
    [InlineData("QQ==", false)]
    [InlineData("QU JD", false)]
    [InlineData("QUJD\n", false)]
    [InlineData("QU+D", false)]
    [InlineData("QU/D", false)]
    [InlineData("-_-_", true)]
    [InlineData("", true)]
    public void Base64url_has_one_spelling(string text, bool good) =>
        Assert.Equal(good, Base64UrlText.TryDecode(Encoding.UTF8.GetBytes(text), out byte[] bytes) && Base64UrlText.Encode(bytes) == text);

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);

    private static string Floored(string members) => Header(more: $",\"floor\":{{{members}}}");

    private static string Floor(string lineage = Lineage, string sequence = "1", string mac = Audience) =>
        $"\"lineage\":\"{lineage}\",\"sequence\":{sequence},\"head\":\"{Audience}\",\"mac\":\"{mac}\"";

    internal static string Header(
        string alg = "\"ES256\"", string crit = "[\"b64\"]", string b64 = "false", string? kid = null, string iat = "1764000000",
        string rid = "\"r\"", string svc = "\"account\"", string op = "\"getAccount\"", string aud = $"\"{Audience}\"", string more = "") =>
        $"{{\"alg\":{alg},\"crit\":{crit},\"b64\":{b64},\"kid\":{kid ?? $"\"{new string('A', 43)}\""},\"iat\":{iat},\"rid\":{rid},\"svc\":{svc},\"op\":{op},\"aud\":{aud}{more}}}";

    private static string Without(string member)
    {
        using System.Text.Json.JsonDocument header = System.Text.Json.JsonDocument.Parse(Header());
        return "{" + string.Join(',', header.RootElement.EnumerateObject().Where(one => one.Name != member).Select(one => $"\"{one.Name}\":{one.Value.GetRawText()}")) + "}";
    }

    private byte[] Sign(string header)
    {
        string text = Base64UrlText.Encode(Encoding.UTF8.GetBytes(header));
        byte[] signature = key.Pair.SignData(Encoding.ASCII.GetBytes(text + "."), HashAlgorithmName.SHA256);
        return Encoding.ASCII.GetBytes($"{text}..{Base64UrlText.Encode(signature)}");
    }

    private StampClaims Claims() => new()
    {
        KeyId = key.Id,
        IssuedAt = 1_764_000_000,
        RequestId = "request-1",
        Service = "account",
        Operation = "getAccount",
        Audience = Audience,
    };
}
