using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Enclave.Sandbox.Supervisor;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Sandbox.Containment;

/// <summary>JavaScript that wants more than it may have, in the workers of the program that ships (out/enclave-local).</summary>
public sealed class ShippedEngineTests : IDisposable
{
    private readonly SandboxPool pool = new(new SandboxSettings
    {
        Program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../out/enclave-local")),
        WarmWorkers = 1,
    });

    public void Dispose() => pool.Dispose();

    [Theory]
    [InlineData("() => 'a'.repeat(1 << 28).length + 'b'.repeat(1 << 28).length")]
    [InlineData("() => { const kept = []; for (;;) kept.push('x'.repeat(1 << 16) + kept.length); }")]
    [InlineData("() => { let nested = []; for (;;) nested = [nested, new Array(1000).fill(nested)]; }")]
    [InlineData("() => { let number = 3n; for (;;) number = number * number; }")]
    [InlineData("() => { const deep = () => deep() + 1; return deep(); }")]
    [InlineData("() => JSON.parse('['.repeat(200000))")]
    [InlineData("() => /(a+)+$/.test('a'.repeat(40) + 'b')")]
    [InlineData("() => { const p = new Proxy({}, { get: (t, k, r) => r[k] }); return p.x; }")]
    [InlineData("() => ({ get a() { return this.b; }, get b() { return this.a; } }).a")]
    [InlineData("() => { for (;;) {} }")]
    [InlineData("() => new Promise(() => {})")]
    [InlineData("() => { const then = { then(resolve) { resolve(then); } }; return then; }")]
    [InlineData("() => new Uint8Array(1 << 30).length")]
    [InlineData("() => Array.from({ length: 2 ** 32 - 1 }, () => 0).length")]
    [InlineData("() => [1].constructor.constructor('return process')()")]
    public async Task What_it_does_ends_with_a_code_of_its_own_and_others_are_served(string handler)
    {
        SandboxOutcome outcome = await RunAsync(handler);
        Assert.NotNull(outcome.Error);
        Assert.True(outcome.Error.Code != ExecutionFailure.Crashed, outcome.Error.Message);
        SandboxOutcome next = await RunAsync("() => 1");
        Assert.Null(next.Error);
        Assert.Equal("1", Encoding.UTF8.GetString(next.Result.Span));
    }

    private ValueTask<SandboxOutcome> RunAsync(string handler) => pool.RunAsync(
        new SandboxJob
        {
            SourceCode = "export default " + handler,
            Handler = "default",
            Parameters = "null"u8.ToArray(),
            Environment = new Dictionary<string, string>(),
            Features = [],
            Seed = new byte[32],
            Time = DateTimeOffset.UnixEpoch,
            TimeoutMs = 4000,
            MemoryMiB = FunctionLimits.DefaultMemoryMiB,
            Statements = FunctionLimits.DefaultStatements,
        },
        new NoHost(), TestContext.Current.CancellationToken);

    private sealed class NoHost : ISandboxHost
    {
        public ValueTask<HostAnswer> CallAsync(string name, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nothing is asked here.");
    }
}
