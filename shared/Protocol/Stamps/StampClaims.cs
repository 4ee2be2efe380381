namespace NeoServiceLayer.Protocol.Stamps;

/// <summary>What a stamp says about its request, in its protected header.</summary>
public sealed record StampClaims
{
    /// <summary><c>kid</c>: the id of the key that signs; <see cref="StampKey.KeyId"/>.</summary>
    public required string KeyId { get; init; }

    /// <summary><c>iat</c>: when it was made, in seconds since 1970.</summary>
    public required long IssuedAt { get; init; }

    /// <summary><c>rid</c>: the request's requestId.</summary>
    public required string RequestId { get; init; }

    /// <summary><c>svc</c>: the request's serviceType.</summary>
    public required string Service { get; init; }

    /// <summary><c>op</c>: the request's operation.</summary>
    public required string Operation { get; init; }

    /// <summary><c>aud</c>: the deployment's genesisId, 64 hexadecimal digits in lower case.</summary>
    public required string Audience { get; init; }

    /// <summary><c>floor</c>: a state that whoever stamps has seen, as a receipt told it; null: none.</summary>
    public StampFloor? Floor { get; init; }
}

/// <summary>A state of a deployment that was seen, with what its enclaves know by that one of them told it.</summary>
public sealed record StampFloor
{
    /// <summary>Length of <see cref="Lineage"/>, in bytes.</summary>
    public const int LineageLength = 16;

    /// <summary>Length of <see cref="Head"/> and <see cref="Mac"/>, in bytes.</summary>
    public const int HashLength = 32;

    /// <summary><c>lineage</c>: the chain of commits.</summary>
    public required ReadOnlyMemory<byte> Lineage { get; init; }

    /// <summary><c>sequence</c>: the number of the commit, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary><c>head</c>: its head.</summary>
    public required ReadOnlyMemory<byte> Head { get; init; }

    /// <summary><c>mac</c>: a receipt's <c>floorMac</c>.</summary>
    public required ReadOnlyMemory<byte> Mac { get; init; }
}
