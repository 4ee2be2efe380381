extern alias NeoReference;

using BenchmarkDotNet.Attributes;
using NeoReference::Neo.IO;
using NeoServiceLayer.Neo.Transactions;
using Theirs = NeoReference::Neo.Network.P2P.Payloads.Transaction;

namespace NeoServiceLayer.Perf.Micro;

/// <summary>Decoding a transaction of 249 bytes and hashing it, beside the reference implementation.</summary>
public class TransactionBenchmarks
{
    [Benchmark(Baseline = true)]
    public int NeoReferenceParse() => Samples.Transfer.AsSerializable<Theirs>().Hash.GetHashCode();

    [Benchmark]
    public int TransactionParse() => Transaction.Parse(Samples.Transfer).Hash.GetHashCode();
}
