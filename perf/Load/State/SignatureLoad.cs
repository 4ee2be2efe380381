using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Perf.Load.State;

/// <summary>What signs and what checks stamps in the enclave, by itself and on one thread.</summary>
internal static class SignatureLoad
{
    private const int MessageBytes = 64;

    /// <summary>The signature of wallet.signData with a key that is loaded.</summary>
    internal static int Sign(double seconds)
    {
        using PrivateKey key = PrivateKey.Create();
        byte[] message = RandomNumberGenerator.GetBytes(MessageBytes);
        byte[] signature = new byte[PublicKey.SignatureLength];
        return Repeat(seconds, MessageBytes, signature.Length, () => key.Sign(message, signature));
    }

    /// <summary>Reading and verifying a stamp.</summary>
    internal static int CheckStamps(int payloadBytes, double seconds)
    {
        using ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using StampKey key = StampKey.Of(pair);
        byte[] payload = new byte[payloadBytes];
        StampClaims claims = new()
        {
            KeyId = key.KeyId,
            IssuedAt = 1_764_000_000,
            RequestId = new string('0', 32),
            Service = "wallet",
            Operation = "signData",
            Audience = new string('0', 64),
        };
        byte[] text = Encoding.ASCII.GetBytes(StampWriter.Write(claims, payload, pair));
        return Repeat(seconds, payloadBytes, 0, () =>
        {
            if (!Stamp.TryRead(text, out Stamp? stamp, out string problem) || !stamp.IsBy(key, payload))
            {
                throw new PerfException($"The stamp does not hold. {problem}");
            }
        });
    }

    /// <summary>Does it again and again, and prints how long each took.</summary>
    internal static int Repeat(double seconds, int requestBytes, int responseBytes, Action work)
    {
        LatencySamples samples = new(seconds);
        long now = Stopwatch.GetTimestamp();
        while (!samples.Over(now))
        {
            long began = now;
            work();
            now = Stopwatch.GetTimestamp();
            samples.Add(now, began);
        }

        samples.Print(requestBytes, responseBytes);
        return 0;
    }
}
