using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Core.Access.Sessions;

/// <summary>A challenge that was found to be one of this boot, and not to have expired.</summary>
/// <param name="bytes">All of it: <see cref="SessionChallenge.Length"/> bytes.</param>
/// <param name="expiresAt">When it expires.</param>
public sealed class Challenge(ReadOnlyMemory<byte> bytes, DateTimeOffset expiresAt)
{
    /// <summary>All of it.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>When it expires.</summary>
    public DateTimeOffset ExpiresAt { get; } = expiresAt;
}

/// <summary>
/// Makes challenges and knows them again: an end in seconds since 1970 (8 bytes, big-endian), a nonce of 32 bytes, and an HMAC-SHA256 under a key of
/// this boot over both and the deployment. So none costs a record, and none outlives the boot. Any number of threads may use it at once.
/// </summary>
public sealed class Challenges : IDisposable
{
    /// <summary>How long a challenge may be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const int NonceLength = 32;
    private const int SignedLength = sizeof(long) + NonceLength;

    private readonly SecretBytes key = SecretBytes.Random(HMACSHA256.HashSizeInBytes);
    private readonly EnclaveClock clock;
    private readonly byte[] audience;

    internal Challenges(EnclaveClock clock, string genesisId)
    {
        this.clock = clock;
        audience = Encoding.ASCII.GetBytes(genesisId);
    }

    /// <summary>Makes one.</summary>
    /// <exception cref="RequestException">notReady: there is no time to judge by.</exception>
    public Challenge Make()
    {
        byte[] bytes = new byte[SessionChallenge.Length];
        long end = (Now() + Lifetime).ToUnixTimeSeconds();
        BinaryPrimitives.WriteInt64BigEndian(bytes, end);
        RandomNumberGenerator.Fill(bytes.AsSpan(sizeof(long), NonceLength));
        Mac(bytes.AsSpan(0, SignedLength), bytes.AsSpan(SignedLength));
        return new Challenge(bytes, DateTimeOffset.FromUnixTimeSeconds(end));
    }

    /// <summary>Reads one, base64url.</summary>
    /// <exception cref="RequestException">unauthenticated: it is none of this boot, or has expired; notReady: there is no time to judge by.</exception>
    public Challenge Read(string text)
    {
        DateTimeOffset now = Now();
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!Base64UrlText.TryDecode(text, SessionChallenge.Length, out byte[] bytes))
        {
            throw Refused();
        }

        Mac(bytes.AsSpan(0, SignedLength), mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes.AsSpan(SignedLength)))
        {
            throw Refused();
        }

        DateTimeOffset end = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes));
        return now < end ? new Challenge(bytes, end) : throw Refused();
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static RequestException Refused() => new(
        ErrorCode.Unauthenticated, "The challenge is none of this enclave's, or has expired: ask account.createChallenge for another, and use it within 5 minutes.");

    private DateTimeOffset Now() => clock.IsTrusted
        ? clock.GetUtcNow()
        : throw new RequestException(ErrorCode.NotReady, "The enclave's security module does not tell it the time, which challenges are judged by; try again.");

    private void Mac(ReadOnlySpan<byte> signed, Span<byte> mac)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span);
        hash.AppendData("nsl/1 challenge "u8);
        hash.AppendData(audience);
        hash.AppendData(signed);
        hash.GetHashAndReset(mac);
    }
}
