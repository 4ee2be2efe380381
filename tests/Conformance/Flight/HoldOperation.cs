using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Tests.Conformance.Flight;

/// <summary>The request of <c>test.hold</c>.</summary>
internal sealed record HoldRequest
{
    /// <summary>What the test releases it by.</summary>
    public required string Key { get; init; }
}

/// <summary>The response of <c>test.hold</c>.</summary>
internal sealed record HoldResponse
{
    /// <summary>The request's.</summary>
    public required string Key { get; init; }
}

/// <summary>An operation that ends when the test says so.</summary>
internal static class HoldOperation
{
    internal static readonly Operation<HoldRequest, HoldResponse> Hold = new(
        "test", "hold", "Waits for the test.", static () => HoldJson.Default.HoldRequest, static () => HoldJson.Default.HoldResponse);
}

/// <summary>JSON of <c>test.hold</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(HoldRequest))]
[JsonSerializable(typeof(HoldResponse))]
internal sealed partial class HoldJson : JsonSerializerContext;
