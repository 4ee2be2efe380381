using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using NeoServiceLayer.Attestation.Receipts;

namespace NeoServiceLayer.Perf.Micro;

/// <summary>What a receipt costs who makes it and who verifies it, beside the signature alone, which neither can do without.</summary>
public class ReceiptBenchmarks
{
    private readonly ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] request = new byte[200];
    private readonly byte[] response = new byte[300];
    private readonly byte[] word = new byte[32];
    private byte[] key = [];
    private string id = "";
    private string text = "";

    [GlobalSetup]
    public void Setup()
    {
        ECPoint point = pair.ExportParameters(includePrivateParameters: false).Q;
        key = [4, .. point.X!, .. point.Y!];
        id = ReceiptKeyId.Of(key);
        text = HashAndSign();
    }

    [GlobalCleanup]
    public void Cleanup() => pair.Dispose();

    [Benchmark(Baseline = true)]
    public byte[] SignHash() => pair.SignHash(word);

    [Benchmark]
    public string HashAndSign() => Receipt.Write(
        new ReceiptClaims
        {
            RequestId = "7f9c2ba4e88f827d616045507605853e",
            Service = "wallet",
            Operation = "signData",
            KeyId = id,
            AccountId = "acc_aaaaaaaaaaaaaaaaaaaaaaaaaa",
            RequestHash = ReceiptHash.Of([], request),
            ResponseHash = ReceiptHash.Of([], response),
            Sequence = 1_000_000,
            Head = word,
            Lineage = word.AsMemory(0, 16),
            FloorMac = word,
            BootId = word,
            GenesisId = word,
            Time = DateTimeOffset.UnixEpoch,
        },
        id,
        (message, signature) => pair.SignData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    [Benchmark]
    public bool ReadAndVerify() => Receipt.TryRead(text, out Receipt? receipt) && receipt.IsSignedBy(key);

    [Benchmark]
    public bool ReadAlone() => Receipt.TryRead(text, out _);
}
