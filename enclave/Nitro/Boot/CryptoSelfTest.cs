using System.Security.Cryptography;

namespace NeoServiceLayer.Enclave.Nitro.Boot;

/// <summary>
/// Each kind of cryptography that the enclave lives by gives a known answer once before anything is listened on. In a static binary
/// whose OpenSSL is not linked in, the first call aborts the process: then it is this one.
/// </summary>
internal static class CryptoSelfTest
{
    private const int KeyLength = 32;
    private const int TagLength = 16;

    /// <exception cref="BootException">One of them does not.</exception>
    internal static void Run()
    {
        Require(Hashes(), "SHA-384");
        Require(Authenticates(), "HMAC-SHA-256");
        Require(Encrypts(), "AES-256-GCM");
        Require(Signs(ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256), "ECDSA on P-256");
        Require(Signs(ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384), "ECDSA on P-384");
        Require(DrawsRandomly(), "the random generator");
    }

    /// <summary>"abc", of FIPS 180-4's examples.</summary>
    private static bool Hashes() => IsHex(
        SHA384.HashData("abc"u8),
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");

    /// <summary>RFC 4231, test case 2.</summary>
    private static bool Authenticates() => IsHex(
        HMACSHA256.HashData("Jefe"u8, "what do ya want for nothing?"u8),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

    /// <summary>Test case 14 of the GCM specification's authors; and a tag with a bit flipped opens nothing.</summary>
    private static bool Encrypts()
    {
        byte[] text = new byte[TagLength];
        byte[] sealedText = new byte[text.Length];
        byte[] tag = new byte[TagLength];
        using AesGcm cipher = new(new byte[KeyLength], TagLength);
        byte[] nonce = new byte[AesGcm.NonceByteSizes.MaxSize];
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

    private static bool Signs(ECCurve curve, HashAlgorithmName hash)
    {
        using ECDsa key = ECDsa.Create(curve);
        byte[] signature = key.SignData("signed"u8, hash);
        return key.VerifyData("signed"u8, signature, hash) && !key.VerifyData("changed"u8, signature, hash);
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
