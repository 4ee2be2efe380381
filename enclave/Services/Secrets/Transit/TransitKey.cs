using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Enclave.Core.Keys;

namespace NeoServiceLayer.Enclave.Secrets.Transit;

/// <summary>One version of a transit key, loaded: 32 bytes that encrypt, and 32 that authenticate.</summary>
/// <remarks>
/// Each message has a key of its own: HKDF-SHA256 of the encrypting half, with 32 random bytes as salt, which stand before the
/// ciphertext, and <c>nsl/1 transit-message</c> as info. So AES-256-GCM's nonce is zero, and no number of messages is too many.
/// </remarks>
internal sealed class TransitKey : IDisposable
{
    internal const int Length = 2 * HalfLength;

    /// <summary>How much longer a ciphertext is than its plaintext, in bytes.</summary>
    internal const int Overhead = SaltLength + TagLength;

    private const int HalfLength = 32;
    private const int SaltLength = 32;
    private const int TagLength = 16;
    private const int NonceLength = 12;

    private readonly SecretBytes key = new(Length);
    private readonly byte[] name;

    /// <summary>Takes a copy of the key.</summary>
    internal TransitKey(ReadOnlySpan<byte> secret, string keyName, long version)
    {
        secret.CopyTo(key.Span);
        Version = version;
        name = Encoding.ASCII.GetBytes(keyName);
    }

    internal long Version { get; }

    /// <summary>Salt ‖ ciphertext ‖ tag.</summary>
    internal byte[] Encrypt(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated)
    {
        byte[] message = new byte[plaintext.Length + Overhead];
        RandomNumberGenerator.Fill(message.AsSpan(0, SaltLength));
        using AesGcm cipher = CipherOf(message);
        cipher.Encrypt(
            stackalloc byte[NonceLength], plaintext, message.AsSpan(SaltLength, plaintext.Length), message.AsSpan(^TagLength..), Bind(associated));
        return message;
    }

    /// <summary>Opens a message of this key; the plaintext is as much shorter as <see cref="Overhead"/> says.</summary>
    /// <returns>False if it is none, with this associated data; then the plaintext is zero.</returns>
    internal bool TryDecrypt(ReadOnlySpan<byte> message, ReadOnlySpan<byte> associated, Span<byte> plaintext)
    {
        using AesGcm cipher = CipherOf(message);
        try
        {
            cipher.Decrypt(stackalloc byte[NonceLength], message[SaltLength..^TagLength], message[^TagLength..], plaintext, Bind(associated));
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <summary>HMAC-SHA256 with the authenticating half.</summary>
    internal byte[] Authenticate(ReadOnlySpan<byte> data) => HMACSHA256.HashData(key.Span[HalfLength..], data);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private AesGcm CipherOf(ReadOnlySpan<byte> message)
    {
        Span<byte> own = stackalloc byte[HalfLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Span[..HalfLength], own, message[..SaltLength], "nsl/1 transit-message"u8);
        try
        {
            return new AesGcm(own, TagLength);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(own);
        }
    }

    /// <summary>The name's length, 1 byte ‖ the name ‖ version, 8 bytes big-endian ‖ the caller's associated data.</summary>
    private byte[] Bind(ReadOnlySpan<byte> associated)
    {
        byte[] bound = new byte[1 + name.Length + sizeof(long) + associated.Length];
        bound[0] = (byte)name.Length;
        name.CopyTo(bound, 1);
        BinaryPrimitives.WriteInt64BigEndian(bound.AsSpan(1 + name.Length), Version);
        associated.CopyTo(bound.AsSpan(1 + name.Length + sizeof(long)));
        return bound;
    }
}
