using System.Globalization;
using System.Text;
using NeoServiceLayer.Protocol.Json;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Protocol;

public sealed class KeyedHashTests
{
    [Fact]
    public void No_two_short_texts_are_alike()
    {
        HashSet<ulong> seen = [KeyedHash.Of([])];
        for (int i = 0; i < 256; i++)
        {
            Assert.True(seen.Add(KeyedHash.Of([(byte)i])));
            for (int j = 0; j < 256; j++)
            {
                Assert.True(seen.Add(KeyedHash.Of([(byte)i, (byte)j])));
            }
        }
    }

    [Fact]
    public void No_two_numbers_are_alike()
    {
        HashSet<ulong> seen = [];
        Assert.All(
            Enumerable.Range(0, 200_000),
            number => Assert.True(seen.Add(KeyedHash.Of(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture))))));
    }

    [Fact]
    public void Every_bit_and_the_length_count()
    {
        HashSet<ulong> seen = [];
        for (int length = 0; length <= 40; length++)
        {
            byte[] bytes = new byte[length];
            Assert.True(seen.Add(KeyedHash.Of(bytes)));
            for (int bit = 0; bit < length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.True(seen.Add(KeyedHash.Of(bytes)));
                bytes[bit / 8] = 0;
            }
        }
    }
}
