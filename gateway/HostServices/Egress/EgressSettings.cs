namespace NeoServiceLayer.Gateway.HostServices.Egress;

/// <summary>Limits of the enclave's way out.</summary>
internal sealed record EgressSettings
{
    /// <summary>How many connections are kept parked.</summary>
    internal int Parked { get; init; } = 4;

    /// <summary>How many lines may be in use at once, those that are being dialled included.</summary>
    internal int MaxLines { get; init; } = 32;

    /// <summary>How long finding and dialling a target may take.</summary>
    internal TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a target may be silent once the enclave has finished sending, or is gone: the two look alike.</summary>
    internal TimeSpan HalfOpenTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
