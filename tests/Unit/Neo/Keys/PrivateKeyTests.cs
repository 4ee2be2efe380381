using NeoServiceLayer.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Keys;

public sealed class PrivateKeyTests
{
    public const string Order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Order)]
    [InlineData("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552")]
    [InlineData("ffffffff00000001000000000000000000000000000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000001")]
    public void What_is_not_32_bytes_from_1_to_n_minus_1_is_no_key(string hex)
    {
        Assert.False(PrivateKey.TryImport(Convert.FromHexString(hex), out var key));
        Assert.Null(key);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550")]
    [InlineData("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632500")]
    [InlineData("fffffffeffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void The_limits_themselves_are_keys(string hex)
    {
        using var key = Vectors.Import(hex);

        Assert.True(key.PublicKey.Verify([1], key.Sign([1])));
    }

    [Fact]
    public void One_and_n_minus_one_have_the_same_x_and_opposite_y()
    {
        using var first = Vectors.Import(Vectors.Keys[1].Private);
        using var last = Vectors.Import("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550");

        Assert.Equal("02" + first.PublicKey.ToString()[2..], last.PublicKey.ToString());
    }

    [Fact]
    public void A_draw_outside_the_range_is_drawn_again()
    {
        var draws = new Queue<string>([new string('0', 64), Order, new string('f', 64), Vectors.Keys[0].Private]);

        using var key = PrivateKey.Create(span => Convert.FromHexString(draws.Dequeue()).CopyTo(span));

        Assert.Equal(Vectors.Keys[0].Public, key.PublicKey.ToString());
        Assert.Empty(draws);
    }

    [Fact]
    public void Created_keys_differ_and_survive_every_form()
    {
        var seen = new HashSet<PublicKey>();
        for (var i = 0; i < 200; i++)
        {
            using var key = PrivateKey.Create();
            Assert.True(seen.Add(key.PublicKey));
            Assert.True(Wif.TryRead(Vectors.WifOf(key), out var again));
            using (again)
            {
                Assert.Equal(key.PublicKey, again.PublicKey);
            }
        }
    }

    [Fact]
    public void A_disposed_key_does_nothing()
    {
        var key = PrivateKey.Create();
        key.Dispose();
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => key.Sign([1]));
        Assert.Throws<ObjectDisposedException>(() => key.CopySecretTo(new byte[PrivateKey.Length]));
        Assert.Throws<ObjectDisposedException>(() => Vectors.WifOf(key));
        Assert.Throws<ObjectDisposedException>(() => Nep2.Encrypt(key, "x"));
    }

    [Fact]
    public void Nothing_of_the_secret_is_in_its_text()
    {
        using var key = Vectors.Import(Vectors.Keys[0].Private);

        Assert.Equal(typeof(PrivateKey).FullName, key.ToString());
    }

    [Fact]
    public void One_key_signs_on_many_threads_at_once()
    {
        using var key = PrivateKey.Create();
        var good = 0;

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var message = BitConverter.GetBytes(i);
            if (key.PublicKey.Verify(message, key.Sign(message)))
            {
                Interlocked.Increment(ref good);
            }
        });

        Assert.Equal(400, good);
    }

    [Fact]
    public void A_destination_too_short_is_refused_before_anything_is_written()
    {
        using var key = PrivateKey.Create();
        var secret = new byte[PrivateKey.Length - 1];

        Assert.Throws<ArgumentOutOfRangeException>(() => key.CopySecretTo(secret));
        Assert.Equal(new byte[secret.Length], secret);
        Assert.Throws<ArgumentOutOfRangeException>(() => key.Sign([1], new byte[PublicKey.SignatureLength - 1]));
    }
}
