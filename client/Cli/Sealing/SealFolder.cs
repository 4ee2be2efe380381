using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Cli.Home;

namespace NeoServiceLayer.Cli.Sealing;

/// <summary>The part of a home that says whom its calls are sealed to.</summary>
internal sealed class SealFolder(NslHome home)
{
    private const string SealName = "seal.json";

    /// <summary>The boot that was attested last; null if none was.</summary>
    internal SealFile? ReadSeal() => home.Read(SealName, SealJson.Default.SealFile);

    internal void WriteSeal(SealFile boot) => home.Replace(SealName, JsonSerializer.Serialize(boot, SealJson.Default.SealFile));
}

/// <summary>JSON of the file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(SealFile))]
internal sealed partial class SealJson : JsonSerializerContext;
