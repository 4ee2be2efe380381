using System.Security.Cryptography;
using NeoServiceLayer.Crypto;
using Xunit;

namespace NeoServiceLayer.Tests.Cryptography;

/// <summary>Any so many shares give the secret, and fewer say nothing of it.</summary>
public sealed class ShamirTests
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>A line of slope 57 and a constant of 2a; FIPS 197, 4.2, has its products at 83 and 13.</summary>
    [Fact]
    public void Points_of_a_line_give_its_constant() =>
        Assert.Equal([0x2a], Shamir.Combine([[0x83, 0x2a ^ 0xc1], [0x13, 0x2a ^ 0xfe]]));

    /// <summary>2a + 57 x, worked by hand from the same products at 1, 2 and 4.</summary>
    [Fact]
    public void A_line_passes_through_its_shares()
    {
        byte[][] shares = Shamir.Split([0x2a], [0x57], 4);
        Assert.Equal([1, 0x2a ^ 0x57], shares[0]);
        Assert.Equal([2, 0x2a ^ 0xae], shares[1]);
        Assert.Equal([3, 0x2a ^ 0x57 ^ 0xae], shares[2]);
        Assert.Equal([4, 0x2a ^ 0x47], shares[3]);
    }

    /// <summary>A parabola for each byte: 01 + 02 x + 03 x², and ff + 10 x + 00 x².</summary>
    [Fact]
    public void Each_byte_has_a_polynomial_of_its_own()
    {
        byte[][] shares = Shamir.Split([0x01, 0xff], [0x02, 0x10, 0x03, 0x00], 3);
        Assert.Equal([1, 0x01 ^ 0x02 ^ 0x03, 0xff ^ 0x10], shares[0]);
        Assert.Equal([2, 0x01 ^ 0x04 ^ 0x0c, 0xff ^ 0x20], shares[1]);
        Assert.Equal([3, 0x01 ^ 0x06 ^ 0x0f, 0xff ^ 0x30], shares[2]);
        Assert.Equal([0x01, 0xff], Shamir.Combine(shares));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(2, 5)]
    [InlineData(3, 5)]
    [InlineData(5, 5)]
    [InlineData(4, 8)]
    public void Every_choice_of_so_many_shares_gives_the_secret(int threshold, int count)
    {
        byte[][] shares = Shamir.Split(Secret, threshold, count);
        Assert.Equal(Enumerable.Range(1, count), shares.Select(share => (int)share[0]));
        for (int chosen = 1; chosen < 1 << count; chosen++)
        {
            byte[][] some = [.. shares.Where((_, i) => (chosen >> i & 1) == 1)];
            Random.Shared.Shuffle(some);
            byte[] combined = Shamir.Combine(some);
            Assert.Equal(some.Length >= threshold, combined.AsSpan().SequenceEqual(Secret));
        }
    }

    [Fact]
    public void There_may_be_255_shares_and_all_of_them_needed()
    {
        byte[][] shares = Shamir.Split(Secret, 255, 255);
        Assert.Equal(Secret, Shamir.Combine(shares));
        Assert.NotEqual(Secret, Shamir.Combine(shares[1..]));
        Assert.Equal(Secret, Shamir.Combine(Shamir.Split(Secret, 128, 255)[^128..]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(4096)]
    public void Secrets_of_any_length_are_split(int length)
    {
        byte[] secret = RandomNumberGenerator.GetBytes(length);
        Assert.Equal(secret, Shamir.Combine(Shamir.Split(secret, 3, 4)[1..]));
    }

    /// <summary>For each secret there is exactly one line through a share, so that the share favours none.</summary>
    [Fact]
    public void A_share_of_two_belongs_to_every_secret_alike()
    {
        byte[] share = Shamir.Split([0x2a], 2, 3)[2];
        HashSet<byte> slopes = [];
        for (int secret = 0; secret < 256; secret++)
        {
            byte slope = Gf256.Multiply((byte)(share[1] ^ secret), Gf256.Invert(share[0]));
            Assert.Equal(share, Shamir.Split([(byte)secret], [slope], 3)[2]);
            slopes.Add(slope);
        }

        Assert.Equal(256, slopes.Count);
    }

    /// <summary>All polynomials of a threshold of three, whose highest coefficient may be zero: two shares take each pair of values once a secret.</summary>
    [Theory]
    [InlineData(0x00)]
    [InlineData(0xc3)]
    public void Two_shares_of_three_take_every_pair_of_values(byte secret)
    {
        HashSet<int> pairs = [];
        for (int polynomial = 0; polynomial < 1 << 16; polynomial++)
        {
            byte[][] shares = Shamir.Split([secret], [(byte)polynomial, (byte)(polynomial >> 8)], 2);
            pairs.Add(shares[0][1] << 8 | shares[1][1]);
        }

        Assert.Equal(1 << 16, pairs.Count);
    }

    [Fact]
    public void A_secret_is_never_split_twice_alike() =>
        Assert.NotEqual(Shamir.Split(Secret, 2, 2)[0], Shamir.Split(Secret, 2, 2)[0]);

    [Fact]
    public void A_changed_share_gives_another_secret()
    {
        byte[][] shares = Shamir.Split(Secret, 2, 3);
        for (int bit = 8; bit < shares[0].Length * 8; bit++)
        {
            byte[] changed = [.. shares[0]];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(Secret, Shamir.Combine([changed, shares[1]]));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 256)]
    [InlineData(256, 256)]
    public void Numbers_out_of_range_are_refused(int threshold, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Shamir.Split(Secret, threshold, count));

    [Fact]
    public void Nothing_is_no_secret() => Assert.Throws<ArgumentException>(() => Shamir.Split([], 1, 1));

    [Fact]
    public void What_are_no_shares_of_one_secret_is_refused()
    {
        Refused("from 1 to 255");
        Refused("from 1 to 255", [.. Enumerable.Range(0, 256).Select(i => new byte[] { (byte)i, 0 })]);
        Refused("at least one byte", Array.Empty<byte>());
        Refused("at least one byte", new byte[] { 1 });
        Refused("a byte from 1 to 255", [0, 1]);
        Refused("different lengths", [1, 1], [2, 1, 1]);
        Refused("Share 7 occurs twice", [7, 1], [2, 1], [7, 1]);
    }

    private static void Refused(string why, params byte[][] shares) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => Shamir.Combine(shares)).Message, StringComparison.Ordinal);
}
