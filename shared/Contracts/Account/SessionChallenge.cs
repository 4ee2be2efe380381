using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace NeoServiceLayer.Contracts.Account;

/// <summary>What keys sign to open a session: it names the challenge, the session's key and the deployment, so that it opens no other.</summary>
public static class SessionChallenge
{
    /// <summary>The length of a challenge, in bytes.</summary>
    public const int Length = 72;

    /// <summary>The length of a session's public key as it is hashed: 04, x and y.</summary>
    public const int PointLength = 65;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>A passkey's WebAuthn challenge: SHA-256 over the challenge, the session's public key, and the deployment's genesisId (32 bytes).</summary>
    /// <param name="challenge">What account.createChallenge gave, decoded.</param>
    /// <param name="sessionKey">The public key, uncompressed.</param>
    /// <param name="genesisId">The genesisId's 32 bytes.</param>
    /// <exception cref="ArgumentException">One of them has another length.</exception>
    public static byte[] Bind(ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> sessionKey, ReadOnlySpan<byte> genesisId)
    {
        if (challenge.Length != Length || sessionKey.Length != PointLength || genesisId.Length != SHA256.HashSizeInBytes)
        {
            throw new ArgumentException($"The challenge has {Length} bytes, the session's key {PointLength}, and the genesisId {SHA256.HashSizeInBytes}.");
        }

        return SHA256.HashData([.. challenge, .. sessionKey, .. genesisId]);
    }

    /// <summary>The nonce of a NEP-20 login: the first 8 bytes of what a passkey would sign, little-endian, as the message has them.</summary>
    /// <param name="bound">What <see cref="Bind"/> gave.</param>
    public static ulong LoginNonce(ReadOnlySpan<byte> bound) => BinaryPrimitives.ReadUInt64LittleEndian(bound);

    /// <summary>The message that a Neo wallet signs: seven lines without an end of line behind the last.</summary>
    /// <param name="genesisId">The deployment, 64 hexadecimal digits.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="sessionId">The session's id: its key's thumbprint.</param>
    /// <param name="scopes">The scopes as they are asked for; null if they are not.</param>
    /// <param name="expiresAt">When the session ends, UTC; it is written in whole seconds.</param>
    /// <param name="challenge">What account.createChallenge gave.</param>
    public static string Message(
        string genesisId, string accountId, string sessionId, IReadOnlyList<string>? scopes, DateTime expiresAt, string challenge) => string.Join(
        '\n',
        "Open a session with the Neo Service Layer.",
        "Deployment: " + genesisId,
        "Account: " + accountId,
        "Session key: " + sessionId,
        "Scopes: " + (scopes is null ? "all that the key has, but for guard operations" : string.Join(", ", scopes)),
        "Expires: " + expiresAt.ToString(TimeFormat, CultureInfo.InvariantCulture),
        "Challenge: " + challenge);
}
