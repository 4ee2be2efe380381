using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Provisioning;

namespace NeoServiceLayer.Enclave.Core.Provisioning;

/// <summary>Who holds the root key, as the measured configuration names them.</summary>
public sealed record OperatorSettings
{
    /// <summary>How many of them must act together: 1 to their number.</summary>
    public required int Threshold { get; init; }

    /// <summary>Each of them; 1 to <see cref="Dealing.MaxShares"/>.</summary>
    public required IReadOnlyList<OperatorMember> Members { get; init; }
}

/// <summary>An operator, by key.</summary>
public sealed record OperatorMember
{
    /// <summary>What people call him: 1 to 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>His public key, of P-256: he stamps with it, and shares are sealed to it.</summary>
    public required JsonWebKey Key { get; init; }
}
