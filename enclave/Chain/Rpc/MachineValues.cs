using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>Several values of the machine: a stack as nodes tell it, the top last, or what a contract told.</summary>
/// <param name="Items">The values; empty where a node says only that it cannot tell them.</param>
[JsonConverter(typeof(MachineValuesConverter))]
internal sealed record MachineValues(IReadOnlyList<ChainValue> Items);

/// <summary>Reads an array of values, or one value that is an array; a text in its place is a node's word that it cannot tell.</summary>
internal sealed class MachineValuesConverter : JsonConverter<MachineValues>
{
    /// <inheritdoc/>
    public override MachineValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ChainValueReader values = new();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                return new MachineValues(values.ReadItems(ref reader, depth: 0));
            case JsonTokenType.StartObject:
                return new MachineValues(values.Read(ref reader, depth: 0) is ChainArray array ? array.Items : []);
            case JsonTokenType.String:
                return new MachineValues([]);
            default:
                throw new JsonException();
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MachineValues value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Nodes' answers are read only.");
}
