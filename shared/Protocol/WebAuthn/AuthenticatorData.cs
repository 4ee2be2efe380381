using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Protocol.WebAuthn;

/// <summary>
/// What an authenticator says in an assertion (W3C WebAuthn Level 3, 6.1): SHA-256 of the relying party's id, a byte of flags, and a counter, 4 bytes
/// big-endian. Attested credential data stands in registrations alone, and extensions only where they were asked for: neither is read.
/// </summary>
/// <param name="SignCount">How many signatures it made; 0 where it does not count.</param>
/// <param name="UserPresent">Whether somebody was there.</param>
/// <param name="UserVerified">Whether that was found to be its user.</param>
public readonly record struct AuthenticatorData(uint SignCount, bool UserPresent, bool UserVerified)
{
    /// <summary>The length of the data that are read, in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes + 1 + sizeof(uint);

    private const byte Present = 0x01;
    private const byte Verified = 0x04;
    private const byte BackupEligible = 0x08;
    private const byte BackedUp = 0x10;
    private const byte Attested = 0x40;
    private const byte Extended = 0x80;

    private ReadOnlyMemory<byte> RpIdHash { get; init; }

    /// <summary>Reads the data, which are copied; false if they have another length, say that something follows, or contradict themselves.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out AuthenticatorData data)
    {
        data = default;
        if (bytes.Length != Length)
        {
            return false;
        }

        byte flags = bytes[SHA256.HashSizeInBytes];
        if ((flags & (Attested | Extended)) != 0 || (flags & (BackupEligible | BackedUp)) == BackedUp)
        {
            return false;
        }

        uint count = BinaryPrimitives.ReadUInt32BigEndian(bytes[(SHA256.HashSizeInBytes + 1)..]);
        data = new AuthenticatorData(count, (flags & Present) != 0, (flags & Verified) != 0) { RpIdHash = bytes[..SHA256.HashSizeInBytes].ToArray() };
        return true;
    }

    /// <summary>Whether it is for a relying party's id.</summary>
    public bool IsFor(string rpId)
    {
        ArgumentNullException.ThrowIfNull(rpId);
        return RpIdHash.Span.SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(rpId)));
    }
}
