using System.Security.Cryptography;

namespace NeoServiceLayer.Enclave.Nitro.Boot;

/// <summary>
/// ECDSA on P-256 with the key and the signature of RFC 6979, A.2.5. Signing has no known answer, since OpenSSL draws a number for each
/// signature: what is signed is verified, and what is changed is not.
/// </summary>
internal static class EcdsaSelfTest
{
    private const string Secret = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
    private const string X = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
    private const string Y = "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";

    /// <summary>r, then s, over SHA-256 of "sample".</summary>
    private const string Signature =
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716" +
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

    private static ReadOnlySpan<byte> Message => "sample"u8;

    internal static bool Passes()
    {
        using ECDsa pair = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Convert.FromHexString(Secret) });
        ECPoint point = new() { X = Convert.FromHexString(X), Y = Convert.FromHexString(Y) };
        using ECDsa key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        return HasPoint(pair, point) && Verifies(key, Convert.FromHexString(Signature)) && Verifies(key, pair.SignData(Message, HashAlgorithmName.SHA256));
    }

    private static bool HasPoint(ECDsa pair, ECPoint point)
    {
        ECPoint derived = pair.ExportParameters(includePrivateParameters: false).Q;
        return derived.X.AsSpan().SequenceEqual(point.X) && derived.Y.AsSpan().SequenceEqual(point.Y);
    }

    private static bool Verifies(ECDsa key, byte[] signature)
    {
        bool holds = key.VerifyData(Message, signature, HashAlgorithmName.SHA256);
        signature[^1] ^= 1;
        return holds && !key.VerifyData(Message, signature, HashAlgorithmName.SHA256);
    }
}
