using NeoServiceLayer.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Keys;

public sealed class IntegerTests
{
    [Fact]
    public void Text_is_the_bytes_reversed()
    {
        byte[] bytes = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

        Assert.Equal("0x14131211100f0e0d0c0b0a090807060504030201", new UInt160(bytes.AsSpan(0, 20)).ToString());
        Assert.Equal(
            "0x201f1e1d1c1b1a191817161514131211100f0e0d0c0b0a090807060504030201", new UInt256(bytes).ToString());
        Assert.Equal("0x" + new string('0', 40), default(UInt160).ToString());
        Assert.Equal("0x" + new string('0', 64), default(UInt256).ToString());
    }

    [Fact]
    public void Bytes_and_text_come_back_and_the_order_is_the_numbers()
    {
        var random = new Random(2);
        var bytes = new byte[32];
        var again = new byte[32];
        var (last160, last256) = (default(UInt160), default(UInt256));
        for (var i = 0; i < 2000; i++)
        {
            // Few values for each byte, so that high parts are often equal.
            for (var at = 0; at < bytes.Length; at++)
            {
                bytes[at] = (byte)(random.Next(8) == 0 ? random.Next(256) : 0x80);
            }

            var (value160, value256) = (new UInt160(bytes.AsSpan(0, 20)), new UInt256(bytes));
            value256.CopyTo(again);
            Assert.Equal(bytes, again);
            value160.CopyTo(again);
            Assert.Equal(bytes[..20], again[..20]);
            Assert.True(UInt160.TryParse(value160.ToString(), out var parsed160));
            Assert.True(UInt256.TryParse("0x" + value256.ToString()[2..].ToUpperInvariant(), out var parsed256));
            Assert.Equal((value160, value256), (parsed160, parsed256));
            Assert.Equal(
                Math.Sign(string.CompareOrdinal(value160.ToString(), last160.ToString())), value160.CompareTo(last160));
            Assert.Equal(
                Math.Sign(string.CompareOrdinal(value256.ToString(), last256.ToString())), value256.CompareTo(last256));
            Assert.Equal(value160 < last160, value160.CompareTo(last160) < 0);
            Assert.Equal(value256 >= last256, value256.CompareTo(last256) >= 0);
            (last160, last256) = (value160, value256);
        }
    }

    [Fact]
    public void Other_texts_are_refused()
    {
        var forty = new string('a', 40);
        string?[] hostile =
        [
            null, "", "0x", forty, "0X" + forty, "0x" + forty[1..], "0x" + forty + "a", "0x" + forty[1..] + "g",
            " 0x" + forty[1..], "0x" + forty[2..] + "\u0660a", "0x" + new string('a', 64), "-x" + forty,
        ];

        Assert.All(hostile, text => Assert.False(UInt160.TryParse(text, out _), text));
        Assert.All(hostile[..^2], text => Assert.False(UInt256.TryParse(text, out _)));
    }

    [Fact]
    public void Other_lengths_are_refused()
    {
        for (var length = 0; length < 70; length++)
        {
            if (length != UInt160.Length)
            {
                Assert.Throws<ArgumentException>(() => new UInt160(new byte[length]));
            }

            if (length != UInt256.Length)
            {
                Assert.Throws<ArgumentException>(() => new UInt256(new byte[length]));
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => default(UInt160).CopyTo(new byte[19]));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(UInt256).CopyTo(new byte[31]));
    }
}
