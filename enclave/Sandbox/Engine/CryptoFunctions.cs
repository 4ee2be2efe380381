using System.Security.Cryptography;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>What the prelude needs for crypto.subtle: digests, HMAC, and public keys of others to verify with.</summary>
internal static class CryptoFunctions
{
    private const int MaxRsaBytes = 1024;

    public static void Add(Jint.Engine engine, Action<string, Func<JsValue[], JsValue>> add)
    {
        add("digest", arguments => TextFunctions.Bytes(engine, CryptographicOperations.HashData(Hash(arguments.At(0)), arguments.At(1).AsUint8Array())));
        add("hmac", arguments => TextFunctions.Bytes(engine, Hmac(arguments)));
        add("verifyHmac", arguments =>
            CryptographicOperations.FixedTimeEquals(Hmac([arguments.At(0), arguments.At(1), arguments.At(3)]), arguments.At(2).AsUint8Array()));
        add("checkKey", arguments =>
        {
            Verify(engine, arguments.At(0).AsString(), HashAlgorithmName.SHA256, [], [], arguments[1..]);
            return JsValue.Undefined;
        });
        add("verify", arguments => Verify(
            engine, arguments.At(0).AsString(), Hash(arguments.At(1)), arguments.At(2).AsUint8Array(), arguments.At(3).AsUint8Array(), arguments[4..]));
    }

    private static HashAlgorithmName Hash(JsValue name) => new(name.AsString().Replace("-", "", StringComparison.Ordinal));

    private static byte[] Hmac(JsValue[] arguments) =>
        CryptographicOperations.HmacData(Hash(arguments[0]), arguments[1].AsUint8Array(), arguments[2].AsUint8Array());

    private static bool Verify(
        Jint.Engine engine, string kind, HashAlgorithmName hash, byte[] signature, byte[] data, JsValue[] key)
    {
        try
        {
            if (kind == "ECDSA")
            {
                using ECDsa ecdsa = ReadEc(key);
                return ecdsa.VerifyData(data, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }

            using RSA rsa = ReadRsa(key);
            return rsa.VerifyData(data, signature, hash, kind == "RSA-PSS" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            throw new JavaScriptException(engine.Intrinsics.TypeError, "This is no public key of its kind.");
        }
    }

    private static ECDsa ReadEc(JsValue[] key)
    {
        byte[] bytes = key[1].AsUint8Array();
        ECCurve curve = key[2].AsString() switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            _ => ECCurve.NamedCurves.nistP521,
        };
        if (key[0].AsString() == "spki")
        {
            ECDsa read = ECDsa.Create();
            read.ImportSubjectPublicKeyInfo(bytes, out int used);
            return used == bytes.Length && read.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == curve.Oid.Value
                ? read
                : throw new CryptographicException("Not the curve that was named.");
        }

        int half = bytes.Length / 2;
        return bytes.Length > 1 && bytes.Length % 2 == 1 && bytes[0] == 4
            ? ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = bytes[1..(half + 1)], Y = bytes[(half + 1)..] } })
            : throw new CryptographicException("Not an uncompressed point.");
    }

    private static RSA ReadRsa(JsValue[] key)
    {
        byte[] bytes = key[1].AsUint8Array();
        if (bytes.Length > 2 * MaxRsaBytes)
        {
            throw new CryptographicException("Longer than any key that is used.");
        }

        RSA rsa = RSA.Create();
        if (key[0].AsString() == "spki")
        {
            rsa.ImportSubjectPublicKeyInfo(bytes, out _);
        }
        else
        {
            rsa.ImportParameters(new RSAParameters { Modulus = bytes, Exponent = key[2].AsUint8Array() });
        }

        return rsa;
    }
}
