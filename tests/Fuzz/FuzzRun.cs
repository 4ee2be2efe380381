using System.Diagnostics;

namespace NeoServiceLayer.Tests.Fuzz;

/// <summary>Tries one input; throws when what the target promises does not hold. True if the input was accepted.</summary>
internal delegate bool FuzzTarget(ReadOnlySpan<byte> input);

/// <summary>Mutates a corpus and tries the results until time is up. The seed repeats a run exactly, but for its length.</summary>
internal sealed class FuzzRun(FuzzTarget target, string corpus, string findings, int seed)
{
    private readonly Random random = new(seed);

    /// <summary>False if something was found.</summary>
    internal bool Go(string name, TimeSpan time)
    {
        byte[][] inputs = [.. Directory.GetFiles(corpus).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        if (inputs.Length == 0)
        {
            throw new InvalidOperationException($"{corpus} holds no input to begin with.");
        }

        long tried = 0;
        long accepted = 0;
        foreach (byte[] input in inputs)
        {
            tried++;
            accepted += Accepts(name, input) is { } good ? Convert.ToInt32(good) : 0;
        }

        if (accepted == 0)
        {
            throw new InvalidOperationException($"{name}: the target accepts nothing of its corpus, so it would find nothing.");
        }

        Stopwatch clock = Stopwatch.StartNew();
        while (clock.Elapsed < time)
        {
            byte[] input = Mutation.Of(inputs, random);
            switch (Accepts(name, input))
            {
                case null:
                    return false;
                case true:
                    accepted++;
                    // What is accepted takes the place of something: mutations pile up instead of starting anew each time.
                    inputs[random.Next(inputs.Length)] = input.Length <= 4096 ? input : inputs[0];
                    break;
            }

            tried++;
        }

        Console.WriteLine($"{name}: {tried} inputs, {accepted} of them accepted, nothing found (seed {seed})");
        return true;
    }

    /// <summary>Null when the input breaks a promise; it is kept.</summary>
    private bool? Accepts(string name, byte[] input)
    {
        try
        {
            return target(input);
        }
        catch (Exception broken)
        {
            // Whatever it is, it is what a fuzzer looks for.
            Directory.CreateDirectory(findings);
            string file = Path.Combine(findings, $"{name}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..16]}");
            File.WriteAllBytes(file, input);
            Console.Error.WriteLine($"{name} (seed {seed}): {broken}\nThe input is in {file}");
            return null;
        }
    }
}
