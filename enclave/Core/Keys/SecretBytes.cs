using System.Security.Cryptography;

namespace NeoServiceLayer.Enclave.Core.Keys;

/// <summary>A secret of a fixed length in memory of its own, which the collector does not move and which is cleared at the end.</summary>
public sealed class SecretBytes : IDisposable
{
    private readonly byte[] bytes;

    /// <summary>Makes room for a secret of so many bytes; all zero.</summary>
    public SecretBytes(int length) => bytes = GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>The secret. Not used after <see cref="Dispose"/>.</summary>
    public Span<byte> Span => bytes;

    /// <summary>Makes a random secret.</summary>
    public static SecretBytes Random(int length)
    {
        SecretBytes made = new(length);
        RandomNumberGenerator.Fill(made.bytes);
        return made;
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);
}
