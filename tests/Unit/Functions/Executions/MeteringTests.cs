using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.GasBank;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Executions;

/// <summary>Executions and the Gas Bank over one state: what is held before a run, and charged after it.</summary>
public sealed class MeteringTests
{
    private const long Funds = 1_000_000_000;

    private static readonly ExecutionSettings Prices = new()
    {
        PricePerMillionStatements = 3_000_000,
        PricePerHostCall = 1000,
        PricePerKiB = 10,
        PaidTo = GasBankWorld.Receiver,
    };

    /// <summary>A million statements, 200 calls, and 2 MiB and 256 KiB.</summary>
    private const long Most = 3_000_000 + (200 * 1000) + (2304 * 10);

    [Fact]
    public async Task What_was_used_is_charged_and_rounded_up_to_a_datoshi()
    {
        (GasBankWorld bank, ExecutionWorld world, BankAccountDescription account) = await BeginAsync(Most);
        long held = 0;
        world.Hosts.Answer = async (_, _) =>
        {
            held = Number((await bank.Alice.GetAsync(account)).Reserved);
            return HostsDouble.Value($"\"{new string('a', 1020)}\"");
        };
        world.Sandbox.Code = static async (_, host, token) =>
        {
            await host.CallAsync("fetch", "{}"u8.ToArray(), token);
            return SandboxDouble.Returns("1234", statements: 500_001);
        };

        // 500,001 statements are 1,500,003 datoshi; the answer and the result are 1,026 bytes, at 10 for 1,024.
        ExecutionDescription done = await world.ExecuteAsync();
        Assert.Equal(("1501014", Most), (done.Fee, held));
        BankAccountDescription shown = await bank.Alice.GetAsync(account);
        Assert.Equal(("1501014", "0", Most - 1_501_014), (shown.Charged, shown.Reserved, Number(shown.Allocated)));
        Assert.Equal(
            [done.ExecutionId, done.ExecutionId],
            (await bank.Alice.LedgerAsync(account.BankAccountId)).Where(entry => entry.Kind is LedgerEntryKind.UsageReserved or LedgerEntryKind.UsageCharged).Select(entry => entry.Reference));
        await ExecutionTests.RefusedAsync(ErrorCode.InsufficientFunds, () => world.ExecuteAsync("more than is left"));
        Assert.Equal(1, world.Sandbox.Runs);
    }

    [Fact]
    public async Task What_a_worker_says_is_bounded_by_what_it_may_run()
    {
        (GasBankWorld bank, ExecutionWorld world, BankAccountDescription account) = await BeginAsync(3 * Most);
        world.Sandbox.Code = static (_, _, _) => Task.FromResult(SandboxDouble.Returns("1", statements: long.MaxValue));
        Assert.Equal("3000001", (await world.ExecuteAsync("too many")).Fee);
        world.Sandbox.Code = static (_, _, _) => Task.FromResult(SandboxDouble.Returns("1", statements: -5));
        Assert.Equal("1", (await world.ExecuteAsync("below zero")).Fee);
        await MustBalanceAsync(bank, account);
    }

    [Fact]
    public async Task A_failure_costs_what_it_used_a_cancelled_run_all_statements_and_what_waited_nothing()
    {
        (GasBankWorld bank, ExecutionWorld world, BankAccountDescription account) = await BeginAsync(9 * Most);
        world.Sandbox.Code = static (_, _, _) => Task.FromResult(SandboxDouble.Throws("no"));
        Assert.Equal("30", (await world.ExecuteAsync("fails")).Fee);

        world.Sandbox.Code = static async (_, _, cancelled) =>
        {
            await Task.Delay(Timeout.Infinite, cancelled);
            return SandboxDouble.Returns("1");
        };
        int before = world.Sandbox.Runs;
        List<string> ids = [];
        for (int i = 0; i < 5; i++)
        {
            ids.Add((await world.ExecuteAsync("async " + i, async: true)).ExecutionId);
        }

        while (world.Sandbox.Runs < before + 4)
        {
            await Task.Yield();
        }

        ExecutionDescription[] standing = await Task.WhenAll(ids.Select(id => world.GetAsync(id)));
        string waiting = Assert.Single(standing, each => each.Status == ExecutionStatus.Queued).ExecutionId;
        Assert.Equal("0", (await world.CancelAsync(waiting)).Fee);
        foreach (string id in ids.Where(id => id != waiting))
        {
            Assert.Equal("3000000", (await world.CancelAsync(id)).Fee);
        }

        BankAccountDescription shown = await bank.Alice.GetAsync(account);
        Assert.Equal(("0", "12000030"), (shown.Reserved, shown.Charged));
        await MustBalanceAsync(bank, account);
    }

    [Fact]
    public async Task What_was_interrupted_costs_nothing_and_returns_with_the_next_execution()
    {
        (GasBankWorld bank, ExecutionWorld world, BankAccountDescription account) = await BeginAsync(2 * Most);
        TaskCompletionSource<Enclave.Sandbox.SandboxOutcome> never = new();
        world.Sandbox.Code = (_, _, _) => never.Task;
        await world.ExecuteAsync(async: true);
        while (world.Sandbox.Runs == 0)
        {
            await Task.Yield();
        }

        using ExecutionWorld next = new(bank.Store, Prices, bank.Service.UsagePayer);
        Assert.Equal(ExecutionStatus.Succeeded, (await next.ExecuteAsync("next")).Status);
        BankAccountDescription shown = await bank.Alice.GetAsync(account);
        Assert.Equal(("0", "31"), (shown.Reserved, shown.Charged));
        await MustBalanceAsync(bank, account);
    }

    [Fact]
    public async Task What_no_worker_ran_costs_nothing()
    {
        (GasBankWorld bank, ExecutionWorld world, BankAccountDescription account) = await BeginAsync(Most);
        world.Sandbox.Code = static (_, _, _) => throw new RequestException(ErrorCode.Overloaded, "As many run as may.");
        await ExecutionTests.RefusedAsync(ErrorCode.Overloaded, () => world.ExecuteAsync());
        BankAccountDescription shown = await bank.Alice.GetAsync(account);
        Assert.Equal((Most, "0", "0"), (Number(shown.Allocated), shown.Reserved, shown.Charged));
        await MustBalanceAsync(bank, account);
    }

    [Fact]
    public async Task A_function_without_a_bank_account_is_told_what_to_do()
    {
        using ExecutionWorld world = await new ExecutionWorld(settings: Prices).WithFunctionAsync();
        RequestException refused = await Assert.ThrowsAsync<RequestException>(() => world.ExecuteAsync());
        Assert.Contains("gasbank.allocate", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Most.ToString(System.Globalization.CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
    }

    private static async Task<(GasBankWorld Bank, ExecutionWorld World, BankAccountDescription Account)> BeginAsync(long allocated)
    {
        GasBankWorld bank = new(new RerunningState(), functions: Prices);
        BankAccountDescription account = await bank.Alice.FundedAsync(Funds);
        await bank.Alice.AllocateAsync(account, allocated, functionId: ExecutionWorld.Function);
        ExecutionWorld world = await new ExecutionWorld(bank.Store, Prices, bank.Service.UsagePayer).WithFunctionAsync(bankAccountId: account.BankAccountId);
        return (bank, world, account);
    }

    private static async Task MustBalanceAsync(GasBankWorld bank, BankAccountDescription account)
    {
        Books.MustBalance(await bank.Alice.LedgerAsync(account.BankAccountId), await bank.Alice.GetAsync(account));
        Assert.True((await bank.Alice.ReconcileAsync(account)).Agrees);
    }

    private static long Number(string text) => GasBankWorld.Number(text);
}
