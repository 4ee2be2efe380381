namespace NeoServiceLayer.Perf.Load;

/// <summary>One line for each comparison: medians of ours, and the median ratio to the baseline.</summary>
internal static class ComparisonTable
{
    internal static void Head(TextWriter output)
    {
        output.WriteLine("Ours, and in brackets its ratio to the baseline: the median of the ratios within each round.");
        output.WriteLine();
        output.WriteLine(
            $"{"hop",-9}{"payload",8}{"in fl.",7} {"cores",-7}{"p50 µs",18}{"p99 µs",18}{"p99.9 µs",18}{"requests/s",18}{"load",6}  beside");
    }

    internal static void Row(TextWriter output, Comparison comparison)
    {
        string Figure(Func<Measurement, double> figure, string format) =>
            $"{comparison.Ours(figure).ToString(format)} ({comparison.Ratio(figure):0.00})";
        output.WriteLine(
            $"{comparison.Hop,-9}{comparison.Shape.PayloadBytes,8}{comparison.Shape.InFlight,7} {Name(comparison.Placement),-7}"
            + $"{Figure(m => m.P50Us, "0.0"),18}{Figure(m => m.P99Us, "0.0"),18}{Figure(m => m.P999Us, "0.0"),18}"
            + $"{Figure(m => m.PerSecond, "0"),18}{Footprint.LoadAverage(),6}  {comparison.Baseline}{Client(comparison)}");
        output.Flush();
    }

    /// <summary>What the client itself takes of a request, where it says so.</summary>
    private static string Client(Comparison comparison) =>
        comparison.Ours(m => m.ClientUs) is > 0 and double own ? $"; client {own:0.0} µs" : "";

    internal static string Name(Placement placement) => placement == Placement.Pinned ? "pinned" : "free";
}

/// <summary>The budgets, each met or missed, pinned and free, and how many of each there are.</summary>
internal sealed class BudgetTable(TextWriter output)
{
    /// <summary>gRPC is measured only when asked for; whatever else is not measured is not met.</summary>
    private const string Optional = "gRPC";

    private int met;
    private int missed;
    private int notMeasured;

    /// <returns>Whether all are met.</returns>
    internal bool Print(IReadOnlyList<Budget> budgets, IReadOnlyList<Comparison> done, Func<Budget, double?> weigh)
    {
        output.WriteLine();
        output.WriteLine($"{"budget",-58}{"figure",10}{"baseline",28}{"ratio",8}{"budget",9}  {"cores",-8}verdict");
        foreach (Budget budget in budgets)
        {
            if (budget.IsRatio)
            {
                PrintRatios(budget, done);
            }
            else
            {
                PrintWeight(budget, weigh(budget));
            }
        }

        int unasked = budgets.Count(budget => budget.Beside == Optional && !done.Any(budget.IsAbout));
        output.WriteLine($"{met} met, {missed} missed, {notMeasured} not measured");
        return missed == 0 && notMeasured == unasked;
    }

    private void PrintRatios(Budget budget, IReadOnlyList<Comparison> done)
    {
        Comparison[] about = [.. done.Where(budget.IsAbout)];
        if (about.Length == 0)
        {
            notMeasured++;
            output.WriteLine($"{budget.What,-58}{"",10}{budget.Beside,28}{"",8}{budget.Limit,9}  {"",-8}not measured");
        }

        foreach (Comparison comparison in about)
        {
            Func<Measurement, double> figure = budget.Pick();
            double ratio = budget.HeldAgainst(comparison);
            output.WriteLine(
                $"{budget.What,-58}{comparison.Ours(figure),10:0.0}{$"{comparison.Theirs(figure):0.0} {budget.Beside}",28}{ratio,8:0.00}"
                + $"{budget.Limit,9}  {ComparisonTable.Name(comparison.Placement),-8}{Verdict(budget.IsMetBy(ratio))}");
        }
    }

    private void PrintWeight(Budget budget, double? megabytes)
    {
        string verdict = "not measured";
        if (megabytes is { } weight)
        {
            verdict = Verdict(budget.IsMetBy(weight));
        }
        else
        {
            notMeasured++;
        }

        output.WriteLine(
            $"{budget.What,-58}{(megabytes is { } mb ? $"{mb:0.0} MB" : ""),10}{"",28}{"",8}{budget.Limit,9}  {"",-8}{verdict}");
    }

    private string Verdict(bool isMet)
    {
        met += isMet ? 1 : 0;
        missed += isMet ? 0 : 1;
        return isMet ? "met" : "missed";
    }
}
