namespace NeoServiceLayer.Attestation;

/// <summary>What a document is held to.</summary>
public sealed record AttestationPolicy
{
    /// <summary>The time of the check: now, or for a document that was kept, when it was received.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where the chain must begin.</summary>
    public AttestationRoot Root { get; init; } = AttestationRoot.Aws;

    /// <summary>How far the document's own time may be from the time of the check, either way.</summary>
    public TimeSpan MaxSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The nonce that it must have; null to accept any or none.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; init; }

    /// <summary>What it must bind; null to accept anything.</summary>
    public ReadOnlyMemory<byte>? UserData { get; init; }

    /// <summary>The registers that it must have; null to accept any.</summary>
    public Measurements? Measurements { get; init; }
}
