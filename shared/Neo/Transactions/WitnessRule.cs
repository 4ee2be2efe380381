namespace NeoServiceLayer.Neo.Transactions;

/// <summary>What a rule does where its condition holds.</summary>
public enum WitnessRuleAction
{
    /// <summary>The witness does not count.</summary>
    Deny = 0,

    /// <summary>The witness counts.</summary>
    Allow = 1,
}

/// <summary>A rule of a signer with <see cref="WitnessScopes.WitnessRules"/>: the first whose condition holds decides.</summary>
public sealed record WitnessRule(WitnessRuleAction Action, WitnessCondition Condition)
{
    internal static WitnessRule Read(ref NeoReader reader)
    {
        int start = reader.Offset;
        byte action = reader.ReadByte("rule's action");
        return action <= (byte)WitnessRuleAction.Allow
            ? new WitnessRule((WitnessRuleAction)action, WitnessCondition.Read(ref reader))
            : throw new NeoFormatException($"rule's action: 0x{action:x2} is neither deny nor allow", start);
    }

    internal void WriteTo(NeoWriter writer)
    {
        writer.WriteByte((byte)Action);
        Condition.WriteTo(writer);
    }
}
