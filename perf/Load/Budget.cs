using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeoServiceLayer.Perf.Load;

/// <summary>One line of budgets.json: a figure, what it is held against, and how far it may be from that.</summary>
internal sealed record Budget
{
    private const string Above = "p50Above";

    /// <summary>In words, for the table.</summary>
    public required string What { get; init; }

    /// <summary>A hop's name, or a program's.</summary>
    public required string Of { get; init; }

    /// <summary>p50, p99, p999, perSecond: a ratio to <see cref="Beside"/>; p50Above: microseconds more than that; size, idleMemory: megabytes (10⁶ bytes).</summary>
    public required string Figure { get; init; }

    /// <summary>The baseline's name; null for sizes.</summary>
    public string? Beside { get; init; }

    public int PayloadBytes { get; init; }

    public int InFlight { get; init; }

    public double? AtMost { get; init; }

    public double? AtLeast { get; init; }

    [JsonIgnore]
    internal bool IsRatio => Beside is not null;

    [JsonIgnore]
    internal string Limit => AtMost is { } most ? $"≤ {most:0.##}" : $"≥ {AtLeast:0.##}";

    /// <summary>What is held against the limit: the ratio to the baseline, or the difference.</summary>
    internal double HeldAgainst(Comparison comparison) => Figure == Above
        ? comparison.Ours(Pick()) - comparison.Theirs(Pick())
        : comparison.Ratio(Pick());

    internal static Budget[] Read(string file) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(file), BudgetJson.Default.BudgetArray)!;

    internal bool IsAbout(Comparison comparison) =>
        comparison.Hop == Of && comparison.Baseline == Beside && comparison.Shape == new Shape(PayloadBytes, InFlight);

    internal bool IsMetBy(double value) => value <= (AtMost ?? double.MaxValue) && value >= (AtLeast ?? double.MinValue);

    internal Func<Measurement, double> Pick() => Figure switch
    {
        "p50" or Above => static m => m.P50Us,
        "p99" => static m => m.P99Us,
        "p999" => static m => m.P999Us,
        "perSecond" => static m => m.PerSecond,
        _ => throw new PerfException($"budgets.json: there is no figure {Figure}."),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Budget[]))]
internal sealed partial class BudgetJson : JsonSerializerContext;
