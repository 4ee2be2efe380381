using System.Text.Json.Serialization;

namespace NeoServiceLayer.Tests.State.Shapes;

internal sealed record Sample
{
    public required string Name { get; init; }

    public required long Amount { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Sample))]
[JsonSerializable(typeof(string))]
internal sealed partial class ShapeJson : JsonSerializerContext;
