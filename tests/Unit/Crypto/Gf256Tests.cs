using NeoServiceLayer.Crypto;
using Xunit;

namespace NeoServiceLayer.Tests.Cryptography;

/// <summary>The field, by FIPS 197's examples and by all its products.</summary>
public sealed class Gf256Tests
{
    [Theory]
    [InlineData(0x57, 0x83, 0xc1)]
    [InlineData(0x57, 0x13, 0xfe)]
    [InlineData(0x57, 0x02, 0xae)]
    [InlineData(0x57, 0x04, 0x47)]
    [InlineData(0x57, 0x08, 0x8e)]
    [InlineData(0x57, 0x10, 0x07)]
    public void Products_are_those_of_the_standard(byte left, byte right, byte product)
    {
        Assert.Equal(product, Gf256.Multiply(left, right));
        Assert.Equal(product, Gf256.Multiply(right, left));
    }

    [Fact]
    public void Products_are_those_of_a_table_of_powers()
    {
        // 3 generates the field: its powers are all elements but zero.
        int[] power = new int[255];
        int[] log = new int[256];
        for (int i = 0, element = 1; i < power.Length; i++)
        {
            power[i] = element;
            log[element] = i;
            int doubled = element << 1;
            element ^= doubled > 0xff ? doubled ^ 0x11b : doubled;
        }

        Assert.Equal(255, power.Distinct().Count());
        for (int left = 0; left < 256; left++)
        {
            for (int right = 0; right < 256; right++)
            {
                int expected = left == 0 || right == 0 ? 0 : power[(log[left] + log[right]) % 255];
                Assert.Equal(expected, Gf256.Multiply((byte)left, (byte)right));
            }
        }
    }

    [Fact]
    public void An_element_times_its_inverse_is_one()
    {
        Assert.Equal(0xca, Gf256.Invert(0x53));
        Assert.Equal(0, Gf256.Invert(0));
        for (int element = 1; element < 256; element++)
        {
            Assert.Equal(1, Gf256.Multiply((byte)element, Gf256.Invert((byte)element)));
        }
    }
}
