using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Platform.Nsm;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Platform;

/// <summary>Requests and answers are those of aws-nitro-enclaves-nsm-api; what is malformed is refused in a sentence.</summary>
public sealed class NitroSecurityModuleTests
{
    private const string ReadOnlyIndex = "a1654572726f726d526561644f6e6c79496e646578";
    private const string InvalidIndex = "a1654572726f726c496e76616c6964496e646578";
    private const string Random = "a16947657452616e646f6da16672616e646f6d480001020304050607";
    private const string Document = "a16b4174746573746174696f6ea168646f63756d656e7442d284";
    private const string Pcr =
        "a16b4465736372696265504352a2646c6f636bf564646174615830"
        + "111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111";

    [Fact]
    public void It_asks_what_the_module_is_first()
    {
        using NsmDouble device = new(NsmDouble.Description);
        using (NitroSecurityModule module = new(device))
        {
            Assert.Equal(["6b44657363726962654e534d"], device.Asked);
        }

        Assert.True(device.IsDisposed);
    }

    [Theory]
    [InlineData("a16b44657363726962654e534da26664696765737466534841323536686d61785f706372731820")] // SHA256
    [InlineData("a16b44657363726962654e534da26664696765737466534841333834686d61785f7063727310")] // 16 registers
    [InlineData("a16b44657363726962654e534da16664696765737466534841333834")] // no word on registers
    [InlineData("a16b44657363726962654e534da36664696765737466534841333834686d61785f706372731820686d61785f706372731820")] // twice
    public void Another_kind_of_module_is_refused(string description)
    {
        using NsmDouble device = new(description);
        Assert.Throws<SecurityModuleException>(() => new NitroSecurityModule(device));
    }

    [Fact]
    public void Attest_binds_what_it_is_given()
    {
        using NsmDouble device = new(NsmDouble.Description, Document);
        using NitroSecurityModule module = new(device);
        Assert.Equal([0xD2, 0x84], module.Attest([1, 2], default, [3]));
        Assert.Equal("a16b4174746573746174696f6ea369757365725f64617461420102656e6f6e6365f66a7075626c69635f6b65794103", device.Asked[1]);
    }

    [Theory]
    [InlineData(513, 0, 0)]
    [InlineData(0, 513, 0)]
    [InlineData(0, 0, 1025)]
    public void Attest_takes_no_more_than_the_module_does(int userData, int nonce, int publicKey)
    {
        using NsmDouble device = new(NsmDouble.Description, Document);
        using NitroSecurityModule module = new(device);
        Assert.Throws<ArgumentOutOfRangeException>(() => module.Attest(new byte[userData], new byte[nonce], new byte[publicKey]));
        module.Attest(new byte[512], new byte[512], new byte[1024]);
        Assert.True(device.Asked[1].Length / 2 <= NsmDevice.MaxRequest);
    }

