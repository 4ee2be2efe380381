using NeoServiceLayer.Enclave.Core.Billing;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Chain;
using NeoServiceLayer.Tests.Functions.Executions;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Triggers;

/// <summary>
/// The enclave dies at every call that it makes of its store, before or after that was done, while an event is executed. The next one, over
/// what the disk holds, executes it until that succeeded: again where it is not known how it went, and never once it is.
/// </summary>
public sealed class TriggerCrashTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_is_executed_until_that_succeeded_and_never_after_wherever_the_enclave_dies(bool after)
    {
        bool died = true;
        int again = 0;
        for (int call = 1; died; call++)
        {
            Assert.InRange(call, 1, 150);
            (died, int runs) = await PlayAsync(call, after);
            again += runs - 1;
        }

        // Some of the deaths before a commit fell between a run and the word that it was over.
        Assert.True(after || again > 0);
    }

    private static async Task<(bool Died, int Runs)> PlayAsync(int call, bool after)
    {
        MemoryStore store = new();
        TestTime time = new();
        SandboxDouble sandbox = new();
        string hook;
        using (TriggerWorld first = await OpenAsync(new MemoryRecordHost(store), sandbox, time))
        {
            hook = (await first.CreateAsync(TriggerWorld.Webhook())).TriggerId;
        }

        string? key = null;
        MemoryRecordHost host = new(store) { DiesAt = call, DiesAfter = after };
        using (TriggerWorld dying = Make(host, sandbox, time))
        {
            dying.Triggers.Start();
            await Waiting.UntilAsync(async () =>
            {
                try
                {
                    key ??= await dying.DeliverAsync(hook, "{}");
                    return host.Asked >= host.DiesAt || (await dying.FindAsync(hook)).Waiting == 0;
                }
                catch (Protocol.Errors.RequestException)
                {
                    return host.Asked >= host.DiesAt;
                }
            });
        }

        using TriggerWorld next = await OpenAsync(new MemoryRecordHost(store), sandbox, time);

        // Who was given no answer calls again.
        string known = await next.DeliverAsync(hook, "{}");
        Assert.Equal(known, key ?? known);
        await Waiting.UntilAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return (await next.FindAsync(hook)).Waiting == 0;
        });
        Assert.Empty(await next.LettersAsync(hook));
        int runs = sandbox.Runs;
        Assert.InRange(runs, 1, 2);
        await next.DeliverAsync(hook, "{}");
        Assert.Equal(0, (await next.FindAsync(hook)).Waiting);
        Assert.Equal(runs, sandbox.Runs);
        return (host.Asked >= host.DiesAt, runs);
    }

    private static TriggerWorld Make(MemoryRecordHost host, SandboxDouble sandbox, TestTime time) => new(
        host,
        (store, functions) => new Enclave.Function.Executions.Executions(store, time, sandbox, new HostsDouble(), functions, new Nobody(), new ExecutionSettings()),
        time);

    private static async Task<TriggerWorld> OpenAsync(MemoryRecordHost host, SandboxDouble sandbox, TestTime time)
    {
        bool isNew = host.Store.Keys.Count == 0;
        TriggerWorld world = Make(host, sandbox, time);
        await world.State.UntilOpenAsync();
        if (isNew)
        {
            await world.MakeFunctionAsync();
        }

        world.Triggers.Start();
        return world;
    }

    private sealed class Nobody : IUsagePayer
    {
        public ValueTask<string> HoldAsync(ITransaction state, Usage usage, long amount, DateTimeOffset time) => throw new InvalidOperationException();

        public ValueTask ChargeAsync(ITransaction state, string hold, long amount, DateTimeOffset time) => throw new InvalidOperationException();
    }
}
