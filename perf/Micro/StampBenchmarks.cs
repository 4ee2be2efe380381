using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Perf.Micro;

/// <summary>What checking a stamp costs beside the signature check alone, which it cannot do without.</summary>
public class StampBenchmarks
{
    private readonly ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] payload = Encoding.UTF8.GetBytes($"{{\"walletId\":\"wal_{new string('a', 26)}\",\"data\":\"{new string('A', 128)}\"}}");
    private StampKey key = null!;
    private byte[] stamp = [];
    private byte[] digest = [];
    private byte[] signature = [];

    [GlobalSetup]
    public void Setup()
    {
        key = StampKey.Of(pair);
        stamp = Encoding.ASCII.GetBytes(StampWriter.Write(
            new StampClaims
            {
                KeyId = key.KeyId,
                IssuedAt = 1_764_000_000,
                RequestId = "7f9c2ba4e88f827d616045507605853e",
                Service = "wallet",
                Operation = "signData",
                Audience = new string('0', 64),
            },
            payload,
            pair));
        digest = SHA256.HashData(payload);
        signature = pair.SignHash(digest);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        key.Dispose();
        pair.Dispose();
    }

    [Benchmark(Baseline = true)]
    public bool VerifyHash() => pair.VerifyHash(digest, signature);

    [Benchmark]
    public bool ReadAndVerify() => Stamp.TryRead(stamp, out Stamp? read, out _) && read.IsBy(key, payload);

    [Benchmark]
    public bool ReadAlone() => Stamp.TryRead(stamp, out _, out _);
}
