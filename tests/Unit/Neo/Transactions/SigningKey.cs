using System.Security.Cryptography;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Tests.Neo.Transactions;

/// <summary>A published test key that signs.</summary>
internal sealed class SigningKey
{
    internal static readonly SigningKey One = new(
        "9ab7e154840daca3a2efadaf0df93cd3a5b51768c632f5433f86909d9b994a69",
        "031d8e1630ce640966967bc6d95223d21f44304133003140c3b52004dc981349c9");

    internal static readonly SigningKey Two = new(
        "0000000000000000000000000000000000000000000000000000000000000001",
        "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");

    internal static readonly SigningKey Three = new(
        "c7134d6fd8e73d819e82755c64c93788d8db0961929e025a53363c4cc02a6962",
        "035a928f201639204e06b4368b1a93365462a8ebbff0b8818151b74faab3a2b61a");

    private readonly byte[] secret;

    private SigningKey(string secretHex, string publicHex)
    {
        secret = Convert.FromHexString(secretHex);
        Public = PublicKey.TryParse(publicHex, out PublicKey? key) ? key : throw new InvalidOperationException(publicHex);
    }

    internal PublicKey Public { get; }

    internal string UncompressedHex
    {
        get
        {
            using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
            ECPoint point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
            return Convert.ToHexString([4, .. point.X!, .. point.Y!]);
        }
    }

    internal byte[] Sign(ReadOnlySpan<byte> message)
    {
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
        return ecdsa.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    internal byte[] Invocation(Transaction transaction, uint network) =>
        [0x0c, 0x40, .. Sign(transaction.SignedData(network))];

    internal Transaction Sign(Transaction transaction, uint network) => transaction.WithWitnesses(
        new Witness(Invocation(transaction, network), VerificationScript.Single(Public)));
}
