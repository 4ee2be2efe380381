using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>What an argument of a contract's method is.</summary>
[JsonConverter(typeof(EnumNameConverter<ArgumentType>))]
public enum ArgumentType
{
    /// <summary>Nothing: no value stands with it.</summary>
    [JsonStringEnumMemberName("null")]
    Null,

    /// <summary>true or false.</summary>
    [JsonStringEnumMemberName("boolean")]
    Boolean,

    /// <summary>Decimal digits, after - where it is negative, as text; at most 32 bytes.</summary>
    [JsonStringEnumMemberName("integer")]
    Integer,

    /// <summary>Base64.</summary>
    [JsonStringEnumMemberName("bytes")]
    Bytes,

    /// <summary>Text, which contracts get as UTF-8.</summary>
    [JsonStringEnumMemberName("string")]
    String,

    /// <summary>An account or a contract: its address, or its script hash with 0x.</summary>
    [JsonStringEnumMemberName("hash160")]
    Hash160,

    /// <summary>A transaction's or block's hash, with 0x.</summary>
    [JsonStringEnumMemberName("hash256")]
    Hash256,

    /// <summary>A key: 33 bytes in hexadecimal.</summary>
    [JsonStringEnumMemberName("publicKey")]
    PublicKey,

    /// <summary>A signature: 64 bytes in base64.</summary>
    [JsonStringEnumMemberName("signature")]
    Signature,

    /// <summary>A JSON array of such arguments, each an object with type and value.</summary>
    [JsonStringEnumMemberName("array")]
    Array,
}

/// <summary>An argument of a contract's method.</summary>
public sealed record ContractArgument
{
    /// <summary>What it is.</summary>
    public required ArgumentType Type { get; init; }

    /// <summary>Its value, in the type's form; absent with null alone.</summary>
    public JsonElement? Value { get; init; }
}

/// <summary>A value that a script left, or a contract gave.</summary>
public sealed class ContractValue
{
    /// <summary>null, boolean, integer, bytes, array, map, or what has no value outside the machine: an iterator's name, say.</summary>
    public required string Type { get; init; }

    /// <summary>true or false, decimal digits, or base64; absent for the others.</summary>
    public string? Value { get; init; }

    /// <summary>Bytes as text, where they are UTF-8 without control characters.</summary>
    public string? Text { get; init; }

    /// <summary>The address of bytes that are 20: they may be an account.</summary>
    public string? Address { get; init; }

    /// <summary>The items of an array; of a map a key and its value by turns.</summary>
    public IReadOnlyList<ContractValue>? Items { get; init; }
}
