using System.Globalization;
using NeoServiceLayer.Tests.Fuzz;
using NeoServiceLayer.Tests.Fuzz.Targets;

// usage: fuzz TARGET SECONDS CORPUS FINDINGS [SEED]
// Feeds a target with mutations of its corpus for so many seconds. An input that breaks what the target promises is written to
// FINDINGS, and the program ends with 1.
Dictionary<string, FuzzTarget> targets = new()
{
    ["frame"] = FrameTarget.Try,
    ["strictjson"] = StrictJsonTarget.Try,
    ["envelope"] = EnvelopeTarget.Try,
    ["transaction"] = TransactionTarget.Try,
    ["script"] = ScriptTarget.Try,
    ["context"] = ContextTarget.Try,
};
if (args.Length is not (4 or 5) || !targets.TryGetValue(args[0], out FuzzTarget? target))
{
    Console.Error.WriteLine($"usage: fuzz {string.Join('|', targets.Keys)} SECONDS CORPUS FINDINGS [SEED]");
    return 2;
}

int seed = args.Length == 5 ? int.Parse(args[4], CultureInfo.InvariantCulture) : Random.Shared.Next();
FuzzRun run = new(target, args[2], args[3], seed);
return run.Go(args[0], TimeSpan.FromSeconds(int.Parse(args[1], CultureInfo.InvariantCulture))) ? 0 : 1;
