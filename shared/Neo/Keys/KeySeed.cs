using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>
/// A seed from which keys of secp256r1 follow by paths of numbers: SLIP-10 (satoshilabs/slips, slip-0010.md) for the curve that it calls
/// nist256p1. It owns its bytes: a pinned copy, cleared when disposed.
/// </summary>
/// <remarks>One thread at a time uses it. What is computed on the way is cleared before a method returns.</remarks>
public sealed class KeySeed : IDisposable
{
    /// <summary>Bytes of a seed that is made here: as many as BIP-39 makes of a sentence.</summary>
    public const int Length = 64;

    /// <summary>The fewest bytes that SLIP-10 takes; <see cref="Length"/> is the most.</summary>
    public const int MinLength = 16;

    /// <summary>Added to a number of a path: that step needs the private key above it, and none below gives that key away.</summary>
    public const uint Hardened = 0x8000_0000;

    private const int KeyLength = Curve.FieldLength;
    private const int NodeLength = HMACSHA512.HashSizeInBytes;

    private readonly byte[] seed;
    private bool disposed;

    private KeySeed(byte[] seed) => this.seed = seed;

    // The key of the first HMAC names the curve, so that one seed gives unlike keys on unlike curves.
    private static ReadOnlySpan<byte> CurveName => "Nist256p1 seed"u8;

    /// <summary>Draws a new seed from the operating system's generator.</summary>
    public static KeySeed Create()
    {
        byte[] drawn = GC.AllocateUninitializedArray<byte>(Length, pinned: true);
        RandomNumberGenerator.Fill(drawn);
        return new KeySeed(drawn);
    }

    /// <summary>Takes a copy of a seed. Clearing <paramref name="seed"/> stays with the caller.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has fewer than 16 bytes, or more than 64.</exception>
    public static KeySeed From(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seed.Length, MinLength, nameof(seed));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seed.Length, Length, nameof(seed));
        byte[] owned = GC.AllocateUninitializedArray<byte>(seed.Length, pinned: true);
        seed.CopyTo(owned);
        return new KeySeed(owned);
    }

    /// <summary>The key at a path from the master key, which the empty path names.</summary>
    /// <param name="path">Numbers, each with <see cref="Hardened"/> added where the step is hardened.</param>
    /// <returns>The key; the caller owns it.</returns>
    /// <exception cref="ObjectDisposedException">The seed is gone.</exception>
    public PrivateKey Derive(params ReadOnlySpan<uint> path)
    {
        Span<byte> node = stackalloc byte[NodeLength];
        try
        {
            Walk(path, node);
            return Import(node[..KeyLength]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(node);
        }
    }

    /// <summary>Copies the seed's bytes, which the caller clears when it is done; gives how many.</summary>
    /// <exception cref="ObjectDisposedException">The seed is gone.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter.</exception>
    public int CopySecretTo(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        seed.CopyTo(destination);
        return seed.Length;
    }

    /// <summary>Clears the seed.</summary>
    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(seed);
    }

    /// <summary>Writes the node at a path, 64 bytes: its private key, then its chain code.</summary>
    internal void Walk(ReadOnlySpan<uint> path, Span<byte> node)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        HMACSHA512.HashData(CurveName, seed, node);
        while (!PrivateKey.IsInRange(node[..KeyLength]))
        {
            HMACSHA512.HashData(CurveName, node, node);
        }

        foreach (uint number in path)
        {
            Step(node, number);
        }
    }

    /// <summary>Replaces a node by its child of a number.</summary>
    private static void Step(Span<byte> node, uint number)
    {
        Span<byte> key = node[..KeyLength];
        Span<byte> chainCode = stackalloc byte[KeyLength];
        Span<byte> data = stackalloc byte[1 + KeyLength + sizeof(uint)];
        Span<byte> made = stackalloc byte[NodeLength];
        try
        {
            node[KeyLength..].CopyTo(chainCode);
            WriteParent(key, number, data);
            BinaryPrimitives.WriteUInt32BigEndian(data[(1 + KeyLength)..], number);
            HMACSHA512.HashData(chainCode, data, made);
            while (!Scalar.TryAdd(made[..KeyLength], key))
            {
                // A number of the order or more, or a sum of zero, is no key: the chain code goes on in the key's place.
                data[0] = 1;
                made[KeyLength..].CopyTo(data[1..]);
                HMACSHA512.HashData(chainCode, data, made);
            }

            made.CopyTo(node);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(chainCode);
            CryptographicOperations.ZeroMemory(data);
            CryptographicOperations.ZeroMemory(made);
        }
    }

    /// <summary>Writes what a child is made of: of a hardened one the private key, else the public one; 33 bytes.</summary>
    private static void WriteParent(ReadOnlySpan<byte> key, uint number, Span<byte> data)
    {
        if ((number & Hardened) != 0)
        {
            data[0] = 0;
            key.CopyTo(data[1..]);
            return;
        }

        using PrivateKey parent = Import(key);
        parent.PublicKey.CopyTo(data);
    }

    private static PrivateKey Import(ReadOnlySpan<byte> key) => PrivateKey.TryImport(key, out PrivateKey? imported)
        ? imported
        : throw new CryptographicException("A derived key is out of the range that was checked.");
}
