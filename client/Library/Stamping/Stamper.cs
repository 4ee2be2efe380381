using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Client.Stamping;

/// <summary>Stamps the requests of a client with one key, for one deployment. Any number of threads may use it at once.</summary>
/// <param name="key">The key; it stays the caller's, and lives as long as this is used.</param>
/// <param name="genesisId">
/// The deployment that the stamps are for, 64 hexadecimal digits in lower case, as the caller came to trust it: no other takes them.
/// </param>
/// <param name="clock">What the stamps' time comes from: an enclave takes what is 60 s behind its own to 10 s before it.</param>
public sealed class Stamper(AccountKey key, string genesisId, TimeProvider? clock = null)
{
    private readonly TimeProvider clock = clock ?? TimeProvider.System;

    /// <summary>The id of the key that stamps.</summary>
    public string KeyId => key.Public.KeyId;

    /// <summary>The deployment that the stamps are for.</summary>
    public string GenesisId { get; } = genesisId;

    /// <summary>Makes a stamp over exactly these bytes, for exactly this request.</summary>
    public string Stamp(string service, string operation, string requestId, ReadOnlySpan<byte> payload) => key.Stamp(
        new StampClaims
        {
            KeyId = KeyId,
            IssuedAt = clock.GetUtcNow().ToUnixTimeSeconds(),
            RequestId = requestId,
            Service = service,
            Operation = operation,
            Audience = GenesisId,
        },
        payload);
}
