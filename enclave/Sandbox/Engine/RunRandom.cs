using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>
/// The random numbers of a run: SHA-256 of the seed and a counter, block after block. Who does not know the seed cannot tell them from
/// random; who has it gets the same again, which is what a replay needs.
/// </summary>
internal sealed class RunRandom
{
    private readonly byte[] _input;
    private readonly byte[] _block = new byte[SHA256.HashSizeInBytes];
    private ulong _counter;
    private int _used = SHA256.HashSizeInBytes;

    /// <param name="seed">32 bytes.</param>
    public RunRandom(ReadOnlySpan<byte> seed)
    {
        _input = new byte[seed.Length + sizeof(ulong)];
        seed.CopyTo(_input);
    }

    /// <summary>Fills with the next bytes.</summary>
    public void Fill(Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_used == _block.Length)
            {
                BinaryPrimitives.WriteUInt64BigEndian(_input.AsSpan(_input.Length - sizeof(ulong)), _counter++);
                SHA256.HashData(_input, _block);
                _used = 0;
            }

            int count = Math.Min(bytes.Length, _block.Length - _used);
            _block.AsSpan(_used, count).CopyTo(bytes);
            _used += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>A number from 0 to less than 1, with 53 random bits.</summary>
    public double Next()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Fill(bytes);
        return (BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 11) * (1.0 / (1UL << 53));
    }
}
