using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.Function.Storage;

/// <summary>A function as it is stored.</summary>
internal sealed record FunctionDocument
{
    public required string AccountId { get; init; }

    public required string FunctionId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required int ActiveVersion { get; init; }

    public required int LatestVersion { get; init; }

    /// <summary>That of the active version.</summary>
    public required string SourceHash { get; init; }

    public string? BankAccountId { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }
}

/// <summary>A version as it is stored; it never changes.</summary>
internal sealed record FunctionVersionDocument
{
    public required string FunctionId { get; init; }

    public required int Version { get; init; }

    public required string SourceHash { get; init; }

    /// <summary>The SHA-256 of the code alone; it is set when the version is stored.</summary>
    public string? CodeHash { get; init; }

    /// <summary>The code, which stands in a record of its own; empty where it was not asked for.</summary>
    [JsonIgnore]
    public string SourceCode { get; init; } = "";

    public required string Handler { get; init; }

    public required int TimeoutMs { get; init; }

    public required int MemoryMiB { get; init; }

    public required long Statements { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required IReadOnlyDictionary<string, string> Secrets { get; init; }

    public required IReadOnlyDictionary<string, string> Wallets { get; init; }

    public required IReadOnlyList<string> AllowedHosts { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    internal ExecutionLimits Limits => new() { TimeoutMs = TimeoutMs, MemoryMiB = MemoryMiB, Statements = Statements };

    internal FunctionSource Source => new(SourceCode, Handler, Environment, Secrets, Wallets, AllowedHosts);
}

/// <summary>How they are written.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(FunctionDocument))]
[JsonType(typeof(FunctionVersionDocument))]
[JsonType(typeof(StorageDocument))]
internal sealed partial class FunctionDocumentJson : JsonContext;
