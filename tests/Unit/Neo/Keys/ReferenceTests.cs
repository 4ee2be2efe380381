extern alias NeoReference;

using NeoReference::Neo;
using NeoReference::Neo.Cryptography;
using NeoReference::Neo.IO;
using NeoReference::Neo.SmartContract;
using NeoServiceLayer.Neo.Hashing;
using NeoServiceLayer.Neo.Keys;
using Xunit;
using ECCurve = NeoReference::Neo.Cryptography.ECC.ECCurve;
using ECPoint = NeoReference::Neo.Cryptography.ECC.ECPoint;
using KeyPair = NeoReference::Neo.Wallets.KeyPair;
using NeoCrypto = NeoReference::Neo.Cryptography.Crypto;
using Wallet = NeoReference::Neo.Wallets.Wallet;
using WalletHelper = NeoReference::Neo.Wallets.Helper;

namespace NeoServiceLayer.Tests.Neo.Keys;

/// <summary>Our keys beside those of the reference implementation, Neo.dll 3.5.0, over random keys and bytes.</summary>
public sealed class ReferenceTests
{
    private const int Rounds = 100;

    [Fact]
    public void Public_key_address_script_hash_and_wif_are_the_same()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var ours = PrivateKey.Create();
            var theirs = Theirs(ours);

            Assert.Equal(theirs.PublicKey.EncodePoint(true), ours.PublicKey.ToBytes());
            Assert.Equal(theirs.PublicKeyHash.ToArray(), Bytes(Hash.Hash160(ours.PublicKey.ToBytes())));
            Assert.Equal(Contract.CreateSignatureRedeemScript(theirs.PublicKey), VerificationScript.Single(ours.PublicKey));
            var hash = Contract.CreateSignatureContract(theirs.PublicKey).ScriptHash;
            Assert.Equal(hash.ToString(), ours.PublicKey.ScriptHash.ToString());
            Assert.Equal(WalletHelper.ToAddress(hash, Address.Version), Address.ToAddress(ours.PublicKey.ScriptHash));
            Assert.Equal(theirs.Export(), Vectors.WifOf(ours));
        }
    }

    [Fact]
    public void Signatures_verify_both_ways()
    {
        var random = new Random(3);
        for (var round = 0; round < Rounds; round++)
        {
            using var ours = PrivateKey.Create();
            var theirs = Theirs(ours);
            var message = new byte[random.Next(300)];
            random.NextBytes(message);

            Assert.True(NeoCrypto.VerifySignature(message, ours.Sign(message), theirs.PublicKey));
            Assert.True(ours.PublicKey.Verify(
                message, NeoCrypto.Sign(message, theirs.PrivateKey, theirs.PublicKey.EncodePoint(false)[1..])));
        }
    }

    [Fact]
    public void Nep2_opens_both_ways()
    {
        foreach (var passphrase in new[] { "", "a", "correct horse battery staple ~!@#\t" })
        {
            using var ours = PrivateKey.Create();
            var theirs = Theirs(ours);

            var written = Nep2.Encrypt(ours, passphrase);
            Assert.Equal(theirs.Export(passphrase, Address.Version), written);
            Assert.Equal(theirs.PrivateKey, Wallet.GetPrivateKeyFromNEP2(written, passphrase, Address.Version));
        }
    }

    [Fact]
    public void Multi_signature_scripts_are_the_same()
    {
        for (var n = 1; n <= VerificationScript.MaxKeys; n++)
        {
            var keys = Enumerable.Range(0, n).Select(_ => NewPublicKey()).ToArray();
            var points = Array.ConvertAll(keys, key => ECPoint.DecodePoint(key.ToBytes(), ECCurve.Secp256r1));
            for (var m = 1; m <= n; m++)
            {
                var script = VerificationScript.Multi(m, keys);

                Assert.Equal(Contract.CreateMultiSigRedeemScript(m, points), script);
                Assert.True(NeoReference::Neo.SmartContract.Helper.IsMultiSigContract(script, out var theirM, out int theirN));
                Assert.Equal((m, n), (theirM, theirN));
            }
        }
    }

    [Fact]
    public void The_same_bytes_are_points()
    {
        var random = new Random(4);
        var (points, others) = (0, 0);
        for (var round = 0; round < 400; round++)
        {
            var bytes = new byte[PublicKey.CompressedLength];
            random.NextBytes(bytes);
            bytes[0] = (byte)(2 + random.Next(2));

            var read = PublicKey.TryParse(bytes, out var ours);
            if (read)
            {
                points++;
                Assert.Equal(ECPoint.DecodePoint(bytes, ECCurve.Secp256r1).EncodePoint(false)[..33][1..], bytes[1..]);
                Assert.Equal(ECPoint.DecodePoint(bytes, ECCurve.Secp256r1).EncodePoint(true), ours!.ToBytes());
                Assert.True(PublicKey.TryParse(
                    ECPoint.DecodePoint(bytes, ECCurve.Secp256r1).EncodePoint(false), out var uncompressed));
                Assert.Equal(ours, uncompressed);
            }
            else
            {
                others++;
                Assert.ThrowsAny<Exception>(() => ECPoint.DecodePoint(bytes, ECCurve.Secp256r1));
            }
        }

        // Half of all x are on the curve.
        Assert.InRange(points, 100, 300);
        Assert.InRange(others, 100, 300);
    }

    [Fact]
    public void Keys_and_hashes_sort_as_theirs_do()
    {
        var keys = Enumerable.Range(0, Rounds).Select(_ => NewPublicKey()).ToList();
        keys.AddRange(keys.Take(20).Select(Opposite).ToArray());

        Assert.Equal(
            keys.Select(key => ECPoint.DecodePoint(key.ToBytes(), ECCurve.Secp256r1)).Order().Select(point => point.ToString()),
            keys.Order().Select(key => key.ToString()));
        Assert.Equal(
            keys.Select(key => new NeoReference::Neo.UInt160(Bytes(key.ScriptHash))).Order().Select(hash => hash.ToString()),
            keys.Select(key => key.ScriptHash).Order().Select(hash => hash.ToString()));
        Assert.Equal(
            keys.Select(key => new NeoReference::Neo.UInt256(NeoCrypto.Hash256(key.ToBytes()))).Order().Select(hash => hash.ToString()),
            keys.Select(key => Hash.Sha256Twice(key.ToBytes())).Order().Select(hash => hash.ToString()));
    }

    private static PublicKey Opposite(PublicKey key)
    {
        var bytes = key.ToBytes();
        bytes[0] ^= 1;
        Assert.True(PublicKey.TryParse(bytes, out var opposite));
        return opposite;
    }

    private static PublicKey NewPublicKey()
    {
        using var key = PrivateKey.Create();
        return key.PublicKey;
    }

    private static KeyPair Theirs(PrivateKey key)
    {
        var secret = new byte[PrivateKey.Length];
        key.CopySecretTo(secret);
        return new KeyPair(secret);
    }

    private static byte[] Bytes(NeoServiceLayer.Neo.Keys.UInt160 value)
    {
        var bytes = new byte[NeoServiceLayer.Neo.Keys.UInt160.Length];
        value.CopyTo(bytes);
        return bytes;
    }
}
