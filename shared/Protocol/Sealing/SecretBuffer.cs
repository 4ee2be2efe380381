using System.Buffers;
using System.Security.Cryptography;

namespace NeoServiceLayer.Protocol.Sealing;

/// <summary>A growing buffer for what nobody else may read: in memory that the collector does not move, and that is cleared whenever it is let go.</summary>
public sealed class SecretBuffer : IBufferWriter<byte>, IDisposable
{
    private const int LeastLength = 512;

    private byte[] bytes;
    private int length;

    /// <summary>Creates one.</summary>
    /// <param name="capacity">How many bytes are expected.</param>
    public SecretBuffer(int capacity = LeastLength) => bytes = Allocate(Math.Max(LeastLength, capacity));

    /// <summary>What is written; not used after <see cref="Dispose"/>.</summary>
    public Span<byte> Written => bytes.AsSpan(0, length);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(bytes.Length - length), nameof(count));
        length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int least = checked(length + Math.Max(1, sizeHint));
        if (least > bytes.Length)
        {
            byte[] longer = Allocate(Math.Max(least, (int)Math.Min(Array.MaxLength, 2L * bytes.Length)));
            Written.CopyTo(longer);
            CryptographicOperations.ZeroMemory(bytes);
            bytes = longer;
        }

        return bytes.AsMemory(length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Clears it.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);

    private static byte[] Allocate(int size) => GC.AllocateUninitializedArray<byte>(size, pinned: true);
}
