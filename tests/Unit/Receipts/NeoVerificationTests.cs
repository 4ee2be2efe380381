extern alias NeoReference;

using NeoReference::Neo.SmartContract.Native;
using NeoServiceLayer.Attestation.Receipts;
using Xunit;
using NeoCrypto = NeoReference::Neo.Cryptography.Crypto;
using NeoCurve = NeoReference::Neo.Cryptography.ECC.ECCurve;

namespace NeoServiceLayer.Tests.Receipts;

/// <summary>A contract of Neo N3 can verify a receipt: CryptoLib.verifyWithECDsa takes its signed text, its signature, and the compressed key.</summary>
public sealed class NeoVerificationTests : IDisposable
{
    private readonly TestBoot boot = new();

    public void Dispose() => boot.Dispose();

    [Fact]
    public void Neo_s_own_verification_takes_it_and_nothing_else()
    {
        Assert.True(Receipt.TryRead(boot.Sign(boot.Claims()), out Receipt? receipt));
        byte[] message = receipt.SigningInput.ToArray();
        byte[] signature = receipt.Signature.ToArray();
        Assert.True(NeoCrypto.VerifySignature(message, signature, boot.CompressedKey, NeoCurve.Secp256r1));
        Assert.True(CryptoLib.VerifyWithECDsa(message, boot.CompressedKey, signature, NamedCurve.secp256r1));
        message[0] ^= 1;
        Assert.False(CryptoLib.VerifyWithECDsa(message, boot.CompressedKey, signature, NamedCurve.secp256r1));
        message[0] ^= 1;
        signature[^1] ^= 1;
        Assert.False(CryptoLib.VerifyWithECDsa(message, boot.CompressedKey, signature, NamedCurve.secp256r1));
    }
}
