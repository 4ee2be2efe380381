using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Neo.Hashing;
using Org.BouncyCastle.Crypto.Generators;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>A private key under a passphrase (NEP-2): Base58Check of 0142e0, 4 bytes of the address's hash, and the
/// key, masked and encrypted with what scrypt makes of the passphrase.</summary>
/// <remarks><para>Only scrypt 16384/8/8, which is what wallets write: it takes 16 MiB and some tenths of a second, so
/// that is what an attempt costs whoever asks for one.</para>
/// <para>BouncyCastle's scrypt works in ordinary arrays that it does not clear. Use this where a person's wallet is
/// read or written, not for keys that live in the enclave.</para></remarks>
public static class Nep2
{
    /// <summary>Characters in every NEP-2 text.</summary>
    public const int Length = 58;

    /// <summary>scrypt's cost, N.</summary>
    public const int ScryptN = 16384;

    /// <summary>scrypt's block size, r.</summary>
    public const int ScryptR = 8;

    /// <summary>scrypt's parallelisation, p.</summary>
    public const int ScryptP = 8;

    private const int HeaderLength = 3;
    private const int SaltLength = 4;
    private const int PayloadLength = HeaderLength + SaltLength + PrivateKey.Length;
    private const int DerivedLength = 2 * PrivateKey.Length;

    private static ReadOnlySpan<byte> Header => [0x01, 0x42, 0xe0];

    /// <summary>Encrypts a key.</summary>
    /// <exception cref="FormatException">The passphrase holds something else than ASCII.</exception>
    public static string Encrypt(PrivateKey key, ReadOnlySpan<char> passphrase)
    {
        Span<byte> payload = stackalloc byte[PayloadLength];
        Span<byte> secret = stackalloc byte[PrivateKey.Length];
        Header.CopyTo(payload);
        SaltOf(key, payload.Slice(HeaderLength, SaltLength));
        var derived = Derive(passphrase, payload.Slice(HeaderLength, SaltLength));
        try
        {
            key.CopySecretTo(secret);
            Mask(secret, derived);
            using var aes = Cipher(derived);
            aes.EncryptEcb(secret, payload[(HeaderLength + SaltLength)..], PaddingMode.None);
            return Base58Check.Encode(payload);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <summary>Decrypts a key. False when the text is not NEP-2 (see <see cref="IsWellFormed"/>) or the passphrase is
    /// not the right one.</summary>
    /// <exception cref="FormatException">The passphrase holds something else than ASCII.</exception>
    public static bool TryDecrypt(
        ReadOnlySpan<char> text, ReadOnlySpan<char> passphrase, [NotNullWhen(true)] out PrivateKey? key)
    {
        key = null;
        Span<byte> payload = stackalloc byte[PayloadLength];
        if (!TryReadPayload(text, payload))
        {
            return false;
        }

        ReadOnlySpan<byte> salt = payload.Slice(HeaderLength, SaltLength);
        Span<byte> secret = stackalloc byte[PrivateKey.Length];
        var derived = Derive(passphrase, salt);
        try
        {
            using var aes = Cipher(derived);
            aes.DecryptEcb(payload[(HeaderLength + SaltLength)..], secret, PaddingMode.None);
            Mask(secret, derived);
            key = PrivateKey.TryImport(secret, out var found) && Belongs(found, salt) ? found : null;
            if (key is null)
            {
                found?.Dispose();
            }

            return key is not null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <summary>Whether a text is NEP-2 at all, which needs no passphrase and no scrypt.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        Span<byte> payload = stackalloc byte[PayloadLength];
        return TryReadPayload(text, payload);
    }

    private static bool TryReadPayload(ReadOnlySpan<char> text, Span<byte> payload) =>
        text.Length == Length && Base58Check.TryDecode(text, payload) && payload.StartsWith(Header);

    private static bool Belongs(PrivateKey key, ReadOnlySpan<byte> salt)
    {
        Span<byte> expected = stackalloc byte[SaltLength];
        SaltOf(key, expected);
        return CryptographicOperations.FixedTimeEquals(expected, salt);
    }

    private static void SaltOf(PrivateKey key, Span<byte> salt)
    {
        Span<byte> hash = stackalloc byte[UInt256.Length];
        Hash.Sha256Twice(Encoding.ASCII.GetBytes(Address.ToAddress(key.PublicKey.ScriptHash))).CopyTo(hash);
        hash[..SaltLength].CopyTo(salt);
    }

    private static byte[] Derive(ReadOnlySpan<char> passphrase, ReadOnlySpan<byte> salt)
    {
        // NEP-2 wants NFC, and the programs run with InvariantGlobalization, where Normalize does nothing: another
        // spelling of the same letters would give another key. ASCII is its own NFC.
        var bytes = GC.AllocateArray<byte>(passphrase.Length, pinned: true);
        try
        {
            if (Ascii.FromUtf16(passphrase, bytes, out _) != OperationStatus.Done)
            {
                throw new FormatException("A NEP-2 passphrase must be ASCII here.");
            }

            return SCrypt.Generate(bytes, salt.ToArray(), ScryptN, ScryptR, ScryptP, DerivedLength);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static void Mask(Span<byte> secret, ReadOnlySpan<byte> derived)
    {
        for (var i = 0; i < secret.Length; i++)
        {
            secret[i] ^= derived[i];
        }
    }

    private static Aes Cipher(ReadOnlySpan<byte> derived)
    {
        var aes = Aes.Create();
        aes.SetKey(derived[PrivateKey.Length..]);
        return aes;
    }
}
