using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Contracts.Account;

/// <summary>
/// What approve and reject name: SHA-256 over <c>nsl approval 1</c> and, each as a 4-byte big-endian length and that many bytes, the salt
/// (32 bytes), and in UTF-8 genesisId (as 64 hexadecimal digits in lower case), accountId, approvalId, the key that asks, requestId, service and
/// operation, and last the payload's very bytes. The salt is random, so that the hash tells nothing about a payload that could be guessed.
/// </summary>
public sealed record ApprovalHash
{
    /// <summary>The length of the salt, in bytes.</summary>
    public const int SaltLength = 32;

    /// <summary>The deployment, 64 hexadecimal digits in lower case: the one that you know, not one that is told with the approval.</summary>
    public required string GenesisId { get; init; }

    /// <summary>The account: yours.</summary>
    public required string AccountId { get; init; }

    /// <summary>The approval's id.</summary>
    public required string ApprovalId { get; init; }

    /// <summary>The key that asks; of a session, the one that opened it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>The request's id.</summary>
    public required string RequestId { get; init; }

    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The hash, 64 hexadecimal digits in lower case.</summary>
    public string Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltLength);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("nsl approval 1"u8);
        Append(hash, salt);
        foreach (string member in (ReadOnlySpan<string>)[GenesisId, AccountId, ApprovalId, RequestedBy, RequestId, Service, Operation])
        {
            Append(hash, Encoding.UTF8.GetBytes(member));
        }

        Append(hash, payload);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
