using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Keys;

public sealed class VerificationScriptTests
{
    private static readonly PublicKey[] Keys =
        [.. Enumerable.Range(1, VerificationScript.MaxKeys + 1).Select(KeyOf).Order()];

    [Fact]
    public void A_single_script_has_the_documented_bytes_and_is_recognised()
    {
        var vector = Vectors.Keys[0];
        var script = VerificationScript.Single(Vectors.Public(vector.Public));

        Assert.Equal("0c21" + vector.Public + "4156e7b327", Convert.ToHexStringLower(script));
        Assert.True(VerificationScript.TryReadSingle(script, out var key));
        Assert.Equal(vector.Public, key.ToString());
        Assert.False(VerificationScript.TryReadMulti(script, out _, out _));
    }

    [Fact]
    public void Every_m_of_n_is_recognised()
    {
        for (var n = 1; n <= VerificationScript.MaxKeys; n++)
        {
            for (var m = 1; m <= n; m++)
            {
                var script = VerificationScript.Multi(m, Keys.AsSpan(0, n));

                Assert.InRange(script.Length, 42, Witness.MaxScript);
                Assert.True(VerificationScript.TryReadMulti(script, out var required, out var keys));
                Assert.Equal(m, required);
                Assert.Equal(Keys[..n], keys);
                Assert.False(VerificationScript.TryReadSingle(script, out _));
            }
        }
    }

    [Fact]
    public void What_no_contract_can_be_is_not_built()
    {
        Assert.Throws<ArgumentException>(() => VerificationScript.Multi(1, []));
        Assert.Throws<ArgumentException>(() => VerificationScript.Multi(1, Keys));
        Assert.Throws<ArgumentException>(() => VerificationScript.Multi(1, [Keys[0], Keys[1], Keys[0]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => VerificationScript.Multi(0, Keys.AsSpan(0, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => VerificationScript.Multi(3, Keys.AsSpan(0, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => VerificationScript.Multi(-1, Keys.AsSpan(0, 2)));
    }

    [Fact]
    public void Numbers_stand_in_their_shortest_form()
    {
        var committee = VerificationScript.Multi(11, Keys.AsSpan(0, 21));
        Assert.Equal("1b0c21", Convert.ToHexStringLower(committee[..3]));
        Assert.Equal("0015419ed0dc3a", Convert.ToHexStringLower(committee[^7..]));
        var few = VerificationScript.Multi(2, Keys.AsSpan(0, 3));
        AssertUnknown([0, 2, .. few[1..]]);
        AssertUnknown([.. few[..^6], 0, 3, .. few[^5..]]);
        AssertUnknown([.. committee[..^7], 0x25, .. committee[^5..]]);
    }

    [Fact]
    public void A_script_cut_anywhere_or_lengthened_is_not_recognised()
    {
        var single = VerificationScript.Single(Keys[0]);
        var multi = VerificationScript.Multi(2, Keys.AsSpan(0, 3));
        for (var length = 0; length < multi.Length; length++)
        {
            AssertUnknown(multi.AsSpan(0, length));
            AssertUnknown(multi.AsSpan(multi.Length - length));
        }

        for (var length = 0; length < single.Length; length++)
        {
            AssertUnknown(single.AsSpan(0, length));
        }

        AssertUnknown([.. single, 0]);
        AssertUnknown([.. multi, 0]);
        AssertUnknown([0, .. multi]);
    }

    [Fact]
    public void A_flipped_bit_is_refused_or_names_other_keys_but_never_the_same_contract()
    {
        var script = VerificationScript.Multi(2, Keys.AsSpan(0, 3));
        for (var bit = 0; bit < script.Length * 8; bit++)
        {
            var changed = (byte[])script.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            if (VerificationScript.TryReadMulti(changed, out var required, out var keys))
            {
                // What is read must be what is there.
                Assert.Equal(changed, VerificationScript.Multi(required, keys));
            }
        }
    }

    [Fact]
    public void Keys_out_of_order_or_twice_are_not_recognised()
    {
        var script = VerificationScript.Multi(1, Keys.AsSpan(0, 2));
        byte[] swapped = [script[0], .. script[36..71], .. script[1..36], .. script[71..]];
        byte[] twice = [script[0], .. script[1..36], .. script[1..36], .. script[71..]];

        AssertUnknown(swapped);
        AssertUnknown(twice);
    }

    private static void AssertUnknown(ReadOnlySpan<byte> script)
    {
        Assert.False(VerificationScript.TryReadSingle(script, out _));
        Assert.False(VerificationScript.TryReadMulti(script, out _, out var keys));
        Assert.Null(keys);
    }

    private static PublicKey KeyOf(int number)
    {
        var secret = new byte[PrivateKey.Length];
        secret[^1] = (byte)number;
        Assert.True(PrivateKey.TryImport(secret, out var key));
        using (key)
        {
            return key.PublicKey;
        }
    }
}
