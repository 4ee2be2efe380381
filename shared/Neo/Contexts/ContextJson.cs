using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Neo.Contexts;

/// <summary>A context as it stands in JSON.</summary>
internal sealed record ContextJson(
    string Type, byte[] Data, IReadOnlyDictionary<string, ContextItemJson> Items, uint Network, string? Hash = null);

/// <summary>What is there of a signer.</summary>
internal sealed record ContextItemJson(
    byte[]? Script, IReadOnlyList<ContextParameterJson> Parameters, IReadOnlyDictionary<string, byte[]> Signatures);

/// <summary>A parameter of the signer's script.</summary>
internal sealed record ContextParameterJson(string Type, byte[]? Value = null);

/// <summary>Contexts as JSON: strict.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    MaxDepth = 8, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false)]
[JsonType(typeof(ContextJson))]
internal sealed partial class ContextJsonContext : JsonContext;
