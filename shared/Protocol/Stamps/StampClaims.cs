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
}
