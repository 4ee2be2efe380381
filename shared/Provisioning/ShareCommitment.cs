using System.Security.Cryptography;

namespace NeoServiceLayer.Provisioning;

/// <summary>
/// What a share is recognised by: SHA-256 of <c>nsl/1 share-commitment</c> and the share, its number first. A share is as random as a key,
/// so its hash tells nothing of it.
/// </summary>
public static class ShareCommitment
{
    /// <summary>Its length in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>The commitment to a share, lower hex.</summary>
    /// <param name="share">The share: its number, then its bytes.</param>
    public static string Of(ReadOnlySpan<byte> share)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("nsl/1 share-commitment"u8);
        hash.AppendData(share);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
