using System.Globalization;
using NeoServiceLayer.Tests.Fuzz;
using NeoServiceLayer.Tests.Fuzz.Targets;
using SharpFuzz;

Dictionary<string, FuzzTarget> targets = new()
{
    ["frame"] = FrameTarget.Try,
    ["strictjson"] = StrictJsonTarget.Try,
    ["envelope"] = EnvelopeTarget.Try,
    ["stamp"] = StampTarget.Try,
    ["transaction"] = TransactionTarget.Try,
    ["script"] = ScriptTarget.Try,
    ["policy"] = PolicyTarget.Try,
    ["context"] = ContextTarget.Try,
    ["image"] = ImageTarget.Try,
    ["receipt"] = ReceiptTarget.Try,
    ["document"] = DocumentTarget.Try,
    ["hpke"] = HpkeTarget.Try,
    ["share"] = ShareTarget.Try,
    ["webauthn"] = WebAuthnTarget.Try,
};

switch (args)
{
    case ["instrument", .. string[] assemblies]:
        foreach (string assembly in assemblies)
        {
            Console.WriteLine($"{assembly}: {Fuzzer.Instrument(assembly, _ => true, Options.Value).Count()} types");
        }

        return 0;
    case ["run", string name, string seconds, string corpus, string findings, ..] when targets.TryGetValue(name, out FuzzTarget? target):
        Coverage.Start();
        IReadOnlyList<byte[]>? inputs = new FuzzRun(name, target, findings)
            .Go(Corpus.Read(corpus), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
        if (inputs is not null && args[^1] == "save")
        {
            Corpus.Extend(corpus, target, inputs);
        }

        return inputs is null ? 1 : 0;
    case ["try", string name, string file] when targets.TryGetValue(name, out FuzzTarget? target):
        Coverage.Start();
        Console.WriteLine(target(File.ReadAllBytes(file)) ? "accepted" : "refused");
        return 0;
    case ["died", string name, string findings]:
        string last = Path.Combine(findings, name + ".last");
        Console.Error.WriteLine($"{name} died or hung. The input is in {Corpus.Keep(findings, name + '-', LastInput.Read(last))}");
        File.Delete(last);
        return 0;
    default:
        Console.Error.WriteLine(
            $"""
            usage: fuzz instrument ASSEMBLY …                     puts counters into assemblies, in place
                   fuzz run TARGET SECONDS CORPUS FINDINGS [save] fuzzes; save adds to CORPUS what reaches more than it did
                   fuzz try TARGET FILE                           tries one input
                   fuzz died TARGET FINDINGS                      keeps the input at which a run ended without a word
            TARGET: {string.Join(", ", targets.Keys)}
            """);
        return 2;
}
