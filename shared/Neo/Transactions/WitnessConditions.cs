using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Transactions;

/// <summary>Always, or never.</summary>
public sealed record BooleanCondition(bool Value) : WitnessCondition
{
    internal const byte Type = 0x00;

    internal override void WriteTo(NeoWriter writer) => writer.WriteBytes([Type, Value ? (byte)1 : (byte)0]);
}

/// <summary>When the other condition does not hold.</summary>
public sealed record NotCondition(WitnessCondition Condition) : WitnessCondition
{
    internal const byte Type = 0x01;

    internal override void WriteTo(NeoWriter writer)
    {
        writer.WriteByte(Type);
        Condition.WriteTo(writer);
    }
}

/// <summary>When all of them hold.</summary>
public sealed record AndCondition(IReadOnlyList<WitnessCondition> Conditions) : WitnessCondition
{
    internal const byte Type = 0x02;

    internal override void WriteTo(NeoWriter writer) => WriteList(writer, Type, Conditions);
}

/// <summary>When one of them holds.</summary>
public sealed record OrCondition(IReadOnlyList<WitnessCondition> Conditions) : WitnessCondition
{
    internal const byte Type = 0x03;

    internal override void WriteTo(NeoWriter writer) => WriteList(writer, Type, Conditions);
}

/// <summary>In the contract of that hash.</summary>
public sealed record ScriptHashCondition(UInt160 Hash) : WitnessCondition
{
    internal const byte Type = 0x18;

    internal override void WriteTo(NeoWriter writer)
    {
        writer.WriteByte(Type);
        writer.WriteHash(Hash);
    }
}

/// <summary>In a contract of that group.</summary>
public sealed record GroupCondition(PublicKey Group) : WitnessCondition
{
    internal const byte Type = 0x19;

    internal override void WriteTo(NeoWriter writer)
    {
        writer.WriteByte(Type);
        Signer.WriteGroup(writer, Group);
    }
}

/// <summary>In the entry script and in what it calls directly.</summary>
public sealed record CalledByEntryCondition : WitnessCondition
{
    internal const byte Type = 0x20;

    internal override void WriteTo(NeoWriter writer) => writer.WriteByte(Type);
}

/// <summary>When called by the contract of that hash.</summary>
public sealed record CalledByContractCondition(UInt160 Hash) : WitnessCondition
{
    internal const byte Type = 0x28;

    internal override void WriteTo(NeoWriter writer)
    {
        writer.WriteByte(Type);
        writer.WriteHash(Hash);
    }
}

/// <summary>When called by a contract of that group.</summary>
public sealed record CalledByGroupCondition(PublicKey Group) : WitnessCondition
{
    internal const byte Type = 0x29;

    internal override void WriteTo(NeoWriter writer)
    {
        writer.WriteByte(Type);
        Signer.WriteGroup(writer, Group);
    }
}
