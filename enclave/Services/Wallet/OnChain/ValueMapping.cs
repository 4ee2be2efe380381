using System.Globalization;
using System.Text;
using System.Text.Unicode;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>Values of the machine as the answer shows them.</summary>
internal static class ValueMapping
{
    // Recursion ends: the reading of nodes' answers follows arrays to a small depth only.
    internal static ContractValue From(ChainValue value) => value switch
    {
        ChainBoolean boolean => new ContractValue { Type = "boolean", Value = boolean.Value ? "true" : "false" },
        ChainInteger integer => new ContractValue { Type = "integer", Value = integer.Value.ToString(CultureInfo.InvariantCulture) },
        ChainBytes bytes => new ContractValue
        {
            Type = "bytes",
            Value = Convert.ToBase64String(bytes.Value.Span),
            Text = ReadText(bytes.Value.Span),
            Address = bytes.Value.Length == UInt160.Length ? Address.ToAddress(new UInt160(bytes.Value.Span)) : null,
        },
        ChainArray array => new ContractValue { Type = "array", Items = [.. array.Items.Select(From)] },
        ChainMap map => new ContractValue { Type = "map", Items = [.. map.Entries.SelectMany(entry => new[] { From(entry.Key), From(entry.Value) })] },
        ChainOpaque opaque => new ContractValue { Type = opaque.Type },
        _ => new ContractValue { Type = "null" },
    };

    /// <summary>Bytes as text that can be shown; null where they are none.</summary>
    internal static string? ReadText(ReadOnlySpan<byte> bytes)
    {
        string? text = Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
        return text is { Length: > 0 } && !text.Any(char.IsControl) ? text : null;
    }
}
