namespace NeoServiceLayer.Contracts.SystemService;

/// <summary>The request of <c>system.genesis</c>: stamped by an operator, with the boot's id as audience.</summary>
public sealed record GenesisRequest
{
    /// <summary>The boot's key, 65 bytes, base64, as the attestation document binds it: what the operator has verified.</summary>
    public required byte[] BootKey { get; init; }
}

/// <summary>The request of <c>system.rotate</c>: stamped by an operator, with the boot's id as audience.</summary>
public sealed record RotateRequest
{
    /// <summary>The boot's key, 65 bytes, base64, as the attestation document binds it.</summary>
    public required byte[] BootKey { get; init; }

    /// <summary>The deployment whose root key is dealt anew: 64 digits of lower hex.</summary>
    public required string GenesisId { get; init; }
}

/// <summary>The response of <c>system.genesis</c> and <c>system.rotate</c>.</summary>
public sealed class ApprovalResponse
{
    /// <summary>Who has asked for it in this boot, by key id.</summary>
    public required IReadOnlyList<string> Approved { get; init; }

    /// <summary>How many must.</summary>
    public required int Threshold { get; init; }

    /// <summary>What was dealt, once enough have.</summary>
    public DealtShares? Dealt { get; init; }
}

/// <summary>The request of <c>system.getDealtShares</c>: nothing.</summary>
public sealed record GetDealtSharesRequest;

/// <summary>What this boot dealt last. Nothing of it is secret: each share opens for its operator alone.</summary>
public sealed record DealtShares
{
    /// <summary>The genesis record's bytes, base64; their SHA-256 is the deployment's id.</summary>
    public required byte[] Genesis { get; init; }

    /// <summary>The rotation record's bytes, base64; absent if these are the first shares.</summary>
    public byte[]? Rotation { get; init; }

    /// <summary>The shares.</summary>
    public required IReadOnlyList<SealedShare> Shares { get; init; }
}

/// <summary>A share, sealed to its operator.</summary>
public sealed class SealedShare
{
    /// <summary>The operator's key id.</summary>
    public required string KeyId { get; init; }

    /// <summary>HPKE's encapsulated key, ciphertext and tag, base64.</summary>
    public required byte[] Sealed { get; init; }
}

/// <summary>The request of <c>system.provide</c>: stamped by an operator, with the boot's id as audience.</summary>
public sealed record ProvideRequest
{
    /// <summary>The genesis record's bytes, base64.</summary>
    public required byte[] Genesis { get; init; }

    /// <summary>The rotation record's bytes, base64, if the share is of a later dealing.</summary>
    public byte[]? Rotation { get; init; }

    /// <summary>The operator's share, sealed by HPKE to the boot's key, base64.</summary>
    public required byte[] SealedShare { get; init; }

    /// <summary>
    /// Whether the operator knows of no state of the deployment. Only if all of them say so may an empty store be the deployment's.
    /// </summary>
    public bool IsNew { get; init; }
}

/// <summary>The response of <c>system.provide</c>.</summary>
public sealed class ProvideResponse
{
    /// <summary>How many good shares of the dealing there are.</summary>
    public required int Provided { get; init; }

    /// <summary>How many bring the root key back.</summary>
    public required int Threshold { get; init; }
}

/// <summary>What is known of those who hold the root key.</summary>
public sealed class OperatorsStatus
{
    /// <summary>How many must ask for a genesis or a rotation.</summary>
    public required int Threshold { get; init; }

    /// <summary>Each of them.</summary>
    public required IReadOnlyList<OperatorStatus> Operators { get; init; }
}

/// <summary>One who holds a share, or will.</summary>
public sealed class OperatorStatus
{
    /// <summary>What the configuration calls him.</summary>
    public required string Name { get; init; }

    /// <summary>His key's id.</summary>
    public required string KeyId { get; init; }

    /// <summary>Whether he has asked in this boot for the genesis, or, once it serves, for the rotation that is under way.</summary>
    public required bool Approved { get; init; }

    /// <summary>Of which dealing he has provided a good share in this boot, lower hex; absent if he has not.</summary>
    public string? Provided { get; init; }
}
