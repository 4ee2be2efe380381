namespace NeoServiceLayer.Perf.Load;

/// <summary>Something that can be measured: a client against a server that runs already.</summary>
/// <param name="Name">What it is called in tables and budgets.</param>
/// <param name="Measure">Makes one measurement of so many seconds.</param>
internal sealed record Target(string Name, Func<Placement, Shape, double, Measurement> Measure);

/// <summary>A target beside its baseline, round after round.</summary>
internal sealed record Comparison
{
    public required string Hop { get; init; }

    public required string Baseline { get; init; }

    public required Shape Shape { get; init; }

    public required Placement Placement { get; init; }

    public required IReadOnlyList<(Measurement Ours, Measurement Theirs)> Rounds { get; init; }

    /// <summary>
    /// Measures both in each round, one right after the other and in turns first, because the machine's mood changes from
    /// round to round and only what was measured next to each other can be compared.
    /// </summary>
    internal static Comparison Run(Hop hop, Target theirs, Shape shape, Placement placement, int rounds, double seconds)
    {
        List<(Measurement, Measurement)> done = [];
        for (int round = 0; round < rounds; round++)
        {
            bool oursFirst = round % 2 == 1;
            Measurement first = (oursFirst ? hop.Ours : theirs).Measure(placement, shape, seconds);
            Measurement second = (oursFirst ? theirs : hop.Ours).Measure(placement, shape, seconds);
            done.Add(oursFirst ? (first, second) : (second, first));
        }

        return new Comparison { Hop = hop.Name, Baseline = theirs.Name, Shape = shape, Placement = placement, Rounds = done };
    }

    internal double Ours(Func<Measurement, double> figure) => Median(Rounds.Select(round => figure(round.Ours)));

    internal double Theirs(Func<Measurement, double> figure) => Median(Rounds.Select(round => figure(round.Theirs)));

    /// <summary>The median of the ratios within the rounds, not the ratio of the medians.</summary>
    internal double Ratio(Func<Measurement, double> figure) =>
        Median(Rounds.Select(round => figure(round.Ours) / figure(round.Theirs)));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>One way of reaching an operation, and what it is held against.</summary>
internal sealed record Hop(string Name, Target Ours, IReadOnlyList<Target> Baselines)
{
    /// <summary>Where it is measured.</summary>
    internal IReadOnlyList<Placement> Placements { get; init; } = Enum.GetValues<Placement>();

    /// <summary>Bytes of a request's payload, where these do not vary.</summary>
    internal int PayloadBytes { get; init; }

    /// <summary>With how many clients, where not as usual.</summary>
    internal IReadOnlyList<int>? Clients { get; init; }

    /// <summary>How long each measurement takes, where not as usual.</summary>
    internal double? Seconds { get; init; }
}
