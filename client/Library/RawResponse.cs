using NeoServiceLayer.Attestation.Receipts;

namespace NeoServiceLayer.Client;

/// <summary>The answer to a call, as it came.</summary>
/// <param name="RequestId">The id under which the request was sent.</param>
/// <param name="Payload">The payload: one JSON value that passes StrictJson, byte for byte. Nobody else holds the memory.</param>
/// <param name="Receipt">The receipt, which was checked as far as the settings know the boot; null where none was asked for.</param>
public sealed record RawResponse(string RequestId, ReadOnlyMemory<byte> Payload, Receipt? Receipt = null);
