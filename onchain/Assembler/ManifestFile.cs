using System.Buffers;
using System.Text.Json;

namespace NeoServiceLayer.Assembler;

/// <summary>Writes a contract's manifest (neo-project/neo, ContractManifest).</summary>
internal static class ManifestFile
{
    internal static byte[] Write(AssembledContract contract)
    {
        ArrayBufferWriter<byte> output = new();
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("name", contract.Name);
            WriteEmpty(json, "groups");
            json.WriteStartObject("features");
            json.WriteEndObject();
            WriteEmpty(json, "supportedstandards");
            WriteAbi(json, contract);
            WritePermissions(json, contract);
            WriteEmpty(json, "trusts");
            json.WriteNull("extra");
            json.WriteEndObject();
        }

        return [.. output.WrittenSpan, (byte)'\n'];
    }

    private static void WriteAbi(Utf8JsonWriter json, AssembledContract contract)
    {
        json.WriteStartObject("abi");
        json.WriteStartArray("methods");
        foreach (Method method in contract.Methods)
        {
            json.WriteStartObject();
            json.WriteString("name", method.Name);
            WriteParameters(json, method.Parameters);
            json.WriteString("returntype", method.Returns);
            json.WriteNumber("offset", method.Offset);
            json.WriteBoolean("safe", method.IsSafe);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (Event told in contract.Events)
        {
            json.WriteStartObject();
            json.WriteString("name", told.Name);
            WriteParameters(json, told.Parameters);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, IReadOnlyList<Parameter> parameters)
    {
        json.WriteStartArray("parameters");
        foreach (Parameter parameter in parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("type", parameter.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePermissions(Utf8JsonWriter json, AssembledContract contract)
    {
        json.WriteStartArray("permissions");
        foreach (IGrouping<string, Permission> other in contract.Permissions.GroupBy(permission => permission.Contract, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("contract", other.Key);
            json.WriteStartArray("methods");
            foreach (Permission permission in other)
            {
                json.WriteStringValue(permission.Method);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEmpty(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
