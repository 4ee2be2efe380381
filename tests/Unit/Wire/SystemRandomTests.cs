using NeoServiceLayer.Wire.Interop;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Wire;

public sealed class SystemRandomTests
{
    /// <summary>Each place of every length comes out as something other than what was there, in one of many tries.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(5000)]
    public void Every_byte_is_filled(int length)
    {
        byte[] changed = new byte[length];
        for (int i = 0; i < 64; i++)
        {
            byte[] bytes = new byte[length];
            SystemRandom.Fill(bytes);
            for (int at = 0; at < length; at++)
            {
                changed[at] |= bytes[at];
            }
        }

        Assert.DoesNotContain((byte)0, changed);
    }

    [Fact]
    public void No_two_numbers_are_alike()
    {
        ulong[] numbers = [.. Enumerable.Range(0, 1000).Select(_ => SystemRandom.NextUInt64())];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
    }
}
