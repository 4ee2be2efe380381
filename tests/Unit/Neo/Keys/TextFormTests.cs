using NeoServiceLayer.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Keys;

public sealed class TextFormTests
{
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    [Fact]
    public void An_address_with_any_one_character_changed_is_refused()
    {
        foreach (var changed in OneCharacterChanged(Vectors.Keys[0].Address))
        {
            Assert.False(Address.TryParse(changed, out var hash), changed);
            Assert.Equal(default, hash);
        }
    }

    [Fact]
    public void A_wif_with_any_one_character_changed_is_refused()
    {
        foreach (var changed in OneCharacterChanged(Vectors.Keys[0].Wif))
        {
            Assert.False(Wif.TryRead(changed, out var key), changed);
            Assert.Null(key);
        }
    }

    [Fact]
    public void A_nep2_text_with_any_one_character_changed_is_refused_without_scrypt()
    {
        foreach (var changed in OneCharacterChanged(Vectors.Keys[0].Nep2))
        {
            Assert.False(Nep2.IsWellFormed(changed), changed);
        }
    }

    [Fact]
    public void Cut_or_lengthened_texts_are_refused()
    {
        var (address, wif) = (Vectors.Keys[0].Address, Vectors.Keys[0].Wif);
        for (var length = 0; length < address.Length; length++)
        {
            Assert.False(Address.TryParse(address[..length], out _));
        }

        for (var length = 0; length < wif.Length; length++)
        {
            Assert.False(Wif.TryRead(wif.AsSpan(0, length), out _));
        }

        string[] longer = [address + "1", "1" + address, " " + address, address + "\0", address + address, new('1', 500)];
        Assert.All(longer, text => Assert.False(Address.TryParse(text, out _)));
        Assert.False(Address.TryParse(null, out _));
    }

    [Fact]
    public void A_valid_checksum_does_not_help_a_wrong_version()
    {
        for (var version = 0; version <= byte.MaxValue; version++)
        {
            byte[] address = [(byte)version, .. new byte[UInt160.Length]];
            byte[] wif = [(byte)version, .. new byte[PrivateKey.Length - 1], 7, 1];

            Assert.Equal(version == Address.Version, Address.TryParse(Base58Check.Encode(address), out _));
            var read = Wif.TryRead(Base58Check.Encode(wif), out var key);
            Assert.Equal(version == 0x80, read);
            key?.Dispose();
        }
    }

    [Fact]
    public void A_wif_of_an_uncompressed_key_or_of_no_key_is_refused()
    {
        byte[][] payloads =
        [
            [0x80, .. new byte[31], 7],
            [0x80, .. new byte[31], 7, 0],
            [0x80, .. new byte[31], 7, 2],
            [0x80, .. new byte[32], 1],
            [0x80, .. Convert.FromHexString(PrivateKeyTests.Order), 1],
        ];

        Assert.All(payloads, payload => Assert.False(Wif.TryRead(Base58Check.Encode(payload), out _)));
    }

    [Fact]
    public void Base58Check_gives_back_what_it_took_with_any_number_of_leading_zeros()
    {
        var random = new Random(1);
        for (var length = 0; length <= Base58Check.MaxPayload; length++)
        {
            for (var zeros = 0; zeros <= length; zeros++)
            {
                var payload = new byte[length];
                random.NextBytes(payload.AsSpan(zeros));
                var read = new byte[length];

                Assert.True(Base58Check.TryDecode(Base58Check.Encode(payload), read));
                Assert.Equal(payload, read);
            }

            // The longest text of this length.
            var full = new byte[length];
            full.AsSpan().Fill(0xff);
            var again = new byte[length];
            Assert.True(Base58Check.TryDecode(Base58Check.Encode(full), again));
            Assert.Equal(full, again);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Base58Check.Encode(new byte[Base58Check.MaxPayload + 1]));
        Assert.Throws<ArgumentException>(() => Base58Check.Encode(new byte[21], new char[20]));
    }

    [Fact]
    public void Every_character_outside_the_alphabet_is_refused()
    {
        var address = Vectors.Keys[0].Address.ToCharArray();
        for (var c = '\0'; c < 0x300; c++)
        {
            address[^1] = c;
            var parsed = Address.TryParse(new string(address), out _);
            Assert.Equal(c == Vectors.Keys[0].Address[^1], parsed);
        }
    }

    private static IEnumerable<string> OneCharacterChanged(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var c in Base58)
            {
                if (c != text[at])
                {
                    yield return string.Concat(text.AsSpan(0, at), [c], text.AsSpan(at + 1));
                }
            }
        }
    }
}
