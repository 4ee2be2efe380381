using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>Reads the arguments of a contract's method into the values that the machine gets.</summary>
internal sealed class Arguments
{
    private const int MaxDigits = 78; // of -2^255, and the sign

    private readonly string member;
    private int inArrays;

    private Arguments(string member) => this.member = member;

    /// <summary>Reads a list of arguments.</summary>
    internal static IReadOnlyList<ScriptValue> Read(IReadOnlyList<ContractArgument>? arguments, string member)
    {
        if (arguments?.Count > WalletLimits.MaxArguments)
        {
            throw new RequestException($"{member} are at most {WalletLimits.MaxArguments}.");
        }

        Arguments reading = new(member);
        return [.. (arguments ?? []).Select(reading.Read)];
    }

    /// <summary>Reads one argument; null where there is none.</summary>
    internal static ScriptValue? ReadOne(ContractArgument? argument, string member) =>
        argument is null ? null : new Arguments(member).Read(argument);

    // An element of a JSON array may be null, whatever the type says.
    private ScriptValue Read(ContractArgument? argument) => argument switch
    {
        null => throw Refused("objects with type and value"),
        { Type: ArgumentType.Null } => argument.Value is null ? new NullValue() : throw Refused("no value with type null"),
        { Value: not { } } => throw Refused("a value with every type but null"),
        { Value: { } value } => Read(argument.Type, value),
    };

    private ScriptValue Read(ArgumentType type, JsonElement value) => type switch
    {
        ArgumentType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? new BooleanValue(value.ValueKind == JsonValueKind.True)
            : throw Refused("true or false with type boolean"),
        ArgumentType.Array => ReadArray(value),
        _ => value.ValueKind == JsonValueKind.String
            ? ReadText(type, value.GetString()!)
            : throw Refused("text with this type"),
    };

    private ScriptValue ReadText(ArgumentType type, string text) => type switch
    {
        ArgumentType.Integer => new IntegerValue(ReadInteger(text)),
        ArgumentType.Bytes => new BytesValue(RequestBytes.Read(text, BytesEncoding.Base64, member, WalletLimits.MaxArgumentBytes)),
        ArgumentType.String => Encoding.UTF8.GetByteCount(text) <= WalletLimits.MaxArgumentBytes
            ? new BytesValue(Encoding.UTF8.GetBytes(text))
            : throw Refused($"at most {WalletLimits.MaxArgumentBytes} bytes"),
        ArgumentType.Hash160 => new BytesValue(BytesOf(ChainText.ReadAccount(text, member))),
        ArgumentType.Hash256 => new BytesValue(BytesOf(ChainNames.ReadHash(text, member))),
        ArgumentType.PublicKey => new BytesValue(RequestBytes.ReadKey(text, member).ToBytes()),
        ArgumentType.Signature => new BytesValue(ReadSignature(text)),
        _ => throw Refused("a type that is known"),
    };

    private ArrayValue ReadArray(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Refused("a JSON array with type array");
        }

        List<ScriptValue> items = [];
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (++inArrays > WalletLimits.MaxArguments)
            {
                throw Refused($"at most {WalletLimits.MaxArguments} values inside arrays");
            }

            items.Add(Read(ReadItem(item)));
        }

        return new ArrayValue(items, isStruct: false);
    }

    private ContractArgument? ReadItem(JsonElement item)
    {
        try
        {
            return item.Deserialize(WalletRequestJson.Default.ContractArgument);
        }
        catch (JsonException)
        {
            throw Refused("objects with type and value inside an array");
        }
    }

    private BigInteger ReadInteger(string text) =>
        text.Length <= MaxDigits && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger integer)
        && !text.StartsWith('+') && integer.GetByteCount() <= ScriptBuilder.MaxInteger
            ? integer
            : throw Refused("decimal digits of an integer of at most 32 bytes with type integer");

    private byte[] ReadSignature(string text)
    {
        byte[] signature = RequestBytes.Read(text, BytesEncoding.Base64, member, PublicKey.SignatureLength);
        return signature.Length == PublicKey.SignatureLength ? signature : throw Refused("64 bytes with type signature");
    }

    private static byte[] BytesOf(UInt160 hash)
    {
        byte[] bytes = new byte[UInt160.Length];
        hash.CopyTo(bytes);
        return bytes;
    }

    private static byte[] BytesOf(UInt256 hash)
    {
        byte[] bytes = new byte[UInt256.Length];
        hash.CopyTo(bytes);
        return bytes;
    }

    private RequestException Refused(string takes) => new($"{member} takes {takes}.");
}
