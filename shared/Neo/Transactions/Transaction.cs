using System.Buffers.Binary;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Transactions;

/// <summary>A Neo N3 transaction (neo-project/neo, Transaction). Fees are in datoshi, 10⁻⁸ GAS.</summary>
/// <remarks>
/// It is parsed as a node parses it, with two forms refused that a node takes and rewrites, so that bytes and hash belong
/// together: lengths that are not in the shortest form, and uncompressed groups.
/// </remarks>
public sealed partial class Transaction
{
    /// <summary>The most bytes that a transaction may have.</summary>
    public const int MaxSize = 102_400;

    /// <summary>The most signers and attributes together.</summary>
    public const int MaxSignersAndAttributes = 16;

    /// <summary>The most bytes that a script may have.</summary>
    public const int MaxScript = ushort.MaxValue;

    /// <summary>Bytes in what is signed: the network's number and the hash.</summary>
    public const int SignedDataLength = sizeof(uint) + UInt256.Length;

    private UInt256? hash;
    private int? size;

    /// <summary>The version: always 0.</summary>
    public static byte Version => 0;

    /// <summary>A number that makes it differ from others.</summary>
    public required uint Nonce { get; init; }

    /// <summary>What running the script may cost, in datoshi; not negative.</summary>
    public required long SystemFee { get; init; }

    /// <summary>What its bytes and witnesses cost, in datoshi; not negative.</summary>
    public required long NetworkFee { get; init; }

    /// <summary>The last height of a block that may hold it.</summary>
    public required uint ValidUntilBlock { get; init; }

    /// <summary>Who agrees, 1 to 16; the first is the sender and pays all fees.</summary>
    public required IReadOnlyList<Signer> Signers { get; init; }

    /// <summary>What it says besides; with the signers 16 at most.</summary>
    public IReadOnlyList<TransactionAttribute> Attributes { get; init; } = [];

    /// <summary>What it runs: 1 to 65,535 bytes.</summary>
    public required ReadOnlyMemory<byte> Script { get; init; }

    /// <summary>One for each signer, in their order; empty while it is not signed.</summary>
    public IReadOnlyList<Witness> Witnesses { get; init; } = [];

    /// <summary>The first signer's account.</summary>
    public UInt160 Sender => Signers[0].Account;

    /// <summary>SHA-256 of all but the witnesses.</summary>
    public UInt256 Hash => hash ??= Hashing.Hash.Sha256(WriteUnsigned().Written);

    /// <summary>Bytes with the witnesses.</summary>
    public int Size => size ??= ToBytes().Length;

    /// <summary>The bytes that signers sign: the network's number, little-endian, and the hash.</summary>
    /// <param name="network">The network's number, for example <see cref="NetworkMagic.MainNet"/>.</param>
    public byte[] SignedData(uint network)
    {
        var data = new byte[SignedDataLength];
        BinaryPrimitives.WriteUInt32LittleEndian(data, network);
        Hash.CopyTo(data.AsSpan(sizeof(uint)));
        return data;
    }

    /// <summary>The same transaction with these witnesses, one for each signer.</summary>
    /// <exception cref="ArgumentException">There are not as many as signers.</exception>
    public Transaction WithWitnesses(params IReadOnlyList<Witness> witnesses) => witnesses.Count == Signers.Count
        ? new Transaction
        {
            Nonce = Nonce,
            SystemFee = SystemFee,
            NetworkFee = NetworkFee,
            ValidUntilBlock = ValidUntilBlock,
            Signers = Signers,
            Attributes = Attributes,
            Script = Script,
            Witnesses = witnesses,
        }
        : throw new ArgumentException("There is one witness for each signer.", nameof(witnesses));

    /// <summary>The bytes without witnesses, as the hash is made of them.</summary>
    public byte[] ToUnsignedBytes() => WriteUnsigned().Written.ToArray();

    /// <summary>The bytes that nodes take.</summary>
    public byte[] ToBytes()
    {
        NeoWriter writer = WriteUnsigned();
        writer.WriteVarInt(Witnesses.Count);
        foreach (Witness witness in Witnesses)
        {
            witness.WriteTo(writer);
        }

        return writer.Written.ToArray();
    }

    private NeoWriter WriteUnsigned()
    {
        var writer = new NeoWriter();
        writer.WriteByte(Version);
        writer.WriteUInt32(Nonce);
        writer.WriteInt64(SystemFee);
        writer.WriteInt64(NetworkFee);
        writer.WriteUInt32(ValidUntilBlock);
        writer.WriteVarInt(Signers.Count);
        foreach (Signer signer in Signers)
        {
            signer.WriteTo(writer);
        }

        writer.WriteVarInt(Attributes.Count);
        foreach (TransactionAttribute attribute in Attributes)
        {
            attribute.WriteTo(writer);
        }

        writer.WriteVarBytes(Script.Span);
        return writer;
    }
}
