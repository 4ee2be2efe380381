using System.Text.Json;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>Signers as nodes take them in JSON (neo-project/neo, Signer.FromJson).</summary>
internal static class SignerWriter
{
    internal static void Write(Utf8JsonWriter writer, IReadOnlyList<Signer> signers)
    {
        writer.WriteStartArray();
        foreach (Signer signer in signers)
        {
            Write(writer, signer);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Signer signer)
    {
        writer.WriteStartObject();
        writer.WriteString("account", signer.Account.ToString());
        // An enum of flags, as .NET writes it: the names with commas between, which is how nodes read it.
        writer.WriteString("scopes", signer.Scopes.ToString());
        if (signer.Scopes.HasFlag(WitnessScopes.CustomContracts))
        {
            WriteList(writer, "allowedcontracts", signer.AllowedContracts, static (writer, contract) => writer.WriteStringValue(contract.ToString()));
        }

        if (signer.Scopes.HasFlag(WitnessScopes.CustomGroups))
        {
            WriteList(writer, "allowedgroups", signer.AllowedGroups, static (writer, group) => writer.WriteStringValue(Hex(group)));
        }

        if (signer.Scopes.HasFlag(WitnessScopes.WitnessRules))
        {
            WriteList(writer, "rules", signer.Rules, Write);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, WitnessRule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("action", rule.Action.ToString());
        writer.WritePropertyName("condition");
        Write(writer, rule.Condition);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, WitnessCondition condition)
    {
        writer.WriteStartObject();
        switch (condition)
        {
            case BooleanCondition boolean:
                writer.WriteString("type", "Boolean");
                writer.WriteBoolean("expression", boolean.Value);
                break;
            case NotCondition not:
                writer.WriteString("type", "Not");
                writer.WritePropertyName("expression");
                Write(writer, not.Condition);
                break;
            case AndCondition and:
                writer.WriteString("type", "And");
                WriteList(writer, "expressions", and.Conditions, Write);
                break;
            case OrCondition or:
                writer.WriteString("type", "Or");
                WriteList(writer, "expressions", or.Conditions, Write);
                break;
            case ScriptHashCondition script:
                writer.WriteString("type", "ScriptHash");
                writer.WriteString("hash", script.Hash.ToString());
                break;
            case GroupCondition group:
                writer.WriteString("type", "Group");
                writer.WriteString("group", Hex(group.Group));
                break;
            case CalledByEntryCondition:
                writer.WriteString("type", "CalledByEntry");
                break;
            case CalledByContractCondition contract:
                writer.WriteString("type", "CalledByContract");
                writer.WriteString("hash", contract.Hash.ToString());
                break;
            case CalledByGroupCondition group:
                writer.WriteString("type", "CalledByGroup");
                writer.WriteString("group", Hex(group.Group));
                break;
            default:
                throw new InvalidOperationException("A witness condition of an unknown kind.");
        }

        writer.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static string Hex(PublicKey key) => Convert.ToHexStringLower(key.ToBytes());
}
