namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>The request of <c>secrets.putSecretValue</c>.</summary>
public sealed record PutSecretValueRequest : IDisposable
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>The new version's value: 1 byte to 1 MiB, base64.</summary>
    public required SecretValue Value { get; init; }

    /// <summary>The current version that this is to follow: with another one there, nothing is changed.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>Clears what is secret.</summary>
    public void Dispose() => Value.Dispose();
}

/// <summary>The request of <c>secrets.rotateSecret</c>: exactly one of newValue and generator.</summary>
public sealed record RotateSecretRequest : IDisposable
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>The new version's value: 1 byte to 1 MiB, base64.</summary>
    public SecretValue? NewValue { get; init; }

    /// <summary>Has the enclave make it.</summary>
    public ValueGenerator? Generator { get; init; }

    /// <summary>For how many seconds the earlier versions can still be read, 0 to 2,592,000; then they are destroyed.</summary>
    public required int GraceSeconds { get; init; }

    /// <summary>The current version that this is to follow: with another one there, nothing is changed.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>Clears what is secret.</summary>
    public void Dispose() => NewValue?.Dispose();
}

/// <summary>The request of <c>secrets.getSecretValue</c>.</summary>
public sealed record GetSecretValueRequest
{
    /// <summary>Which secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>Which version; the current one when absent.</summary>
    public long? Version { get; init; }

    /// <summary>The public key that the value is sealed to: a point of P-256, 65 bytes that begin with 04, base64.</summary>
    public required byte[] RecipientKey { get; init; }
}

/// <summary>The response of <c>secrets.getSecretValue</c>.</summary>
public sealed class GetSecretValueResponse
{
    /// <summary>The secret.</summary>
    public required string SecretId { get; init; }

    /// <summary>The version that the value is.</summary>
    public required long Version { get; init; }

    /// <summary>The value, sealed with HPKE and bound as <see cref="SecretSealing"/> says; 81 bytes longer than it, base64.</summary>
    public required byte[] SealedValue { get; init; }
}
