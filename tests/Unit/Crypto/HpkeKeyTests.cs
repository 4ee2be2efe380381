using System.Security.Cryptography;
using NeoServiceLayer.Crypto;
using Xunit;

namespace NeoServiceLayer.Tests.Cryptography;

/// <summary>Keys: what is one, and what a pair gives away.</summary>
public sealed class HpkeKeyTests
{
    private const string Order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    private const string OrderLessOne = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550";

    [Fact]
    public void A_pair_is_exported_and_imported_again()
    {
        using HpkeKeyPair made = HpkeKeyPair.Create();
        byte[] secret = new byte[HpkeKeyPair.PrivateKeyLength];
        made.ExportPrivateKey(secret);
        using HpkeKeyPair again = HpkeKeyPair.Import(secret);
        Assert.Equal(made.PublicKey.ToArray(), again.PublicKey.ToArray());
        Assert.Throws<ArgumentException>(() => made.ExportPrivateKey(new byte[31]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Order)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData(OrderLessOne + "00")]
    public void What_is_no_private_key_is_refused(string hex) =>
        Assert.Throws<ArgumentException>(() => HpkeKeyPair.Import(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData(OrderLessOne)]
    public void The_first_and_the_last_private_key_open(string hex)
    {
        using HpkeKeyPair pair = HpkeKeyPair.Import(Convert.FromHexString(hex));
        byte[] plaintext = new byte[1];
        Assert.True(Hpke.TryOpen(pair, [], [], Hpke.Seal(pair.PublicKey.Span, [], [], [42]), plaintext));
        Assert.Equal([42], plaintext);
    }

    [Fact]
    public void What_is_no_point_of_the_curve_is_no_public_key()
    {
        using HpkeKeyPair pair = HpkeKeyPair.Create();
        byte[] point = pair.PublicKey.ToArray();
        Assert.True(Hpke.IsPublicKey(point));
        foreach (byte[] wrong in Wrong(point))
        {
            Assert.False(Hpke.IsPublicKey(wrong));
            Assert.Null(Hpke.SetupRecipient(pair, wrong, []));
            Assert.Throws<ArgumentException>(() => Hpke.SetupSender(wrong, []));
        }
    }

    [Fact]
    public void The_same_point_written_with_larger_coordinates_is_none()
    {
        // x = 5 has a point, and 5 + p still fits into 32 bytes.
        byte[] point = Convert.FromHexString(
            "04" + "0000000000000000000000000000000000000000000000000000000000000005"
            + "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc");
        Assert.True(Hpke.IsPublicKey(point));
        Convert.FromHexString("ffffffff00000001000000000000000000000001000000000000000000000004").CopyTo(point, 1);
        Assert.False(Hpke.IsPublicKey(point));
    }

    [Fact]
    public void A_disposed_pair_gives_no_key()
    {
        HpkeKeyPair pair = HpkeKeyPair.Create();
        pair.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pair.ExportPrivateKey(new byte[32]));
        using HpkeKeyPair other = HpkeKeyPair.Create();
        Assert.Throws<ObjectDisposedException>(() => Hpke.SetupRecipient(pair, other.PublicKey.Span, []));
    }

    private static IEnumerable<byte[]> Wrong(byte[] point)
    {
        yield return [];
        yield return point[..64];
        yield return [.. point, 0];
        yield return new byte[65];
        yield return [4, .. new byte[64]];
        yield return [2, .. point[1..]];
        yield return [6, .. point[1..]];
        yield return [4, .. point[33..], .. point[1..33]];
        for (int i = 0; i < 20; i++)
        {
            // Another y for an x belongs to no point, but for one in 2^256.
            yield return [.. point[..33], .. RandomNumberGenerator.GetBytes(32)];
        }
    }
}
