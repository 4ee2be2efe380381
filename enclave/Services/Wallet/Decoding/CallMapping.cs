using System.Globalization;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;

namespace NeoServiceLayer.Enclave.Wallet.Decoding;

/// <summary>Calls, transfers and their values as the answer shows them.</summary>
internal static class CallMapping
{
    private static readonly (CallFlags Flag, string Name)[] Flags =
    [
        (CallFlags.ReadStates, "readStates"),
        (CallFlags.WriteStates, "writeStates"),
        (CallFlags.AllowCall, "allowCall"),
        (CallFlags.AllowNotify, "allowNotify"),
    ];

    internal static DecodedCall From(ContractCall call) => new()
    {
        Offset = call.Offset,
        Contract = call.Contract.ToString(),
        ContractName = NativeContracts.Find(call.Contract),
        Method = call.Method,
        CallFlags = [.. Flags.Where(pair => call.Flags.HasFlag(pair.Flag)).Select(pair => pair.Name)],
        Arguments = [.. call.Arguments.Select(From)],
        Asserted = call.Asserted,
    };

    internal static DecodedTransfer From(TokenTransfer transfer)
    {
        (string? symbol, int? decimals) = transfer.Asset == NativeContracts.Gas ? ("GAS", 8)
            : transfer.Asset == NativeContracts.Neo ? ("NEO", 0)
            : (default(string), default(int?));
        return new DecodedTransfer
        {
            Asset = transfer.Asset.ToString(),
            Symbol = symbol,
            Decimals = decimals,
            From = Address.ToAddress(transfer.From),
            To = Address.ToAddress(transfer.To),
            Amount = transfer.Amount.ToString(CultureInfo.InvariantCulture),
            Data = From(transfer.Data),
            Asserted = transfer.Call.Asserted,
        };
    }

    // Recursion ends: the analysis follows arrays to a small depth only.
    private static DecodedValue From(ScriptValue value) => value switch
    {
        BooleanValue boolean => new DecodedValue { Type = "boolean", Value = boolean.Value ? "true" : "false" },
        IntegerValue integer => new DecodedValue
        {
            Type = "integer",
            Value = integer.Value.ToString(CultureInfo.InvariantCulture),
        },
        BytesValue bytes => new DecodedValue
        {
            Type = "bytes",
            Value = Convert.ToHexStringLower(bytes.Value.Span),
            Address = bytes.Value.Length == UInt160.Length ? Address.ToAddress(new UInt160(bytes.Value.Span)) : null,
        },
        ArrayValue array => new DecodedValue
        {
            Type = array.IsStruct ? "struct" : "array",
            Items = [.. array.Items.Select(From)],
        },
        CallResultValue result => new DecodedValue
        {
            Type = "callResult",
            Value = result.Call.Offset.ToString(CultureInfo.InvariantCulture),
        },
        _ => new DecodedValue { Type = "null" },
    };
}
