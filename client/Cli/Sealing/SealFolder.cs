using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Cli.Home;

namespace NeoServiceLayer.Cli.Sealing;

/// <summary>The part of a home that says who its enclave is.</summary>
internal sealed class SealFolder(NslHome home)
{
    private const string SealName = "seal.json";
    private const string TrustName = "trust.json";

    /// <summary>The boot that was attested last; null if none was.</summary>
    internal SealFile? ReadSeal() => home.Read(SealName, SealJson.Default.SealFile);

    internal void WriteSeal(SealFile boot) => home.Replace(SealName, JsonSerializer.Serialize(boot, SealJson.Default.SealFile));

    /// <summary>What it was attested against.</summary>
    internal TrustFile? ReadTrust() => home.Read(TrustName, SealJson.Default.TrustFile);

    internal void WriteTrust(TrustFile trust) => home.Replace(TrustName, JsonSerializer.Serialize(trust, SealJson.Default.TrustFile));
}

/// <summary>JSON of these files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(SealFile))]
[JsonSerializable(typeof(TrustFile))]
internal sealed partial class SealJson : JsonSerializerContext;
