using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>Who may register an account.</summary>
[JsonConverter(typeof(EnumNameConverter<Registration>))]
public enum Registration
{
    /// <summary>Anybody.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>Who brings an invitation of an admin key.</summary>
    [JsonStringEnumMemberName("invitation")]
    Invitation,

    /// <summary>Who brings an invitation of an admin key that names the key which registers.</summary>
    [JsonStringEnumMemberName("admin")]
    Admin,
}
