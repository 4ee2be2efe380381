extern alias NeoReference;

using BenchmarkDotNet.Attributes;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using Theirs = NeoReference::Neo.VM.Script;

namespace NeoServiceLayer.Perf.Micro;

/// <summary>
/// Decoding a transfer's script of 91 bytes: its instructions, beside the reference implementation's virtual machine, which
/// keeps what it has read; and what the script asks for, which has nothing beside it.
/// </summary>
public class ScriptBenchmarks
{
    private readonly byte[] script = Transaction.Parse(Samples.Transfer).Script.ToArray();

    [Benchmark(Baseline = true)]
    public int NeoReferenceInstructions()
    {
        Theirs theirs = new(script);
        int count = 0;
        for (int at = 0; at < script.Length; at += theirs.GetInstruction(at).Size)
        {
            count++;
        }

        return count;
    }

    [Benchmark]
    public int ScriptReaderInstructions()
    {
        ScriptReader reader = new(script);
        int count = 0;
        while (reader.TryRead(out _))
        {
            count++;
        }

        return count;
    }

    [Benchmark]
    public int ScriptAnalysisCalls() => ScriptAnalysis.Of(script).Calls.Count;
}
