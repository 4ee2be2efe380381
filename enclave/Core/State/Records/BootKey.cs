using System.Buffers.Binary;
using System.Security.Cryptography;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Keys;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>The sealing key of one boot, ready for use. Any thread; one at a time is let in.</summary>
internal sealed class BootKey : IDisposable
{
    private const int NonceLength = 12;

    private readonly Lock gate = new();
    private readonly AesGcm cipher;

    internal BootKey(RootKey root, EnclaveMode mode, in Bytes32 boot)
    {
        Span<byte> context = stackalloc byte[Bytes32.Length];
        boot.CopyTo(context);
        using SecretBytes key = root.Derive(KeyLabel.Seal, mode, context);
        cipher = new AesGcm(key.Span, SealedValue.TagLength);
    }

    internal void Encrypt(ulong counter, ReadOnlySpan<byte> content, Span<byte> ciphertext, Span<byte> tag, ReadOnlySpan<byte> associated)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, counter);
        lock (gate)
        {
            cipher.Encrypt(nonce, content, ciphertext, tag, associated);
        }
    }

    /// <returns>Whether it is what was sealed; if not, <paramref name="content"/> is all zero.</returns>
    internal bool TryDecrypt(
        ulong counter, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> content, ReadOnlySpan<byte> associated)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, counter);
        try
        {
            lock (gate)
            {
                cipher.Decrypt(nonce, ciphertext, tag, content, associated);
            }

            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            content.Clear();
            return false;
        }
    }

    public void Dispose() => cipher.Dispose();

    private static void WriteNonce(Span<byte> nonce, ulong counter)
    {
        nonce[..(NonceLength - sizeof(ulong))].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(nonce[(NonceLength - sizeof(ulong))..], counter);
    }
}
