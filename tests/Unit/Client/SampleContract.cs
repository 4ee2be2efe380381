using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Tests.Client;

/// <summary>A contract with every kind of field that an operation may have, for operations that do not exist yet.</summary>
internal static class SampleContract
{
    internal static readonly Operation<SampleRequest, SampleResponse> AddKey = new(
        "sampleService", "addKey", "Adds a key.", static () => SampleRequestJson.Default.SampleRequest, static () => SampleResponseJson.Default.SampleResponse)
    {
        Effects = Effects.ChangesState,
    };

    internal static readonly Operation<CollidingRequest, SampleResponse> Fetch = new(
        "sampleService", "fetch", "Has fields named like options.",
        static () => SampleRequestJson.Default.CollidingRequest, static () => SampleResponseJson.Default.SampleResponse);

    internal static IReadOnlyList<Operation> All { get; } = [AddKey, Fetch];
}

[JsonConverter(typeof(EnumNameConverter<KeyKind>))]
internal enum KeyKind
{
    [JsonStringEnumMemberName("p256")]
    P256,

    [JsonStringEnumMemberName("neoKey")]
    NeoKey,
}

internal sealed record SampleKey
{
    public required KeyKind Kind { get; init; }

    public string? PublicKey { get; init; }
}

internal sealed record SampleRequest
{
    public required string Name { get; init; }

    public SampleKey? Key { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    public IReadOnlyList<int>? Heights { get; init; }

    public IReadOnlyList<SampleKey>? OtherKeys { get; init; }

    public Dictionary<string, long>? Limits { get; init; }

    public uint? ValidUntilBlock { get; init; }

    public double? Factor { get; init; }

    public bool DryRun { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public byte[]? Blob { get; init; }

    public JsonElement? Extra { get; init; }
}

internal sealed record CollidingRequest(string Url, bool? Json = null);

internal sealed record SampleResponse
{
    public string? KeyId { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SampleRequest))]
[JsonSerializable(typeof(CollidingRequest))]
internal sealed partial class SampleRequestJson : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SampleResponse))]
internal sealed partial class SampleResponseJson : JsonSerializerContext;
