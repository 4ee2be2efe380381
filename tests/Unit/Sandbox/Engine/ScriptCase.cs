using System.Runtime.ExceptionServices;
using System.Text;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Enclave.Sandbox.Engine;

namespace NeoServiceLayer.Tests.Sandbox.Engine;

/// <summary>A function with a host in memory: what it asks is kept, and answered by a test's word, in the order that the test says.</summary>
internal sealed class ScriptCase : IWorkerLink
{
    public static readonly DateTimeOffset Begin = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly List<WorkerCall> _open = [];
    private DateTimeOffset _now = Begin;

    public required string Source { get; init; }

    public string Parameters { get; init; } = "null";

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Features { get; init; } = [];

    public byte Seed { get; init; }

    public long Statements { get; init; } = 5_000_000;

    public int TimeoutMs { get; init; } = 60_000;

    /// <summary>What a call is answered; by default null, in JSON.</summary>
    public Func<WorkerCall, HostAnswer> Answer { get; init; } = _ => new HostAnswer("null"u8.ToArray(), null, null, default);

    /// <summary>Which of the open calls is answered next; by default the first.</summary>
    public Func<IReadOnlyList<WorkerCall>, int> Next { get; init; } = _ => 0;

    /// <summary>What was asked: name, a space, and the arguments.</summary>
    public List<string> Asked { get; } = [];

    public static string Result(string source) => new ScriptCase { Source = source }.Run().ResultText();

    /// <summary>How many calls are not answered whose names begin so.</summary>
    public int Open(string prefix) => _open.Count(call => call.Name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Runs it, on a thread with the stack that workers give.</summary>
    public EngineOutcome Run()
    {
        EngineOutcome? outcome = null;
        SandboxJob job = new()
        {
            SourceCode = Source,
            Handler = "handler",
            Parameters = Encoding.UTF8.GetBytes(Parameters),
            Environment = Environment,
            Features = Features,
            Seed = Enumerable.Repeat(Seed, 32).ToArray(),
            Time = Begin,
            TimeoutMs = TimeoutMs,
            MemoryMiB = 128,
            Statements = Statements,
        };
        ExceptionDispatchInfo? fault = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    outcome = ScriptEngine.Run(job, this);
                }
                catch (Exception exception)
                {
                    fault = ExceptionDispatchInfo.Capture(exception);
                }
            },
            ScriptEngine.StackBytes);
        thread.Start();
        thread.Join();
        fault?.Throw();
        return outcome!;
    }

    void IWorkerLink.Send(WorkerCall call)
    {
        Asked.Add($"{call.Name} {Encoding.UTF8.GetString(call.Arguments.Span)}");
        _open.Add(call);
    }

    WorkerAnswer IWorkerLink.Receive()
    {
        int which = Next(_open);
        WorkerCall call = _open[which];
        _open.RemoveAt(which);
        HostAnswer answer = Answer(call);
        _now = answer.Time == default ? _now.AddMilliseconds(10) : answer.Time;
        return new WorkerAnswer(call.Id, answer with { Time = _now });
    }
}

/// <summary>Outcomes, as tests read them.</summary>
internal static class EngineOutcomes
{
    public static string ResultText(this EngineOutcome outcome) =>
        outcome.Error is null ? Encoding.UTF8.GetString(outcome.Result.Span) : $"{outcome.Error.Code}: {outcome.Error.Message}";

    public static HostAnswer Json(string json) => new(Encoding.UTF8.GetBytes(json), null, null, default);
}
