using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Transactions;

/// <summary>What a transaction says of itself besides its script (neo-project/neo, TransactionAttribute).</summary>
public abstract record TransactionAttribute
{
    private protected TransactionAttribute()
    {
    }

    /// <summary>Its type as it stands in the bytes.</summary>
    public abstract byte TypeByte { get; }

    internal static TransactionAttribute Read(ref NeoReader reader)
    {
        int start = reader.Offset;
        byte type = reader.ReadByte("attribute");
        return type switch
        {
            HighPriorityAttribute.Type => new HighPriorityAttribute(),
            OracleResponseAttribute.Type => OracleResponseAttribute.ReadBody(ref reader),
            NotValidBeforeAttribute.Type => new NotValidBeforeAttribute(reader.ReadUInt32("NotValidBefore's height")),
            ConflictsAttribute.Type => new ConflictsAttribute(reader.ReadUInt256("Conflicts' hash")),
            NotaryAssistedAttribute.Type => new NotaryAssistedAttribute(reader.ReadByte("NotaryAssisted's number of keys")),
            _ => throw new NeoFormatException($"attribute: 0x{type:x2} is no attribute", start),
        };
    }

    internal void WriteTo(NeoWriter writer)
    {
        writer.WriteByte(TypeByte);
        WriteBody(writer);
    }

    private protected virtual void WriteBody(NeoWriter writer)
    {
    }
}

/// <summary>Before others, for committee members.</summary>
public sealed record HighPriorityAttribute : TransactionAttribute
{
    internal const byte Type = 0x01;

    /// <inheritdoc/>
    public override byte TypeByte => Type;
}

/// <summary>Not in a block below that height.</summary>
public sealed record NotValidBeforeAttribute(uint Height) : TransactionAttribute
{
    internal const byte Type = 0x20;

    /// <inheritdoc/>
    public override byte TypeByte => Type;

    private protected override void WriteBody(NeoWriter writer) => writer.WriteUInt32(Height);
}

/// <summary>Never together with the transaction of that hash. The one attribute that may stand more than once.</summary>
public sealed record ConflictsAttribute(UInt256 Hash) : TransactionAttribute
{
    internal const byte Type = 0x21;

    /// <inheritdoc/>
    public override byte TypeByte => Type;

    private protected override void WriteBody(NeoWriter writer) => writer.WriteHash(Hash);
}

/// <summary>A notary collects the signatures of that many keys.</summary>
public sealed record NotaryAssistedAttribute(byte Keys) : TransactionAttribute
{
    internal const byte Type = 0x22;

    /// <inheritdoc/>
    public override byte TypeByte => Type;

    private protected override void WriteBody(NeoWriter writer) => writer.WriteByte(Keys);
}
