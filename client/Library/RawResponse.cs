namespace NeoServiceLayer.Client;

/// <summary>The answer to a call, as it came.</summary>
/// <param name="RequestId">The id under which the request was sent.</param>
/// <param name="Payload">The payload: one JSON value that passes StrictJson, byte for byte. Nobody else holds the memory.</param>
public sealed record RawResponse(string RequestId, ReadOnlyMemory<byte> Payload);
