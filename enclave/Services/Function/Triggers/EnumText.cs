using System.Text.Json;

namespace NeoServiceLayer.Enclave.Function.Triggers;

/// <summary>Words of enumerations as the contracts write them.</summary>
internal static class EnumText
{
    internal static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
