using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.Function.Hosting.Effects;

/// <summary>What the executions of one effect key did outside, in the order in which they did it.</summary>
internal sealed record EffectDocument
{
    /// <summary>At most <see cref="Contracts.Function.FunctionLimits.MaxTransactions"/>.</summary>
    public required IReadOnlyList<StoredEffect> Effects { get; init; }
}

/// <summary>Something that was done outside.</summary>
internal sealed record StoredEffect
{
    /// <summary>Which effect of its execution it was, from 1 on.</summary>
    public required int Place { get; init; }

    /// <summary>The execution that did it.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>What it is known by: of the operation and its request.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>What the code was answered.</summary>
    public required byte[] Response { get; init; }
}

/// <summary>How they are written.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(EffectDocument))]
internal sealed partial class EffectJson : JsonContext;
