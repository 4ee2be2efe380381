using System.Text;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Keys;

public sealed class Nep6Tests
{
    // As neo-cli writes it, with the members that programs add.
    private const string File = """
        {"name":null,"version":"1.0","scrypt":{"n":16384,"r":8,"p":8},"accounts":[
          {"address":"NMBfzaEq2c5zodiNbLPoohVENARMbJim1r","label":"main","isDefault":true,"lock":false,
           "key":"6PYUmBuLcbg4zKkcyP45WRCyspUPBmmXhTM5DwvoYFeScaGmhbAMQuSQuQ",
           "contract":{"script":"DCEDHY4WMM5kCWaWe8bZUiPSH0QwQTMAMUDDtSAE3JgTSclBVuezJw==",
             "parameters":[{"name":"signature","type":"Signature"}],"deployed":false},
           "extra":{"color":[1,2]},"isHidden":true}],
         "extra":null}
        """;

    [Fact]
    public void A_wallet_is_read_and_its_key_decrypted()
    {
        var wallet = Nep6Wallet.Read(Encoding.UTF8.GetBytes(File));

        var account = Assert.Single(wallet.Accounts);
        Assert.Null(wallet.Name);
        Assert.Equal(Vectors.Keys[0].Address, account.Address);
        Assert.True(account.IsDefault);
        Assert.True(VerificationScript.TryReadSingle(account.Contract!.Script, out var publicKey));
        Assert.Equal(Vectors.Keys[0].Public, publicKey.ToString());
        Assert.True(Nep2.TryDecrypt(account.Key, Vectors.Passphrase, out var key));
        key.Dispose();
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        using var key = Vectors.Import(Vectors.Keys[2].Private);
        var account = Nep6Account.Of(key, Vectors.Passphrase, "third", isDefault: true);
        var wallet = new Nep6Wallet("w", Nep6Wallet.CurrentVersion, Nep6Scrypt.Standard, [account], null);

        var bytes = wallet.ToBytes();
        var read = Nep6Wallet.Read(bytes);

        Assert.Equal(Vectors.Keys[2].Nep2, Assert.Single(read.Accounts).Key);
        Assert.Equal(Vectors.Keys[2].Address, read.Accounts[0].Address);
        Assert.Equal("third", read.Accounts[0].Label);
        Assert.Equal(bytes, read.ToBytes());
    }

    [Fact]
    public void What_others_keep_in_extra_stays()
    {
        var again = Encoding.UTF8.GetString(Nep6Wallet.Read(Encoding.UTF8.GetBytes(File)).ToBytes());

        Assert.Contains("\"color\"", again);
    }

    [Theory]
    [InlineData("\"1.0\"", "\"1.1\"")]
    [InlineData("16384", "1048576")]
    [InlineData("\"r\":8", "\"r\":1")]
    [InlineData("\"p\":8", "\"p\":80")]
    [InlineData("\"n\":16384,", "")]
    [InlineData("\"n\":16384", "\"n\":\"16384\"")]
    [InlineData("NMBf", "NMBg")]
    [InlineData("6PYU", "6PYV")]
    [InlineData("DCED", "DCEC")]
    [InlineData("\"DCED", "\"!CED")]
    [InlineData("\"version\":\"1.0\"", "\"version\":null")]
    [InlineData("{\"name\":\"signature\",\"type\":\"Signature\"}", "null")]
    [InlineData("\"parameters\":[{\"name\":\"signature\",\"type\":\"Signature\"}]", "\"parameters\":null")]
    [InlineData("\"extra\":null}", "\"extra\":null}}")]
    [InlineData("\"name\":null", "\"name\":null,\"name\":null")]
    [InlineData("\"isDefault\":true", "\"isDefault\":1")]
    public void A_wallet_with_one_thing_wrong_is_refused(string right, string wrong)
    {
        var changed = File.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(File, changed);

        Assert.Throws<FormatException>(() => Nep6Wallet.Read(Encoding.UTF8.GetBytes(changed)));
    }

    [Fact]
    public void What_is_no_wallet_at_all_is_refused()
    {
        string[] hostile =
        [
            "", "null", "[]", "{}", "1", "\"\"", "{\"accounts\":[null]}", new string('[', 100_000),
            """{"name":"","version":"1.0","scrypt":{"n":16384,"r":8,"p":8},"accounts":[null],"extra":null}""",
            """{"name":"","version":"1.0","scrypt":null,"accounts":[],"extra":null}""",
        ];

        Assert.All(hostile, text => Assert.Throws<FormatException>(() => Nep6Wallet.Read(Encoding.UTF8.GetBytes(text))));
        Assert.Throws<FormatException>(() => Nep6Wallet.Read([.. Encoding.UTF8.GetBytes(File), .. new byte[] { 0xff }]));
        Assert.Throws<FormatException>(() => Nep6Wallet.Read(new byte[Nep6Wallet.MaxLength + 1]));
        for (var length = 0; length < File.Length; length++)
        {
            Assert.Throws<FormatException>(() => Nep6Wallet.Read(Encoding.UTF8.GetBytes(File[..length])));
        }
    }
}
