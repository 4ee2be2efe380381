namespace NeoServiceLayer.Perf.Load.State;

/// <summary>What is sealed and receipted, beside the same without.</summary>
internal sealed partial class StateBench
{
    /// <summary>What one sealed request holds, about.</summary>
    private const int SealedBytes = 1024;

    /// <summary>Sealing, opening and receipts by themselves, on one core, beside C on OpenSSL's library there.</summary>
    internal IReadOnlyList<Hop> SealingInside()
    {
        string self = Environment.ProcessPath!;
        Hop Inside(string name, Target beside) => new(
            name,
            new Target(name, (placement, shape, seconds) => Processes.Measure(placement, self, name, Text(shape.PayloadBytes), Text(seconds))),
            [beside])
        {
            PayloadBytes = SealedBytes,
            Clients = [1],
            Placements = [Placement.Pinned],
        };
        Target Native(string work) => new("C OpenSSL", (placement, shape, seconds) =>
            Processes.Measure(placement, Program("hpke"), work, Text(shape.PayloadBytes), Text(seconds)));
        return [Inside("seal", Native("seal")), Inside("open", Native("open")), Inside("receipt", OpenSsl.Sign)];
    }

    /// <summary>secrets.putSecretValue over HTTP, sealed and in the clear, each stamped, receipted, and durable when it is answered.</summary>
    internal IReadOnlyList<Hop> SealedHops(TextWriter output)
    {
        CommitShape put = Probe(Callers[Placement.Free], StampedCallers.Put, output);
        Target clear = Ours(Callers, StampedCallers.Put) with { Name = "in the clear" };
        return
        [
            new Hop("putSealed", Ours(Callers, StampedCallers.PutSealed), [clear, Commits(put)[1]])
            {
                PayloadBytes = StampedCallers.PutBytes,
                Clients = [1, 64],
            },
        ];
    }
}
