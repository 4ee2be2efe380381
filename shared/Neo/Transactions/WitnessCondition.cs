namespace NeoServiceLayer.Neo.Transactions;

/// <summary>
/// When a witness rule applies: a tree of at most <see cref="MaxDepth"/> levels, each node with at most
/// <see cref="MaxItems"/> children (neo-project/neo, WitnessCondition).
/// </summary>
public abstract record WitnessCondition
{
    /// <summary>How many levels a condition may have, the outermost counted.</summary>
    public const int MaxDepth = 3;

    /// <summary>How many conditions <c>and</c> and <c>or</c> may join.</summary>
    public const int MaxItems = 16;

    private protected WitnessCondition()
    {
    }

    internal abstract void WriteTo(NeoWriter writer);

    internal static WitnessCondition Read(ref NeoReader reader, int depth = MaxDepth)
    {
        if (depth <= 0)
        {
            throw new NeoFormatException($"condition: nested deeper than {MaxDepth} levels", reader.Offset);
        }

        int start = reader.Offset;
        byte type = reader.ReadByte("condition");
        return type switch
        {
            BooleanCondition.Type => ReadBoolean(ref reader),
            NotCondition.Type => new NotCondition(Read(ref reader, depth - 1)),
            AndCondition.Type => new AndCondition(ReadList(ref reader, depth)),
            OrCondition.Type => new OrCondition(ReadList(ref reader, depth)),
            ScriptHashCondition.Type => new ScriptHashCondition(reader.ReadUInt160("condition's script hash")),
            GroupCondition.Type => new GroupCondition(Signer.ReadGroup(ref reader)),
            CalledByEntryCondition.Type => new CalledByEntryCondition(),
            CalledByContractCondition.Type => new CalledByContractCondition(reader.ReadUInt160("condition's calling contract")),
            CalledByGroupCondition.Type => new CalledByGroupCondition(Signer.ReadGroup(ref reader)),
            _ => throw new NeoFormatException($"condition: 0x{type:x2} is no condition", start),
        };
    }

    private static BooleanCondition ReadBoolean(ref NeoReader reader)
    {
        int start = reader.Offset;
        byte value = reader.ReadByte("condition's value");
        return value <= 1
            ? new BooleanCondition(value == 1)
            : throw new NeoFormatException("condition's value: neither 0 nor 1", start);
    }

    private static WitnessCondition[] ReadList(ref NeoReader reader, int depth)
    {
        int start = reader.Offset;
        int count = reader.ReadVarInt(MaxItems, "number of joined conditions");
        if (count == 0)
        {
            throw new NeoFormatException("number of joined conditions: 0", start);
        }

        var conditions = new WitnessCondition[count];
        for (int i = 0; i < count; i++)
        {
            conditions[i] = Read(ref reader, depth - 1);
        }

        return conditions;
    }

    private protected static void WriteList(NeoWriter writer, byte type, IReadOnlyList<WitnessCondition> conditions)
    {
        writer.WriteByte(type);
        writer.WriteVarInt(conditions.Count);
        foreach (WitnessCondition condition in conditions)
        {
            condition.WriteTo(writer);
        }
    }
}
