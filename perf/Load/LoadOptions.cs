namespace NeoServiceLayer.Perf.Load;

/// <summary>The command line of a whole run.</summary>
/// <param name="Programs">The folder of the binaries; those of perf in its folder perf.</param>
/// <param name="Budgets">budgets.json.</param>
/// <param name="Quick">A minute at most: fewer rounds, shorter, fewer shapes.</param>
/// <param name="Grpc">Whether gRPC is measured too.</param>
/// <param name="StateOnly">Whether the wire and HTTP are left out.</param>
/// <param name="SealedOnly">Whether all is left out but what is sealed and receipted.</param>
/// <param name="ChainOnly">Whether all is left out but what makes and relays transactions.</param>
/// <param name="FunctionsOnly">Whether all is left out but functions and the sandbox.</param>
/// <param name="Check">Whether a missed budget is a failure.</param>
internal sealed record LoadOptions(string Programs, string Budgets, bool Quick, bool Grpc, bool StateOnly, bool SealedOnly, bool ChainOnly, bool FunctionsOnly,
    bool Check)
{
    internal const string Usage = "usage: nsl-perf PROGRAMS BUDGETS [--quick] [--grpc] [--state] [--sealed] [--chain] [--functions] [--check]";

    internal int Rounds => Quick ? 3 : 7;

    internal double Seconds => Quick ? 0.15 : 0.4;

    internal int SweepRounds => Quick ? 1 : 3;

    internal double SweepSeconds => Quick ? 0.08 : 0.15;

    internal int StateRounds => Quick ? 1 : 3;

    internal double StateSeconds => Quick ? 0.25 : 0.5;

    /// <summary>How many clients change and read the state at once.</summary>
    internal IReadOnlyList<int> StateShapes => Quick ? [1, 64] : [1, 4, 16, 64];

    /// <summary>Whether the wire and HTTP are measured.</summary>
    internal bool Wire => !StateOnly && !SealedOnly && !ChainOnly && !FunctionsOnly;

    /// <summary>The shapes that budgets speak of.</summary>
    internal IReadOnlyList<Shape> KeyShapes { get; } = [new(64, 1), new(64, 64)];

    /// <summary>The rest of the space, measured more briefly.</summary>
    internal IReadOnlyList<Shape> Sweep => Quick
        ? [new(1024, 16), new(65536, 1), new(64, 256)]
        : [new(64, 16), new(64, 256), new(1024, 1), new(1024, 64), new(16384, 1), new(16384, 16), new(65536, 1), new(65536, 16)];

    /// <summary>Null if the arguments are not understood.</summary>
    internal static LoadOptions? Parse(string[] arguments)
    {
        string[] flags = [.. arguments.Skip(2)];
        return arguments.Length < 2 || flags.Except(["--quick", "--grpc", "--state", "--sealed", "--chain", "--functions", "--check"]).Any()
            ? null
            : new LoadOptions(
                arguments[0], arguments[1], flags.Contains("--quick"), flags.Contains("--grpc"), flags.Contains("--state"),
                flags.Contains("--sealed"), flags.Contains("--chain"), flags.Contains("--functions"),
                flags.Contains("--check"));
    }
}
