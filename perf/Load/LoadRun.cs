using NeoServiceLayer.Perf.Load.Chain;
using NeoServiceLayer.Perf.Load.Functions;
using NeoServiceLayer.Perf.Load.State;

namespace NeoServiceLayer.Perf.Load;

/// <summary>A whole run: every hop, pinned and free, each beside its baselines, and then the budgets.</summary>
internal sealed class LoadRun(LoadOptions options, Bench bench, StateBench stateBench, ChainBench chainBench, FunctionBench functionBench, TextWriter output)
{
    private readonly List<Comparison> done = [];
    private readonly Budget[] budgets = [.. Budget.Read(options.Budgets).Where(budget => budget.Of != RecordsRun.Name)];

    /// <summary>Whether every budget that was looked at is met.</summary>
    internal bool Run()
    {
        ComparisonTable.Head(output);
        string gateway = Path.Combine(options.Programs, "gateway");
        bool isThere = File.Exists(gateway);
        if (options.Wire)
        {
            CompareWire();
        }

        if (options.Wire && isThere)
        {
            Compare(bench.Http(gateway), options.Sweep);
        }

        if (!options.ChainOnly && !options.FunctionsOnly)
        {
            CompareStored(isThere);
        }

        if (!options.SealedOnly && !options.FunctionsOnly)
        {
            CompareChain(isThere);
        }

        if (!options.SealedOnly && !options.StateOnly && !options.ChainOnly)
        {
            CompareStarted("sandbox", () => FunctionBench.Sandboxed(output));
            if (isThere)
            {
                CompareStarted("function", functionBench.Served);
            }
        }

        return new BudgetTable(output).Print(budgets, done, Weigh);
    }

    private void CompareStored(bool gatewayIsThere)
    {
        if (!options.SealedOnly)
        {
            CompareState(StateBench.Inside());
        }

        CompareState(stateBench.SealingInside());
        if (gatewayIsThere)
        {
            CompareState(options.SealedOnly ? [] : stateBench.Hops(output));
            CompareState(stateBench.SealedHops(output));
        }
        else
        {
            output.WriteLine("http and state: not measured, there is no gateway in the folder of the programs.");
        }
    }

    private void CompareChain(bool gatewayIsThere)
    {
        CompareState([ChainBench.Transfer(output)]);
        if (!gatewayIsThere)
        {
            return;
        }

        CompareState([stateBench.Ledger()]);
        CompareStarted("relay", () => [chainBench.Relays(output)]);
    }

    /// <summary>What needs more than the programs in the folder, which may not be there.</summary>
    private void CompareStarted(string name, Func<IReadOnlyList<Hop>> start)
    {
        IReadOnlyList<Hop> hops;
        try
        {
            hops = start();
        }
        catch (PerfException failed)
        {
            output.WriteLine($"{name}: not measured. {failed.Message}");
            return;
        }

        CompareState(hops);
    }

    private void CompareWire()
    {
        Compare(Bench.Memory(), []);
        Compare(bench.Wire("unix", tcp: false), options.Sweep);
        Compare(bench.Wire("tcp", tcp: true), options.Sweep);
        Target[] grpc = options.Grpc ? [bench.Grpc(Path.Combine(options.Programs, "perf", "grpc", "grpc-perf"))] : [];
        Compare(bench.Link(inline: true, grpc), []);
        Compare(bench.Link(inline: false, grpc), []);
    }

    private void Compare(Hop hop, IReadOnlyList<Shape> sweep)
    {
        foreach (Shape shape in options.KeyShapes)
        {
            foreach (Target baseline in hop.Baselines)
            {
                Compare(hop, baseline, shape, options.Rounds, options.Seconds);
            }
        }

        foreach (Shape shape in sweep)
        {
            Compare(hop, hop.Baselines[0], shape, options.SweepRounds, options.SweepSeconds);
        }
    }

    /// <summary>What goes to the disk, and what signs: all shapes beside all baselines.</summary>
    private void CompareState(IReadOnlyList<Hop> hops)
    {
        foreach (Hop hop in hops)
        {
            foreach (Target baseline in hop.Baselines)
            {
                foreach (int count in hop.Clients ?? options.StateShapes)
                {
                    Compare(hop, baseline, new Shape(hop.PayloadBytes, count), options.StateRounds, hop.Seconds ?? options.StateSeconds);
                }
            }
        }
    }

    private void Compare(Hop hop, Target baseline, Shape shape, int rounds, double seconds)
    {
        foreach (Placement placement in hop.Placements)
        {
            Comparison comparison = Comparison.Run(hop, baseline, shape, placement, rounds, seconds);
            done.Add(comparison);
            ComparisonTable.Row(output, comparison);
        }
    }

    /// <summary>What a program weighs, in megabytes; null if it is not here.</summary>
    private double? Weigh(Budget budget)
    {
        FileInfo file = new(Path.Combine(options.Programs, budget.Of));
        return budget.Figure switch
        {
            "size" => file.Exists ? file.Length / 1e6 : null,
            "idleMemory" => bench.IdleMemory.TryGetValue(budget.Of, out long bytes) ? bytes / 1e6 : null,
            _ => throw new PerfException($"budgets.json: there is no figure {budget.Figure}."),
        };
    }
}
