using NeoServiceLayer.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Keys;

public sealed class PublicKeyTests
{
    private const string GeneratorX = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
    private const string GeneratorY = "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
    private const string Prime = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
    private static readonly string Zero = new('0', 64);

    [Fact]
    public void Compressed_and_uncompressed_forms_are_one_key()
    {
        Assert.True(PublicKey.TryParse(Convert.FromHexString("04" + GeneratorX + GeneratorY), out var full));

        Assert.Equal(Vectors.Public("03" + GeneratorX), full);
        Assert.Equal("03" + GeneratorX, full.ToString());
        Assert.NotEqual(Vectors.Public("02" + GeneratorX), full);
    }

    [Fact]
    public void What_is_no_point_is_refused()
    {
        string[] hostile =
        [
            "", "00", "02", "03", "04", "02" + Zero[2..], "03" + GeneratorX + "00", "03" + GeneratorX[2..],
            "00" + GeneratorX, "01" + GeneratorX, "04" + GeneratorX, "05" + GeneratorX, "06" + GeneratorX, "ff" + GeneratorX,
            "02" + Prime, "03" + Prime, "02" + new string('f', 64),
            // x = prime + 5: 5 is on the curve, so a reader that reduces would take it.
            "02" + "ffffffff00000001000000000000000000000001000000000000000000000004",
            "04" + Zero + Zero, "04" + GeneratorX + Zero, "04" + GeneratorX + Prime, "04" + GeneratorY + GeneratorX,
            "02" + GeneratorX + GeneratorY, "06" + GeneratorX + GeneratorY, "07" + GeneratorX + GeneratorY,
        ];

        Assert.All(hostile, hex => Assert.False(PublicKey.TryParse(Convert.FromHexString(hex), out _), hex));
        Assert.False(PublicKey.TryParse((string?)null, out _));
        Assert.False(PublicKey.TryParse("zz" + GeneratorX, out _));
        Assert.False(PublicKey.TryParse("0x" + GeneratorX, out _));
        Assert.True(PublicKey.TryParse("02" + Zero[..63] + "5", out _));
    }

    [Fact]
    public void Any_one_bit_flipped_in_an_uncompressed_point_takes_it_off_the_curve()
    {
        var bytes = Convert.FromHexString("04" + GeneratorX + GeneratorY);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(PublicKey.TryParse(bytes, out _));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Keys_are_ordered_by_x_then_by_y()
    {
        var even = Vectors.Public("02" + GeneratorX);
        var odd = Vectors.Public("03" + GeneratorX);
        var smallX = Vectors.Public("03" + Zero[..63] + "5");

        // The generator's own y, odd, is the smaller: the mark byte says nothing about the order.
        Assert.True(odd < even);
        Assert.True(even > odd);
        Assert.True(smallX < odd);
        Assert.True(even >= odd && odd <= even);
        Assert.Equal(1, even.CompareTo(null));
    }

    [Fact]
    public void A_signature_fails_with_any_bit_flipped_in_it_or_in_the_message()
    {
        using var key = PrivateKey.Create();
        var message = "a message"u8.ToArray();
        var signature = key.Sign(message);
        Assert.True(key.PublicKey.Verify(message, signature));

        foreach (var bytes in new[] { message, signature })
        {
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(key.PublicKey.Verify(message, signature));
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.True(key.PublicKey.Verify(message, signature));
    }

    [Fact]
    public void Hostile_signatures_are_false_and_never_an_exception()
    {
        var key = Vectors.Public(Vectors.Keys[0].Public);
        string[] halves = [Zero, Zero[..63] + "1", PrivateKeyTests.Order, Prime, new('f', 64)];
        foreach (var r in halves)
        {
            foreach (var s in halves)
            {
                Assert.False(key.Verify([], Convert.FromHexString(r + s)));
            }
        }

        for (var length = 0; length < 200; length++)
        {
            Assert.False(key.Verify([1, 2, 3], new byte[length]));
        }
    }

    [Fact]
    public void Both_s_and_its_opposite_verify_as_on_the_chain()
    {
        using var key = PrivateKey.Create();
        var signature = key.Sign([1]);
        var order = Number(Convert.FromHexString(PrivateKeyTests.Order));
        var opposite = order - Number(signature.AsSpan(32));
        var other = signature.AsSpan(0, 32).ToArray().Concat(new byte[32]).ToArray();
        var length = opposite.GetByteCount(isUnsigned: true);
        Assert.True(opposite.TryWriteBytes(other.AsSpan(64 - length), out _, isUnsigned: true, isBigEndian: true));

        Assert.True(key.PublicKey.Verify([1], other));
    }

    private static System.Numerics.BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
