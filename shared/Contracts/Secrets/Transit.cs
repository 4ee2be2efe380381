namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>The request of <c>secrets.encrypt</c>.</summary>
public sealed record EncryptRequest : IDisposable
{
    /// <summary>Which transit key; its newest version encrypts.</summary>
    public required string KeyName { get; init; }

    /// <summary>At most 256 KiB, base64.</summary>
    public required SecretValue Plaintext { get; init; }

    /// <summary>What must be given again to decrypt: at most 4,096 bytes, base64.</summary>
    public byte[]? AssociatedData { get; init; }

    /// <summary>Clears what is secret.</summary>
    public void Dispose() => Plaintext.Dispose();
}

/// <summary>The response of <c>secrets.encrypt</c> and of <c>secrets.rewrap</c>.</summary>
public sealed class CiphertextResponse
{
    /// <summary><c>nsl:v</c>, the key's version, a colon, and base64.</summary>
    public required string Ciphertext { get; init; }

    /// <summary>The key's version.</summary>
    public required long Version { get; init; }
}

/// <summary>The request of <c>secrets.decrypt</c>.</summary>
public sealed record DecryptRequest
{
    /// <summary>The transit key that encrypted it.</summary>
    public required string KeyName { get; init; }

    /// <summary>What encrypt or rewrap gave.</summary>
    public required string Ciphertext { get; init; }

    /// <summary>What was given to encrypt it, base64.</summary>
    public byte[]? AssociatedData { get; init; }

    /// <summary>A public key that the plaintext is sealed to, as with getSecretValue, base64; absent: it stands in the answer.</summary>
    public byte[]? RecipientKey { get; init; }
}

/// <summary>The response of <c>secrets.decrypt</c>: one of plaintext and sealedPlaintext.</summary>
public sealed class DecryptResponse : IDisposable
{
    /// <summary>The plaintext, base64.</summary>
    public SecretValue? Plaintext { get; init; }

    /// <summary>The plaintext, sealed with HPKE and bound as <see cref="SecretSealing"/> says, base64.</summary>
    public byte[]? SealedPlaintext { get; init; }

    /// <summary>The key's version that had encrypted it.</summary>
    public required long Version { get; init; }

    /// <summary>Clears what is secret.</summary>
    public void Dispose() => Plaintext?.Dispose();
}

/// <summary>The request of <c>secrets.rewrap</c>.</summary>
public sealed record RewrapRequest
{
    /// <summary>The transit key that encrypted it.</summary>
    public required string KeyName { get; init; }

    /// <summary>What encrypt or rewrap gave.</summary>
    public required string Ciphertext { get; init; }

    /// <summary>What was given to encrypt it, base64; it stays the same.</summary>
    public byte[]? AssociatedData { get; init; }
}

/// <summary>The request of <c>secrets.hmac</c>.</summary>
public sealed record HmacRequest : IDisposable
{
    /// <summary>Which transit key; its newest version is used.</summary>
    public required string KeyName { get; init; }

    /// <summary>At most 256 KiB, base64.</summary>
    public required SecretValue Data { get; init; }

    /// <summary>Clears what is secret.</summary>
    public void Dispose() => Data.Dispose();
}

/// <summary>The response of <c>secrets.hmac</c>.</summary>
public sealed class HmacResponse
{
    /// <summary>HMAC-SHA256: <c>nsl:v</c>, the key's version, a colon, and 32 bytes in base64.</summary>
    public required string Hmac { get; init; }
}

/// <summary>The request of <c>secrets.verifyHmac</c>.</summary>
public sealed record VerifyHmacRequest : IDisposable
{
    /// <summary>Which transit key.</summary>
    public required string KeyName { get; init; }

    /// <summary>At most 256 KiB, base64.</summary>
    public required SecretValue Data { get; init; }

    /// <summary>What hmac gave.</summary>
    public required string Hmac { get; init; }

    /// <summary>Clears what is secret.</summary>
    public void Dispose() => Data.Dispose();
}

/// <summary>The response of <c>secrets.verifyHmac</c>.</summary>
public sealed class VerifyHmacResponse
{
    /// <summary>Whether it is this key's, over this data.</summary>
    public required bool Valid { get; init; }
}
