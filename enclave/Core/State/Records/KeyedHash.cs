using System.Security.Cryptography;
using NeoServiceLayer.Enclave.Core.Keys;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>HMAC under one key whose context is kept: making one for each hash costs three times as much. Any thread; one at a time is let in.</summary>
internal sealed class KeyedHash : IDisposable
{
    private readonly Lock gate = new();
    private readonly IncrementalHash hash;

    /// <param name="algorithm">SHA-256 or SHA-512.</param>
    /// <param name="key">Copied into the context.</param>
    internal KeyedHash(HashAlgorithmName algorithm, SecretBytes key) => hash = IncrementalHash.CreateHMAC(algorithm, key.Span);

    internal void Compute(ReadOnlySpan<byte> input, Span<byte> mac)
    {
        lock (gate)
        {
            hash.AppendData(input);
            hash.GetHashAndReset(mac);
        }
    }

    public void Dispose() => hash.Dispose();
}
