namespace NeoServiceLayer.Perf.Load;

/// <summary>One line for each comparison: medians of ours, and the median ratio to the baseline.</summary>
internal static class ComparisonTable
{
    internal static void Head(TextWriter output)
    {
        output.WriteLine("Ours, and in brackets its ratio to the baseline: the median of the ratios within each round.");
        output.WriteLine();
        output.WriteLine(
            $"{"hop",-7}{"payload",8}{"in fl.",7} {"cores",-7}{"p50 µs",18}{"p99 µs",18}{"p99.9 µs",18}{"requests/s",18}  beside");
    }

    internal static void Row(TextWriter output, Comparison comparison)
    {
        string Figure(Func<Measurement, double> figure, string format) =>
            $"{comparison.Ours(figure).ToString(format)} ({comparison.Ratio(figure):0.00})";
        output.WriteLine(
            $"{comparison.Hop,-7}{comparison.Shape.PayloadBytes,8}{comparison.Shape.InFlight,7} {Name(comparison.Placement),-7}"
            + $"{Figure(m => m.P50Us, "0.0"),18}{Figure(m => m.P99Us, "0.0"),18}{Figure(m => m.P999Us, "0.0"),18}"
            + $"{Figure(m => m.PerSecond, "0"),18}  {comparison.Baseline}");
        output.Flush();
    }

    internal static string Name(Placement placement) => placement == Placement.Pinned ? "pinned" : "free";
}

/// <summary>The budgets, each met or missed, pinned and free.</summary>
internal static class BudgetTable
{
    /// <summary>gRPC is measured only when asked for; whatever else is not measured is not met.</summary>
    private const string Optional = "gRPC";

    /// <returns>Whether all are met.</returns>
    internal static bool Print(
        TextWriter output, IReadOnlyList<Budget> budgets, IReadOnlyList<Comparison> done, Func<Budget, double?> weigh)
    {
        bool all = true;
        output.WriteLine();
        output.WriteLine($"{"budget",-48}{"figure",10}{"baseline",24}{"ratio",8}{"budget",9}  verdict");
        foreach (Budget budget in budgets)
        {
            all &= budget.IsRatio ? PrintRatios(output, budget, done) : PrintWeight(output, budget, weigh(budget));
        }

        return all;
    }

    private static bool PrintRatios(TextWriter output, Budget budget, IReadOnlyList<Comparison> done)
    {
        Comparison[] about = [.. done.Where(comparison => comparison.Hop == budget.Of && comparison.Baseline == budget.Beside
            && comparison.Shape == new Shape(budget.PayloadBytes, budget.InFlight))];
        if (about.Length == 0)
        {
            output.WriteLine($"{budget.What,-48}{"",10}{budget.Beside,24}{"",8}{budget.Limit,9}  not measured");
        }

        bool all = about.Length > 0 || budget.Beside == Optional;
        foreach (Comparison comparison in about)
        {
            Func<Measurement, double> figure = budget.Pick();
            double ratio = comparison.Ratio(figure);
            bool met = budget.IsMetBy(ratio);
            all &= met;
            output.WriteLine(
                $"{budget.What,-48}{comparison.Ours(figure),10:0.0}{$"{comparison.Theirs(figure):0.0} {budget.Beside}",24}{ratio,8:0.00}"
                + $"{budget.Limit,9}  {(met ? "met" : "missed")}, {ComparisonTable.Name(comparison.Placement)}");
        }

        return all;
    }

    private static bool PrintWeight(TextWriter output, Budget budget, double? megabytes)
    {
        bool met = megabytes is { } weight && budget.IsMetBy(weight);
        string verdict = megabytes is null ? "not measured" : met ? "met" : "missed";
        output.WriteLine($"{budget.What,-48}{(megabytes is { } mb ? $"{mb:0.0} MB" : ""),10}{"",24}{"",8}{budget.Limit,9}  {verdict}");
        return met;
    }
}
