using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.GasBank;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Executions;

/// <summary>
/// The enclave dies at every call that it makes to its store while it executes: whoever asks again in its next life finds one execution,
/// which never ran twice, with what it stored if it succeeded and nothing if it was cut off, and books in which nothing is left held.
/// </summary>
public sealed class ExecutionCrashTests
{
    private const long Funds = 1_000_000_000;

    private static readonly ExecutionSettings Prices = new() { PricePerMillionStatements = 1_000_000, PaidTo = GasBankWorld.Receiver };

    [Theory]
    [InlineData(false, "waits")]
    [InlineData(true, "waits")]
    [InlineData(false, "async")]
    [InlineData(true, "async")]
    [InlineData(false, "trigger")]
    [InlineData(true, "trigger")]
    public async Task After_a_death_at_any_call_there_was_one_run_at_most(bool after, string how)
    {
        HashSet<ExecutionStatus> ends = [];
        for (int call = 1; ; call++)
        {
            MemoryStore store = new();
            MemoryRecordHost host = new(store) { DiesAfter = after };
            int runs;
            BankAccountDescription account;
            using (TestState state = TestState.Start(host, settings: TestState.Quick with { CacheBytes = 0, DoubtPatience = TimeSpan.FromMilliseconds(1) }))
            {
                await state.UntilOpenAsync();
                GasBankWorld bank = new(state.Store, functions: Prices);
                account = await bank.Alice.FundedAsync(Funds);
                await bank.Alice.AllocateAsync(account, Funds / 2, functionId: ExecutionWorld.Function);
                using ExecutionWorld dying = await new ExecutionWorld(state.Store, Prices, bank.Service.UsagePayer).WithFunctionAsync(bankAccountId: account.BankAccountId);
                host.DiesAt = host.Asked + call;
                Task<ExecutionDescription> work = ExecuteAsync(dying, how);
                while (!work.IsCompleted && host.Asked < host.DiesAt)
                {
                    await Task.Yield();
                }

                if (!work.IsCompleted)
                {
                    // It is dead, and with its store gone would try for a while.
                    dying.Dispose();
                }

                try
                {
                    await work;
                }
                catch (RequestException died)
                {
                    Assert.True(host.Asked >= host.DiesAt, died.Message);
                }

                runs = dying.Sandbox.Runs;
            }

            bool lived = host.Asked < host.DiesAt;
            ends.Add(await MustHoldAsync(store, account, how, runs));
            if (lived)
            {
                break;
            }
        }

        Assert.Contains(ExecutionStatus.Interrupted, ends);
        Assert.Contains(ExecutionStatus.Succeeded, ends);
    }

    private static async Task<ExecutionStatus> MustHoldAsync(MemoryStore store, BankAccountDescription account, string how, int runs)
    {
        using TestState state = await TestState.OpenAsync(store);
        GasBankWorld bank = new(state.Store, functions: Prices);
        using ExecutionWorld world = new(state.Store, Prices, bank.Service.UsagePayer);
        ExecutionDescription end = await ExecuteAsync(world, how);
        Assert.InRange(runs + world.Sandbox.Runs, end.Status == ExecutionStatus.Succeeded ? 1 : 0, 1);
        Assert.Equal(end.Status == ExecutionStatus.Succeeded ? end.ExecutionId : null, await state.Store.RunAsync("test", HostsDouble.StoredAsync));
        Assert.Equal(end.ExecutionId, (await ExecuteAsync(world, how)).ExecutionId);
        Assert.InRange(runs + world.Sandbox.Runs, 0, 1);

        BankAccountDescription shown = await bank.Alice.GetAsync(account);
        Assert.Equal(("0", end.Fee), (shown.Reserved, shown.Charged));
        Books.MustBalance(await bank.Alice.LedgerAsync(account.BankAccountId), shown);
        return end.Status;
    }

    private static async Task<ExecutionDescription> ExecuteAsync(ExecutionWorld world, string how)
    {
        switch (how)
        {
            case "async":
                return await world.UntilOverAsync((await world.ExecuteAsync(async: true)).ExecutionId);
            case "trigger":
                return await world.Executions.RunAsync(ExecutionWorld.Order(), TestContext.Current.CancellationToken);
            default:
                return await world.ExecuteAsync();
        }
    }
}
