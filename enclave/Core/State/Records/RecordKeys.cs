using System.Buffers.Binary;
using System.Security.Cryptography;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Keys;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>The keyed functions of the records: their names at the parent, their part in the accumulator, and the heads.</summary>
internal sealed class RecordKeys : IDisposable
{
    private const int MaxNamed = 1 + Table.MaxNameLength + RecordId.MaxKeyBytes;

    private readonly KeyedHash naming;
    private readonly KeyedHash summing;
    private readonly KeyedHash heads;

    internal RecordKeys(RootKey root, EnclaveMode mode)
    {
        naming = Of(HashAlgorithmName.SHA256, root, KeyLabel.RecordKey, mode);
        summing = Of(HashAlgorithmName.SHA512, root, KeyLabel.RecordPrf, mode);
        heads = Of(HashAlgorithmName.SHA256, root, KeyLabel.Head, mode);
    }

    /// <summary>A record's key at the parent. It binds the table: HMAC-SHA256 of the table's length, the table and the key.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The key is too long.</exception>
    internal Bytes32 NameOf(Table table, ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, RecordId.MaxKeyBytes);
        Span<byte> named = stackalloc byte[MaxNamed];
        byte[] name = table.NameUtf8;
        named[0] = (byte)name.Length;
        name.CopyTo(named[1..]);
        key.CopyTo(named[(1 + name.Length)..]);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        naming.Compute(named[..(1 + name.Length + key.Length)], mac);
        return new Bytes32(mac);
    }

    /// <summary>A record's part in the accumulator: HMAC-SHA512 of key ‖ version ‖ boot ‖ tag.</summary>
    internal Accumulator PartOf(in Bytes32 record, long version, in Bytes32 boot, UInt128 tag)
    {
        Span<byte> input = stackalloc byte[Bytes32.Length + sizeof(long) + Bytes32.Length + SealedValue.TagLength];
        record.CopyTo(input);
        BinaryPrimitives.WriteInt64BigEndian(input[32..], version);
        boot.CopyTo(input[40..]);
        BinaryPrimitives.WriteUInt128BigEndian(input[72..], tag);
        Span<byte> mac = stackalloc byte[HMACSHA512.HashSizeInBytes];
        summing.Compute(input, mac);
        return Accumulator.Read(mac);
    }

    /// <summary>HMAC-SHA256 of sequence ‖ previous head ‖ digest of the commit ‖ accumulator ‖ count.</summary>
    internal Bytes32 HeadOf(long sequence, in Bytes32 previous, in Bytes32 digest, in Accumulator accumulator, long count)
    {
        Span<byte> input = stackalloc byte[sizeof(long) + (2 * Bytes32.Length) + Accumulator.Length + sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(input, sequence);
        previous.CopyTo(input[8..]);
        digest.CopyTo(input[40..]);
        accumulator.CopyTo(input[72..]);
        BinaryPrimitives.WriteInt64BigEndian(input[136..], count);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        heads.Compute(input, mac);
        return new Bytes32(mac);
    }

    public void Dispose()
    {
        naming.Dispose();
        summing.Dispose();
        heads.Dispose();
    }

    private static KeyedHash Of(HashAlgorithmName algorithm, RootKey root, string label, EnclaveMode mode)
    {
        using SecretBytes key = root.Derive(label, mode, context: default);
        return new KeyedHash(algorithm, key);
    }
}
