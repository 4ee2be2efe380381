using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>The arguments of <c>secrets.get</c>.</summary>
internal sealed record SecretArguments
{
    public required string Name { get; init; }
}

/// <summary>The arguments of <c>storage.get</c> and <c>storage.delete</c>.</summary>
internal sealed record KeyArguments
{
    public required string Key { get; init; }
}

/// <summary>The arguments of <c>storage.put</c>.</summary>
internal sealed record PutArguments
{
    public required string Key { get; init; }

    public required JsonElement Value { get; init; }
}

/// <summary>The arguments of <c>storage.list</c>.</summary>
internal sealed record ListArguments
{
    public string? Prefix { get; init; }

    public int? Limit { get; init; }

    public string? After { get; init; }
}

/// <summary>The arguments of <c>timer.sleep</c>.</summary>
internal sealed record SleepArguments
{
    public required int Ms { get; init; }
}

/// <summary>Arguments of calls: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(SecretArguments))]
[JsonType(typeof(KeyArguments))]
[JsonType(typeof(PutArguments))]
[JsonType(typeof(ListArguments))]
[JsonType(typeof(SleepArguments))]
internal sealed partial class HostCallJson : JsonContext;
