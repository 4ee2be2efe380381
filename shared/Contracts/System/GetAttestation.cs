namespace NeoServiceLayer.Contracts.SystemService;

/// <summary>The request of <c>system.getAttestation</c>.</summary>
public sealed record GetAttestationRequest
{
    /// <summary>1 to 512 bytes, base64, that make the document fresh; absent to take one that was made lately.</summary>
    public byte[]? Nonce { get; init; }
}

/// <summary>The response of <c>system.getAttestation</c>.</summary>
public sealed class GetAttestationResponse
{
    /// <summary>The security module's document, base64, as it was signed.</summary>
    public required byte[] Document { get; init; }

    /// <summary>What the document's user_data is the hash of: in ascending order of the names, each once.</summary>
    public required IReadOnlyList<IdentityEntry> Identity { get; init; }
}

/// <summary>A value that an attestation document binds.</summary>
public sealed class IdentityEntry
{
    /// <summary>What it is: <c>bootId</c>, <c>configuration</c>, <c>genesisId</c>, <c>receiptKey</c>; more may come.</summary>
    public required string Name { get; init; }

    /// <summary>The value, lower hex.</summary>
    public required string Value { get; init; }
}
