using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>How bytes stand in a request's text.</summary>
[JsonConverter(typeof(EnumNameConverter<BytesEncoding>))]
public enum BytesEncoding
{
    /// <summary>Base64 with padding (RFC 4648, 4).</summary>
    [JsonStringEnumMemberName("base64")]
    Base64,

    /// <summary>Hexadecimal digits of either case, without 0x.</summary>
    [JsonStringEnumMemberName("hex")]
    Hex,
}