    [Fact]
    public void FillRandom_asks_until_it_has_enough()
    {
        using NsmDouble device = new(NsmDouble.Description, Random, Random);
        using NitroSecurityModule module = new(device);
        byte[] filled = new byte[11];
        module.FillRandom(filled);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2], filled);
        Assert.Equal(["6947657452616e646f6d", "6947657452616e646f6d"], device.Asked[1..]);
    }

    [Fact]
    public void A_module_without_random_bytes_is_refused()
    {
        using NsmDouble device = new(NsmDouble.Description, "a16947657452616e646f6da16672616e646f6d40");
        using NitroSecurityModule module = new(device);
        Assert.Throws<SecurityModuleException>(() => module.FillRandom(new byte[1]));
    }

    [Fact]
    public void ReadPcr_gives_the_registers_48_bytes()
    {
        using NsmDouble device = new(NsmDouble.Description, Pcr, Pcr.Replace("5830" + "11", "582f", StringComparison.Ordinal));
        using NitroSecurityModule module = new(device);
        Assert.Equal(Enumerable.Repeat((byte)0x11, 48), module.ReadPcr(31));
        Assert.Equal("a16b4465736372696265504352a165696e646578181f", device.Asked[1]);
        Assert.Contains("47 bytes", Assert.Throws<SecurityModuleException>(() => module.ReadPcr(31)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => module.ReadPcr(32));
        Assert.Throws<ArgumentOutOfRangeException>(() => module.ReadPcr(-1));
    }

    [Fact]
    public void LockPcr_is_done_when_the_register_is_final()
    {
        using NsmDouble device = new(NsmDouble.Description, "674c6f636b504352", ReadOnlyIndex, InvalidIndex);
        using NitroSecurityModule module = new(device);
        module.LockPcr(16);
        Assert.Equal("a1674c6f636b504352a165696e64657810", device.Asked[1]);
        module.LockPcr(16);
        Assert.Contains("InvalidIndex", Assert.Throws<SecurityModuleException>(() => module.LockPcr(16)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => module.LockPcr(15));
        Assert.Throws<ArgumentOutOfRangeException>(() => module.LockPcr(32));
    }

    [Fact]
    public void An_error_is_named()
    {
        using NsmDouble device = new(NsmDouble.Description, InvalidIndex);
        using NitroSecurityModule module = new(device);
        SecurityModuleException refused = Assert.Throws<SecurityModuleException>(() => module.ReadPcr(3));
        Assert.Equal("The security module refuses DescribePCR: InvalidIndex.", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a1")]
    [InlineData("a2")]
    [InlineData("674c6f636b504352")] // another operation's name
    [InlineData("a16947657452616e646f6da16672616e646f6d480001020304050607")] // another operation's answer
    [InlineData("a1654572726f7263726164")] // an error that is unknown
    [InlineData("a1654572726f726d526561644f6e6c79496e64657800")] // an error and something more
    [InlineData("a16b4174746573746174696f6ea0")] // no document
    [InlineData("a16b4174746573746174696f6ea268646f63756d656e744168646f63756d656e7441")] // cut off
    [InlineData("a16b4174746573746174696f6ea268646f63756d656e74410168646f63756d656e744101")] // twice
    [InlineData("a16b4174746573746174696f6ea168646f63756d656e7462d284")] // text
    [InlineData("a16b4174746573746174696f6ea168646f63756d656e745f42d284ff")] // indefinite
    [InlineData("a16b4174746573746174696f6ea168646f63756d656e745802d284")] // a longer head than needed
    [InlineData("a16b4174746573746174696f6ea168646f63756d656e745affffffff")] // 4 GiB
    [InlineData("a16b4174746573746174696f6ea168646f63756d656e745bffffffffffffffff")] // 2^64 - 1
    [InlineData("a16b4174746573746174696f6ebb7fffffffffffffff")] // 2^63 members
    [InlineData("a16b4174746573746174696f6ea168646f63756d656e7442d28400")] // something follows
    [InlineData("a16b4174746573746174696f6ea2617881818181818181818181f668646f63756d656e7442d284")] // too deep
    public void A_malformed_answer_is_refused_in_a_sentence(string answer)
    {
        using NsmDouble device = new(NsmDouble.Description, answer);
        using NitroSecurityModule module = new(device);
        SecurityModuleException refused = Assert.Throws<SecurityModuleException>(() => module.Attest(default, default, default));
        Assert.StartsWith("The security module's answer to Attestation is malformed: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_newer_modules_are_passed_over()
    {
        using NsmDouble device = new(
            NsmDouble.Description, "a16b4174746573746174696f6ea461788261612061 79a10182f4f5617ac2410168646f63756d656e7442d284".Replace(" ", "", StringComparison.Ordinal));
        using NitroSecurityModule module = new(device);
        Assert.Equal([0xD2, 0x84], module.Attest(default, default, default));
    }

    [Fact]
    public void Every_cut_and_every_flipped_bit_of_an_answer_is_an_answer_or_a_refusal()
    {
        byte[] whole = Convert.FromHexString(Pcr);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] changed = [.. whole];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(IsAnswered(changed) is false || bit / 8 >= whole.Length - 48 || Flag(bit / 8), $"bit {bit} makes no difference");
        }

        for (int length = 0; length < whole.Length; length++)
        {
            Assert.False(IsAnswered(whole[..length]));
        }
    }

    /// <summary>Whether a byte belongs to the member "lock", which is not looked at: its name but for the head, and its value.</summary>
    private static bool Flag(int index) => index is >= 15 and <= 19;

    private static bool IsAnswered(byte[] answer)
    {
        using NsmDouble device = new(NsmDouble.Description, Convert.ToHexString(answer));
        using NitroSecurityModule module = new(device);
        try
        {
            return module.ReadPcr(0).Length == 48;
        }
        catch (SecurityModuleException)
        {
            return false;
        }
    }
}
