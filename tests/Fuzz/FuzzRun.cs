using System.Diagnostics;

namespace NeoServiceLayer.Tests.Fuzz;

/// <summary>Tries one input; throws when what the target promises does not hold. True if the input was accepted.</summary>
internal delegate bool FuzzTarget(ReadOnlySpan<byte> input);

/// <summary>
/// Mutates a corpus and tries the results until time is up. A mutation that reaches new code joins those that are mutated further.
/// </summary>
internal sealed class FuzzRun(string name, FuzzTarget target, string findings)
{
    // What is kept stays small: a long input is slow to try, and says less.
    private const int MaxKept = 4096;

    private readonly Random random = new();
    private readonly Coverage coverage = new();
    private readonly List<byte[]> inputs = [];
    private int accepted;

    /// <summary>The inputs that reached new code, the given corpus first. Null if one broke a promise; that one is kept in a file.</summary>
    internal IReadOnlyList<byte[]>? Go(IEnumerable<byte[]> corpus, TimeSpan time)
    {
        using LastInput last = new(Path.Combine(findings, name + ".last"));
        foreach (byte[] input in corpus)
        {
            if (!Holds(input, last))
            {
                return null;
            }

            coverage.TakeNew();
            inputs.Add(input);
        }

        int before = coverage.Branches;
        if (accepted == 0 || before == 0)
        {
            throw new InvalidOperationException($"{name} accepts {accepted} inputs of its corpus on {before} branches, so it would find nothing.");
        }

        long tried = 0;
        for (Stopwatch clock = Stopwatch.StartNew(); clock.Elapsed < time; tried++)
        {
            byte[] input = Mutation.Of(inputs, random);
            if (!Holds(input, last))
            {
                return null;
            }

            if (coverage.TakeNew() && input.Length <= MaxKept)
            {
                inputs.Add(input);
            }
        }

        Console.WriteLine($"{name}: {tried} inputs, {accepted} of them accepted; {coverage.Branches} branches ({before} in the corpus); nothing found");
        return inputs;
    }

    private bool Holds(byte[] input, LastInput last)
    {
        last.Set(input);
        Coverage.BeginRun();
        try
        {
            accepted += Convert.ToInt32(target(input));
            return true;
        }
        catch (Exception broken)
        {
            // Whatever it is, it is what a fuzzer looks for.
            Console.Error.WriteLine($"{name}: {broken}\nThe input is in {Corpus.Keep(findings, name + '-', input)}");
            return false;
        }
    }
}
