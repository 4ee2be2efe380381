using System.Text.Json.Serialization;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>Who may register an account.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Registration>))]
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
