using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>What was signed.</summary>
[JsonConverter(typeof(EnumNameConverter<DataFormat>))]
public enum DataFormat
{
    /// <summary>The data as they are.</summary>
    [JsonStringEnumMemberName("raw")]
    Raw,

    /// <summary>What wallets' signMessage makes of a text: 010001f0, a length, the salt and the text, 0000.</summary>
    [JsonStringEnumMemberName("legacyMessage")]
    LegacyMessage,

    /// <summary>A sign-in of NEP-20: 36 bytes that name the account.</summary>
    [JsonStringEnumMemberName("nep20")]
    Nep20,
}

/// <summary>Why a signature does not hold.</summary>
[JsonConverter(typeof(EnumNameConverter<VerifyDataReason>))]
public enum VerifyDataReason
{
    /// <summary>The key did not sign these data in this format.</summary>
    [JsonStringEnumMemberName("signatureMismatch")]
    SignatureMismatch,

    /// <summary>The sign-in names another account than the key's.</summary>
    [JsonStringEnumMemberName("scriptHashMismatch")]
    ScriptHashMismatch,
}

/// <summary>The request of <c>wallet.verifyData</c>.</summary>
public sealed record VerifyDataRequest
{
    /// <summary>The data, in <see cref="Encoding"/>: with legacyMessage the text's UTF-8; with nep20 its 36 bytes.</summary>
    public required string Data { get; init; }

    /// <summary>How data and signature are written; base64 when absent.</summary>
    public BytesEncoding Encoding { get; init; }

    /// <summary>The signature: 64 bytes, r then s, in <see cref="Encoding"/>.</summary>
    public required string Signature { get; init; }

    /// <summary>The public key in hexadecimal: 33 bytes (compressed) or 65.</summary>
    public required string PublicKey { get; init; }

    /// <summary>What was signed.</summary>
    public required DataFormat Format { get; init; }

    /// <summary>The text that the wallet gave beside the signature; only with legacyMessage, and empty when absent.</summary>
    public string? Salt { get; init; }
}

/// <summary>The response of <c>wallet.verifyData</c>.</summary>
public sealed class VerifyDataResponse
{
    /// <summary>Whether the key signed the data, and they name its account where the format has one.</summary>
    public required bool Valid { get; init; }

    /// <summary>The address of the key's account.</summary>
    public required string Address { get; init; }

    /// <summary>The script hash of the key's account, 0x and reversed.</summary>
    public required string ScriptHash { get; init; }

    /// <summary>Why it is not valid; absent when it is.</summary>
    public VerifyDataReason? Reason { get; init; }
}
