using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Sandbox;

namespace NeoServiceLayer.Tests.Functions.Executions;

/// <summary>A sandbox that runs what a test says in the place of JavaScript.</summary>
internal sealed class SandboxDouble : ISandbox
{
    private int runs;
    private int running;
    private int most;

    /// <summary>What runs.</summary>
    internal Func<SandboxJob, ISandboxHost, CancellationToken, Task<SandboxOutcome>> Code { get; set; } = static (_, _, _) => Task.FromResult(Returns("1"));

    /// <summary>How many runs there were.</summary>
    internal int Runs => Volatile.Read(ref runs);

    /// <summary>How many there were at once, at most.</summary>
    internal int Most => Volatile.Read(ref most);

    internal static SandboxOutcome Returns(string json, long statements = 10) => new() { Result = Encoding.UTF8.GetBytes(json), Statements = statements };

    internal static SandboxOutcome Throws(string message) => new()
    {
        Error = new ExecutionError { Code = ExecutionFailure.Threw, Message = message },
        Statements = 10,
    };

    public async ValueTask<SandboxOutcome> RunAsync(SandboxJob job, ISandboxHost host, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref runs);
        int now = Interlocked.Increment(ref running);
        for (int seen = most; now > seen; seen = most)
        {
            Interlocked.CompareExchange(ref most, now, seen);
        }

        try
        {
            return await Code(job, host, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}

/// <summary>Hosts that answer what a test says, and write one value where a run has asked for that.</summary>
internal sealed class HostsDouble : IRunHosts
{
    private static readonly Table Stored = new("stored-double");

    /// <summary>What a call is answered.</summary>
    internal Func<string, string, Task<HostAnswer>> Answer { get; set; } = static (name, _) => Task.FromResult(Value($"\"{name}\""));

    /// <summary>The secret that every run reads with secrets.get.</summary>
    internal string Secret { get; set; } = "hunter2-hunter2";

    /// <summary>Whether what a run stores can be written.</summary>
    internal bool Commits { get; set; } = true;

    /// <summary>How many calls came through.</summary>
    internal int Calls { get; set; }

    public IRunHost Open(FunctionRun run) => new Host(this, run);

    internal static HostAnswer Value(string json) => new(Encoding.UTF8.GetBytes(json), null, null, default);

    internal static HostAnswer Fails(string code) => new(default, code, "It fails.", default);

    /// <summary>What the last execution stored.</summary>
    internal static async ValueTask<string?> StoredAsync(ITransaction state) =>
        await state.GetAsync(new RecordId(Stored, "value"u8.ToArray())) is { } value ? Encoding.UTF8.GetString(value.Span) : null;

    private sealed class Host(HostsDouble hosts, FunctionRun run) : IRunHost
    {
        private bool hasRead;

        public IReadOnlyList<string> Features => ["secrets"];

        public async ValueTask<HostAnswer> CallAsync(string name, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
        {
            hosts.Calls++;
            if (name == "secrets.get")
            {
                hasRead = true;
                return Value($"\"{hosts.Secret}\"");
            }

            return await hosts.Answer(name, Encoding.UTF8.GetString(arguments.Span)).WaitAsync(cancellationToken);
        }

        public ValueTask<bool> CommitAsync(ITransaction state)
        {
            if (hosts.Commits)
            {
                state.Put(new RecordId(Stored, "value"u8.ToArray()), Encoding.UTF8.GetBytes(run.ExecutionId));
            }

            return new(hosts.Commits);
        }

        public void Forget()
        {
        }

        public string Redact(string text) => hasRead ? text.Replace(hosts.Secret, "[redacted]", StringComparison.Ordinal) : text;
    }
}
