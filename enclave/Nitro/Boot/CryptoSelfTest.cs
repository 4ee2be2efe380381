using System.Security.Cryptography;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Neo.Hashing;
using NeoServiceLayer.Neo.Keys;
using Org.BouncyCastle.Crypto.Generators;

namespace NeoServiceLayer.Enclave.Nitro.Boot;

/// <summary>
/// Each kind of cryptography that the enclave uses gives a published answer once before anything is listened on. In a static binary
/// whose OpenSSL is not linked in, the first call aborts the process: then it is this one.
/// </summary>
internal static class CryptoSelfTest
{
    private const int KeyLength = 32;
    private const int TagLength = 16;

    /// <exception cref="BootException">One of them does not.</exception>
    internal static void Run()
    {
        Require(Sha256(), "SHA-256");
        Require(Hash160(), "RIPEMD-160");
        Require(HmacSha256(), "HMAC-SHA-256");
        Require(HmacSha512(), "HMAC-SHA-512");
        Require(Hkdf(), "HKDF-SHA-256");
        Require(AesGcm(), "AES-256-GCM");
        Require(AesEcb(), "AES-256-ECB");
        Require(Scrypt(), "scrypt");
        Require(EcdsaSelfTest.Passes(), "ECDSA on P-256");
        Require(OpensSealed(), "HPKE with ECDH on P-256");
        Require(DrawsRandomly(), "the random generator");
    }

    /// <summary>"abc", of FIPS 180-4's examples.</summary>
    private static bool Sha256() => IsHex(
        SHA256.HashData("abc"u8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    /// <summary>RIPEMD-160 of SHA-256 of nothing, in the order of bytes in which addresses have it.</summary>
    private static bool Hash160()
    {
        Span<byte> hash = stackalloc byte[UInt160.Length];
        Hash.Hash160([]).CopyTo(hash);
        return IsHex(hash, "b472a266d0bd89c13706a4132ccfb16f7c3b9fcb");
    }

    /// <summary>RFC 4231, test case 2.</summary>
    private static bool HmacSha256() => IsHex(
        Hmac(HashAlgorithmName.SHA256), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

    /// <summary>The same.</summary>
    private static bool HmacSha512() => IsHex(
        Hmac(HashAlgorithmName.SHA512),
        "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737");

    private static byte[] Hmac(HashAlgorithmName hash)
    {
        using IncrementalHash mac = IncrementalHash.CreateHMAC(hash, "Jefe"u8);
        mac.AppendData("what do ya want for nothing?"u8);
        return mac.GetHashAndReset();
    }

    /// <summary>RFC 5869, test case 1.</summary>
    private static bool Hkdf() => IsHex(
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            Convert.FromHexString("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
            outputLength: 42,
            salt: Convert.FromHexString("000102030405060708090a0b0c"),
            info: Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9")),
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");

    /// <summary>Test case 14 of the GCM specification's authors; and a tag with a bit flipped opens nothing.</summary>
    private static bool AesGcm()
    {
        byte[] text = new byte[TagLength];
        byte[] sealedText = new byte[text.Length];
        byte[] tag = new byte[TagLength];
        using AesGcm cipher = new(new byte[KeyLength], TagLength);
        byte[] nonce = new byte[System.Security.Cryptography.AesGcm.NonceByteSizes.MaxSize];
        cipher.Encrypt(nonce, text, sealedText, tag);
        if (!IsHex(sealedText, "cea7403d4d606b6e074ec5d3baf39d18") || !IsHex(tag, "d0d1c8a799996bf0265b98b5d48ab919"))
        {
            return false;
        }

        tag[0] ^= 1;
        try
        {
            cipher.Decrypt(nonce, sealedText, tag, text);
            return false;
        }
        catch (AuthenticationTagMismatchException)
        {
            return true;
        }
    }

    /// <summary>FIPS 197, C.3: what NEP-2 encrypts with.</summary>
    private static bool AesEcb()
    {
        using Aes aes = Aes.Create();
        aes.Key = Convert.FromHexString("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        return IsHex(
            aes.EncryptEcb(Convert.FromHexString("00112233445566778899aabbccddeeff"), PaddingMode.None),
            "8ea2b7ca516745bfeafc49904b496089");
    }

    /// <summary>RFC 7914, 12: the first of its vectors, the others take too long here.</summary>
    private static bool Scrypt() => IsHex(
        SCrypt.Generate([], [], 16, 1, 1, 64),
        "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");

    /// <summary>The first message of the vector that RFC 9180's authors publish for this suite.</summary>
    private static bool OpensSealed()
    {
        using HpkeKeyPair recipient = HpkeKeyPair.Import(Convert.FromHexString("317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2"));
        byte[] message = Convert.FromHexString(
            "04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0"
            + "58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f");
        byte[] opened = new byte[message.Length - Hpke.Overhead];
        return Hpke.TryOpen(recipient, "Ode on a Grecian Urn"u8, "Count-0"u8, message, opened)
            && IsHex(opened, "4265617574792069732074727574682c20747275746820626561757479");
    }

    private static bool DrawsRandomly() =>
        !RandomNumberGenerator.GetBytes(KeyLength).AsSpan().SequenceEqual(RandomNumberGenerator.GetBytes(KeyLength));

    private static bool IsHex(ReadOnlySpan<byte> bytes, string expected) => Convert.ToHexStringLower(bytes) == expected;

    private static void Require(bool holds, string name)
    {
        if (!holds)
        {
            throw new BootException($"{name} does not give its known answer.");
        }
    }
}
