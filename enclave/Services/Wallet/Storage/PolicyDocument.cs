using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.Wallet.Storage;

/// <summary>A wallet's policy, as it was set.</summary>
internal sealed record PolicyDocument
{
    /// <summary>1, and one more with each change.</summary>
    public required int Version { get; init; }

    public required WalletPolicy Policy { get; init; }

    public required DateTime UpdatedAt { get; init; }

    /// <summary>The key that set it.</summary>
    public required string UpdatedBy { get; init; }
}

/// <summary>What a wallet has signed away lately.</summary>
internal sealed record SpendDocument
{
    /// <summary>In the order of hours.</summary>
    public required IReadOnlyList<HourSpend> Hours { get; init; }
}

/// <summary>What was signed away within an hour.</summary>
internal sealed record HourSpend
{
    /// <summary>The hour: its number since 1970.</summary>
    public required long Hour { get; init; }

    /// <summary>The token's contract, or <c>fees</c>.</summary>
    public required string Asset { get; init; }

    /// <summary>In the smallest unit.</summary>
    public required string Amount { get; init; }
}

/// <summary>Documents as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonType(typeof(PolicyDocument))]
[JsonType(typeof(SpendDocument))]
internal sealed partial class PolicyDocumentJson : JsonContext;
