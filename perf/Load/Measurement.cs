using System.Text.Json.Serialization;

namespace NeoServiceLayer.Perf.Load;

/// <summary>What one client saw in one measurement; the line that every client prints.</summary>
internal sealed record Measurement
{
    public required long Requests { get; init; }

    public required double PerSecond { get; init; }

    public required double P50Us { get; init; }

    public required double P99Us { get; init; }

    public required double P999Us { get; init; }

    public required int RequestBytes { get; init; }

    public required int ResponseBytes { get; init; }

    /// <summary>What the client itself computed for one request, in microseconds; 0 if it does not say.</summary>
    public double ClientUs { get; init; }
}

/// <summary>What is asked in one measurement.</summary>
/// <param name="PayloadBytes">Bytes of the request's payload.</param>
/// <param name="InFlight">Requests that wait for their answers at once.</param>
internal readonly record struct Shape(int PayloadBytes, int InFlight)
{
    public override string ToString() => $"{PayloadBytes} B × {InFlight}";
}

/// <summary>Where the processes of a measurement run.</summary>
internal enum Placement
{
    /// <summary>Client and server on one core.</summary>
    Pinned,

    /// <summary>Where the kernel likes.</summary>
    Free,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Measurement))]
internal sealed partial class MeasurementJson : JsonSerializerContext;
