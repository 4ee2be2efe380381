using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Messages;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Keys;

public sealed class SignedMessageTests
{
    [Fact]
    public void Legacy_frames_salt_and_message_as_utf8()
    {
        Assert.Equal("010001f0056162c3a9630000", Convert.ToHexStringLower(SignedMessages.Legacy("éc", "ab")));
        Assert.Equal("010001f0000000", Convert.ToHexStringLower(SignedMessages.Legacy("", "")));
    }

    [Theory]
    [InlineData(0xfc, "fc")]
    [InlineData(0xfd, "fdfd00")]
    [InlineData(0xffff, "fdffff")]
    [InlineData(0x10000, "fe00000100")]
    public void The_length_is_a_variable_one(int length, string prefix)
    {
        var bytes = SignedMessages.Legacy(new string('m', length - 32), new string('5', 32));

        Assert.Equal("010001f0" + prefix + "35", Convert.ToHexStringLower(bytes)[..(8 + prefix.Length + 2)]);
        Assert.Equal(4 + (prefix.Length / 2) + length + 2, bytes.Length);
    }

    [Fact]
    public void Raw_is_the_text_and_a_lone_surrogate_is_refused()
    {
        Assert.Equal("é"u8.ToArray(), SignedMessages.Raw("é"));
        Assert.Throws<System.Text.EncoderFallbackException>(() => SignedMessages.Raw("\ud800"));
        Assert.Throws<System.Text.EncoderFallbackException>(() => SignedMessages.Legacy("\ud800", ""));
    }

    [Fact]
    public void Only_36_bytes_can_be_a_transaction()
    {
        for (var length = 0; length < 80; length++)
        {
            Assert.Equal(length == 36, SignedMessages.IsTransactionShaped(new byte[length]));
        }
    }

    [Fact]
    public void A_login_stands_in_36_bytes_in_the_documented_order()
    {
        Assert.True(Address.TryParse(Vectors.Keys[0].Address, out var account));
        var login = new Nep20Message(NetworkMagic.MainNet, 0x1122334455667788, 0x01020304, account);

        var bytes = login.ToBytes();

        Assert.Equal(
            "4e454f338877665544332211" + "04030201" + "0df06de9ec90c77f0f7769c46ea53199f5a68b11",
            Convert.ToHexStringLower(bytes));
        Assert.True(Nep20Message.TryRead(bytes, out var read));
        Assert.Equal(login, read);
    }

    [Fact]
    public void A_login_of_any_other_length_is_none()
    {
        for (var length = 0; length < 80; length++)
        {
            Assert.Equal(length == Nep20Message.Length, Nep20Message.TryRead(new byte[length], out _));
        }
    }
}
