using System.Security.Cryptography;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Crypto;

namespace NeoServiceLayer.Perf.Load.State;

/// <summary>What sealing to the enclave, opening in it, and a receipt cost by themselves, on one thread.</summary>
internal static class SealLoad
{
    private static ReadOnlySpan<byte> Info => "a deployment's info of some 48 bytes, as ours is"u8;

    private static ReadOnlySpan<byte> Associated => "a request's id, service and operation"u8;

    /// <summary>A request sealed to a boot's key: with an ephemeral pair of its own, as each is.</summary>
    internal static int Seal(int payloadBytes, double seconds)
    {
        using HpkeKeyPair recipient = HpkeKeyPair.Create();
        byte[] plaintext = RandomNumberGenerator.GetBytes(payloadBytes);
        byte[] sealedBytes = new byte[payloadBytes + Hpke.Overhead];
        return SignatureLoad.Repeat(seconds, payloadBytes, sealedBytes.Length, () => Seal(recipient, plaintext, sealedBytes));
    }

    /// <summary>The opening of one.</summary>
    internal static int Open(int payloadBytes, double seconds)
    {
        using HpkeKeyPair recipient = HpkeKeyPair.Create();
        byte[] plaintext = RandomNumberGenerator.GetBytes(payloadBytes);
        byte[] sealedBytes = new byte[payloadBytes + Hpke.Overhead];
        Seal(recipient, plaintext, sealedBytes);
        return SignatureLoad.Repeat(seconds, payloadBytes, sealedBytes.Length, () =>
        {
            using HpkeRecipient? opening = Hpke.SetupRecipient(recipient, sealedBytes.AsSpan(0, Hpke.PublicKeyLength), Info);
            if (opening?.TryOpen(Associated, sealedBytes.AsSpan(Hpke.PublicKeyLength), plaintext) != true)
            {
                throw new PerfException("What was sealed does not open.");
            }
        });
    }

    /// <summary>A receipt: two hashes, its text, and the signature.</summary>
    internal static int Receipt(int payloadBytes, double seconds)
    {
        using ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECPoint point = pair.ExportParameters(includePrivateParameters: false).Q;
        byte[] key = [4, .. point.X!, .. point.Y!];
        string id = ReceiptKeyId.Of(key);
        byte[] payload = new byte[payloadBytes];
        byte[] word = new byte[SHA256.HashSizeInBytes];
        return SignatureLoad.Repeat(seconds, payloadBytes, 0, () => Attestation.Receipts.Receipt.Write(
            new ReceiptClaims
            {
                RequestId = "7f9c2ba4e88f827d616045507605853e",
                Service = "secrets",
                Operation = "putSecretValue",
                KeyId = id,
                AccountId = "acc_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                RequestHash = ReceiptHash.Of([], payload),
                ResponseHash = ReceiptHash.Of([], payload),
                Sequence = 1_000_000,
                Head = word,
                Lineage = word.AsMemory(0, 16),
                FloorMac = word,
                BootId = word,
                GenesisId = word,
                Time = DateTimeOffset.UnixEpoch,
            },
            id,
            (message, signature) => pair.SignData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)));
    }

    private static void Seal(HpkeKeyPair recipient, byte[] plaintext, byte[] sealedBytes)
    {
        using HpkeSender sender = Hpke.SetupSender(recipient.PublicKey.Span, Info);
        sender.Encapsulated.Span.CopyTo(sealedBytes);
        sender.Seal(Associated, plaintext, sealedBytes.AsSpan(Hpke.PublicKeyLength));
    }
}
