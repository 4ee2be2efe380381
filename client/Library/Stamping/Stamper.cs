using NeoServiceLayer.Attestation.Receipts;
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
    private ReceiptFloor? floor;
    private StampFloor? told;

    /// <summary>The id of the key that stamps.</summary>
    public string KeyId => key.Public.KeyId;

    /// <summary>The deployment that the stamps are for.</summary>
    public string GenesisId { get; } = genesisId;

    /// <summary>
    /// The highest state that was seen, which every stamp then carries: an enclave that was given an older one, or another history, serves nothing
    /// any more (<c>rolledBack</c>). Whoever keeps receipts raises it with each; null: none was seen.
    /// </summary>
    /// <exception cref="FormatException">It is set to one whose texts are not hexadecimal digits.</exception>
    public ReceiptFloor? Floor
    {
        get => floor;
        set
        {
            told = value is null ? null : Told(value);
            floor = value;
        }
    }

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
            Floor = told,
        },
        payload);

    private static StampFloor Told(ReceiptFloor floor) => new()
    {
        Lineage = Convert.FromHexString(floor.Lineage),
        Sequence = floor.Sequence,
        Head = Convert.FromHexString(floor.Head),
        Mac = Convert.FromHexString(floor.FloorMac),
    };
}
