using System.Security.Cryptography;

namespace NeoServiceLayer.Attestation.Receipts;

/// <summary>What stands in a receipt for a payload: SHA-256 of the salt, if there is one, and the payload's very bytes.</summary>
public static class ReceiptHash
{
    /// <summary>Length of the hash, in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>Length of a salt, in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>The hash of a payload.</summary>
    /// <param name="salt">Empty, or <see cref="SaltLength"/> bytes, without which nobody can try payloads against the hash.</param>
    /// <param name="payload">The payload from its first brace to the matching one.</param>
    public static byte[] Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> payload)
    {
        if (salt.IsEmpty)
        {
            return SHA256.HashData(payload);
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }
}
