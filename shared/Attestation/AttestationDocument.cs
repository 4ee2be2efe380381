namespace NeoServiceLayer.Attestation;

/// <summary>What a document says. Only <see cref="AttestationVerifier"/> gives it out, once everything was checked.</summary>
public sealed class AttestationDocument
{
    internal AttestationDocument()
    {
    }

    /// <summary>The module that signed: the instance and the enclave.</summary>
    public required string ModuleId { get; init; }

    /// <summary>When it was made, by the module's clock.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The measurement registers, 48 bytes each, by index.</summary>
    public required IReadOnlyDictionary<int, ReadOnlyMemory<byte>> Pcrs { get; init; }

    /// <summary>What the enclave had bound; null if nothing.</summary>
    public ReadOnlyMemory<byte>? UserData { get; init; }

    /// <summary>The nonce that it was asked for with; null if none.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; init; }

    /// <summary>The key that the enclave had bound; null if none.</summary>
    public ReadOnlyMemory<byte>? PublicKey { get; init; }

    /// <summary>When the first certificate of its chain ends.</summary>
    public DateTimeOffset ValidUntil { get; internal set; }

    internal byte[] Certificate { get; init; } = [];

    /// <summary>From the root down to the one that signed <see cref="Certificate"/>.</summary>
    internal IReadOnlyList<byte[]> Bundle { get; init; } = [];
}

/// <summary>How a verification ended: with a document, or with the first check that failed.</summary>
public sealed record AttestationResult
{
    internal AttestationResult(AttestationDocument document) => Document = document;

    internal AttestationResult(AttestationCheck failed) => Failed = failed;

    /// <summary>The verified document; null if a check failed.</summary>
    public AttestationDocument? Document { get; }

    /// <summary>The first check that failed; null if none did.</summary>
    public AttestationCheck? Failed { get; }
}
