using NeoServiceLayer.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Keys;

public sealed class Nep2Tests
{
    [Fact]
    public void Another_passphrase_opens_nothing()
    {
        foreach (var wrong in new[] { "", "pwd_124", "PWD_123", "pwd_123 ", "\0pwd_123" })
        {
            Assert.False(Nep2.TryDecrypt(Vectors.Keys[0].Nep2, wrong, out var key));
            Assert.Null(key);
        }
    }

    [Theory]
    [InlineData("pässword")]
    [InlineData("pa\u0308ssword")]
    [InlineData("密码")]
    [InlineData("\u0080")]
    [InlineData("\ud800")]
    public void A_passphrase_that_is_not_ascii_is_refused_with_the_reason(string passphrase)
    {
        using var key = Vectors.Import(Vectors.Keys[0].Private);

        Assert.Contains("ASCII", Assert.Throws<FormatException>(() => Nep2.Encrypt(key, passphrase)).Message);
        Assert.Throws<FormatException>(() => Nep2.TryDecrypt(Vectors.Keys[0].Nep2, passphrase, out _));
    }

    [Fact]
    public void A_right_checksum_does_not_help_what_is_no_nep2()
    {
        Span<byte> payload = stackalloc byte[39];
        Assert.True(Base58Check.TryDecode(Vectors.Keys[0].Nep2, payload));
        for (var at = 0; at < 3; at++)
        {
            payload[at] ^= 1;
            Assert.False(Nep2.IsWellFormed(Base58Check.Encode(payload)));
            payload[at] ^= 1;
        }

        // Other key bytes, or another address hash, under a right checksum: only decryption tells.
        foreach (var at in new[] { 3, 7, 38 })
        {
            payload[at] ^= 1;
            var text = Base58Check.Encode(payload);
            Assert.True(Nep2.IsWellFormed(text));
            Assert.False(Nep2.TryDecrypt(text, Vectors.Passphrase, out _));
            payload[at] ^= 1;
        }

        Assert.False(Nep2.IsWellFormed(""));
        Assert.False(Nep2.IsWellFormed(Vectors.Keys[0].Wif));
        Assert.False(Nep2.TryDecrypt("6P", "x", out _));
    }
}
