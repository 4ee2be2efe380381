using NeoServiceLayer.Neo.Hashing;
using NeoServiceLayer.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Keys;

public sealed class VectorTests
{
    public static TheoryData<int> Indices => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_private_key_gives_the_known_public_key_and_account(int index)
    {
        var vector = Vectors.Keys[index];
        using var key = Vectors.Import(vector.Private);

        Assert.Equal(vector.Public, key.PublicKey.ToString());
        Assert.Equal(vector.ScriptHash, key.PublicKey.ScriptHash.ToString());
        Assert.Equal(vector.Address, Address.ToAddress(key.PublicKey.ScriptHash));
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Address_and_script_hash_are_two_spellings_of_one_account(int index)
    {
        var vector = Vectors.Keys[index];

        Assert.True(Address.TryParse(vector.Address, out var fromAddress));
        Assert.True(UInt160.TryParse(vector.ScriptHash, out var fromHash));
        Assert.Equal(fromHash, fromAddress);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Wif_is_written_and_read(int index)
    {
        var vector = Vectors.Keys[index];
        using var key = Vectors.Import(vector.Private);

        Assert.Equal(vector.Wif, Vectors.WifOf(key));
        Assert.True(Wif.TryRead(vector.Wif, out var read));
        using (read)
        {
            Assert.Equal(key.PublicKey, read.PublicKey);
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Nep2_is_written_and_read(int index)
    {
        var vector = Vectors.Keys[index];
        using var key = Vectors.Import(vector.Private);

        Assert.Equal(vector.Nep2, Nep2.Encrypt(key, Vectors.Passphrase));
        Assert.True(Nep2.TryDecrypt(vector.Nep2, Vectors.Passphrase, out var read));
        using (read)
        {
            var secret = new byte[PrivateKey.Length];
            read.CopySecretTo(secret);
            Assert.Equal(vector.Private, Convert.ToHexStringLower(secret));
        }
    }

    [Fact]
    public void Two_of_three_keys_have_the_known_account_in_whatever_order_they_are_named()
    {
        var keys = Array.ConvertAll(Vectors.Keys, vector => Vectors.Public(vector.Public));
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

        foreach (var order in orders)
        {
            var script = VerificationScript.Multi(2, Array.ConvertAll(order, index => keys[index]));

            Assert.Equal(Vectors.MultiAddress, Address.ToAddress(Hash.Hash160(script)));
            Assert.True(VerificationScript.TryReadMulti(script, out var required, out var read));
            Assert.Equal(2, required);
            Assert.Equal(keys.Order(), read);
        }
    }

    [Fact]
    public void The_known_transaction_hash_prints_as_known()
    {
        // What is signed for it: the network, then the hash as hashed.
        var signed = Convert.FromHexString("4e454f33f88dc49657d5556e11fb11328fce709c98fcd2dc1f3757ee1c87cd44cfa2c823");

        Assert.Equal(NeoServiceLayer.Neo.NetworkMagic.MainNet, BitConverter.ToUInt32(signed));
        Assert.Equal(
            "0x23c8a2cf44cd871cee57371fdcd2fc989c70ce8f3211fb116e55d55796c48df8",
            new UInt256(signed.AsSpan(4)).ToString());
    }

    [Fact]
    public void Hashes_of_nothing_are_the_published_ones()
    {
        Assert.Equal(
            "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", Bytes(Hash.Sha256([])));
        Assert.Equal(
            "5DF6E0E2761359D30A8275058E299FCC0381534545F55CF43E41983F5D4C9456", Bytes(Hash.Sha256Twice([])));
        Span<byte> hash160 = stackalloc byte[UInt160.Length];
        Hash.Hash160([]).CopyTo(hash160);
        Assert.Equal("B472A266D0BD89C13706A4132CCFB16F7C3B9FCB", Convert.ToHexString(hash160));
    }

    private static string Bytes(UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[UInt256.Length];
        value.CopyTo(bytes);
        return Convert.ToHexString(bytes);
    }
}
