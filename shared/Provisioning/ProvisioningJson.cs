using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Json;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Provisioning;

/// <summary>JSON of the records that operators keep: strict.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(GenesisRecord))]
[JsonType(typeof(RotationRecord))]
internal sealed partial class ProvisioningJson : JsonContext
{
    /// <exception cref="FormatException">It is no such record.</exception>
    internal static T Read<T>(ReadOnlySpan<byte> bytes, int longest, JsonTypeInfo<T> info, string name)
    {
        try
        {
            return bytes.Length <= longest && StrictJson.Check(bytes, out _) == StrictJsonError.None && JsonSerializer.Deserialize(bytes, info) is { } record
                ? record
                : throw new FormatException($"The {name} is not one.");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"The {name} is not one.", wrong);
        }
    }
}
