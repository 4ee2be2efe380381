using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Billing;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Accounts;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>What executions cost: held of what is allocated, charged, and paid out, in books that agree with the chain at each step.</summary>
public sealed class UsageTests
{
    private const string Function = "fun_one";
    private const long Funds = 1_000_000_000;
    private const long Allocated = 600_000_000;
    private const long Most = 200_000_000;

    private static readonly ExecutionSettings Prices = new() { PricePerHostCall = 1, PaidTo = GasBankWorld.Receiver, PaidFrom = 100_000_000 };

    [Fact]
    public async Task What_is_not_used_returns_to_the_allocation()
    {
        (GasBankWorld world, BankAccountDescription account) = await BeginAsync();
        string hold = await HoldAsync(world, account);
        Assert.Equal((Allocated - Most, Most), await ShownAsync(world, account));
        await ChargeAsync(world, hold, 50_000_000);
        BankAccountDescription shown = await world.Alice.GetAsync(account);
        Assert.Equal(("550000000", "0", "50000000", "400000000", "1000000000"), (shown.Allocated, shown.Reserved, shown.Charged, shown.Available, shown.Balance));
        Assert.Equal("550000000", Assert.Single(await world.Alice.AllocationsAsync(account)).Amount);
        await MustAgreeAsync(world, account);
    }

    [Fact]
    public async Task Only_what_is_allocated_to_the_function_is_taken_and_only_of_the_accounts_own()
    {
        (GasBankWorld world, BankAccountDescription account) = await BeginAsync();
        await RefusedAsync(ErrorCode.InsufficientFunds, () => HoldAsync(world, account, Allocated + 1));
        await RefusedAsync(ErrorCode.InsufficientFunds, () => HoldAsync(world, account, 1, function: "fun_other"));
        await RefusedAsync(ErrorCode.NotFound, () => HoldAsync(world, account, 1, owner: "acc_bob"));
        await HoldAsync(world, account, Allocated);
        await RefusedAsync(ErrorCode.InsufficientFunds, () => HoldAsync(world, account, 1));
        await MustAgreeAsync(world, account);
    }

    [Fact]
    public async Task Where_the_allocation_is_gone_the_rest_is_available()
    {
        (GasBankWorld world, BankAccountDescription account) = await BeginAsync();
        string hold = await HoldAsync(world, account);
        await world.Alice.ReleaseAllocationAsync(Assert.Single(await world.Alice.AllocationsAsync(account)).AllocationId);
        await ChargeAsync(world, hold, 1);
        BankAccountDescription shown = await world.Alice.GetAsync(account);
        Assert.Equal(("999999999", "0", "0", "1"), (shown.Available, shown.Allocated, shown.Reserved, shown.Charged));
        await MustAgreeAsync(world, account);
    }

    [Fact]
    public async Task No_more_than_was_held_is_charged_and_a_hold_ends_once()
    {
        (GasBankWorld world, BankAccountDescription account) = await BeginAsync();
        string hold = await HoldAsync(world, account);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ChargeAsync(world, hold, Most + 1));
        await ChargeAsync(world, hold, Most);
        await Assert.ThrowsAsync<InvalidOperationException>(() => ChargeAsync(world, hold, 0));
    }

    [Theory]
    [InlineData(nameof(OutboxStatus.Confirmed))]
    [InlineData(nameof(OutboxStatus.Failed))]
    [InlineData(nameof(OutboxStatus.Expired))]
    public async Task What_was_charged_is_paid_out_once_and_its_fees_are_not_the_owners(string end)
    {
        OutboxStatus status = Enum.Parse<OutboxStatus>(end);
        (GasBankWorld world, BankAccountDescription account) = await BeginAsync();
        await ChargeAsync(world, await HoldAsync(world, account), 99_999_999);
        Assert.Equal(0, await PayAsync(world));
        await ChargeAsync(world, await HoldAsync(world, account), 50_000_001);
        Assert.Equal(1, await PayAsync(world));
        Assert.Equal(0, await PayAsync(world));
        LedgerEntry signed = Assert.Single(await world.Alice.LedgerAsync(account.BankAccountId, LedgerEntryKind.ChargesPaid));
        BankAccountDescription before = await world.Alice.GetAsync(account);
        Assert.Equal(("0", "150000000", "850000000"), (before.Charged, before.Pending, Text(Number(before.Available) + Number(before.Allocated))));
        await MustAgreeAsync(world, account);

        long fees = await TakeAsync(world, account, signed, status);
        BankAccountDescription after = await world.Alice.GetAsync(account);
        Assert.Equal((before.Available, before.Allocated, "0"), (after.Available, after.Allocated, after.Pending));
        Assert.Equal(status switch { OutboxStatus.Confirmed => 0, OutboxStatus.Failed => 150_000_000 - fees, _ => 150_000_000 }, Number(after.Charged!));
        await MustAgreeAsync(world, account);
        Assert.Equal(status == OutboxStatus.Confirmed ? 0 : 1, await PayAsync(world));
    }

    [Fact]
    public async Task A_chain_that_cannot_be_had_leaves_it_due()
    {
        (GasBankWorld world, BankAccountDescription account) = await BeginAsync();
        await ChargeAsync(world, await HoldAsync(world, account), 150_000_000);
        world.Network.Halts = false;
        Assert.Equal(0, await PayAsync(world));
        world.Network.Halts = true;
        Assert.Equal(1, await PayAsync(world));
        await MustAgreeAsync(world, account);
    }

    [Fact]
    public void An_address_that_is_none_is_refused_at_the_start() =>
        Assert.Throws<FormatException>(() => new GasBankWorld(functions: new ExecutionSettings { PaidTo = "nowhere" }));

    private static async Task<(GasBankWorld World, BankAccountDescription Account)> BeginAsync()
    {
        GasBankWorld world = new(functions: Prices);
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        await world.Alice.AllocateAsync(account, Allocated, functionId: Function);
        return (world, account);
    }

    private static async Task<string> HoldAsync(GasBankWorld world, BankAccountDescription account, long amount = Most, string function = Function, string owner = "acc_alice") =>
        await world.Store.RunAsync(owner, state => world.Service.UsagePayer.HoldAsync(state, new Usage(owner, account.BankAccountId, function, "exe_one"), amount, world.Now));

    private static async Task ChargeAsync(GasBankWorld world, string hold, long amount) => await world.Store.RunAsync("acc_alice", async state =>
    {
        await world.Service.UsagePayer.ChargeAsync(state, hold, amount, world.Now);
        return true;
    });

    private static async Task<int> PayAsync(GasBankWorld world) =>
        await world.Service.ChargePayments!.PayAsync(world.Store, new TestTime(), TestContext.Current.CancellationToken);

    /// <summary>Has the payment end on the chain, and the books write it.</summary>
    private static async Task<long> TakeAsync(GasBankWorld world, BankAccountDescription account, LedgerEntry signed, OutboxStatus status)
    {
        UInt256 hash = Assert.Single(await world.Store.RunAsync("test", world.Outbox.HashesAsync));
        Assert.Equal(signed.TransactionHash, hash.ToString());
        var payment = (await world.Store.RunAsync("test", state => world.Service.Holds.FindWithdrawalAsync(state, signed.Reference!)))!;
        Assert.Equal((GasBankWorld.Receiver, 150_000_000), (payment.To, payment.Whole));
        if (status != OutboxStatus.Expired)
        {
            world.Network.Change(GasBankWorld.AccountOf(account), -(status == OutboxStatus.Confirmed ? payment.Whole : payment.Fees));
            world.Network.Mine(hash, status == OutboxStatus.Confirmed);
        }

        Assert.True(await world.Store.RunAsync("outcomes", state => world.Outbox.SettleAsync(state, hash, status, world.Now)));
        return payment.Fees;
    }

    private static async Task MustAgreeAsync(GasBankWorld world, BankAccountDescription account)
    {
        Books.MustBalance(await world.Alice.LedgerAsync(account.BankAccountId), await world.Alice.GetAsync(account));
        Assert.Equal("0", (await world.Alice.ReconcileAsync(account)).Difference);
        Assert.Null(LedgerProofVerifier.FindFault(await world.Alice.ProveAsync(account)));
    }

    private static async Task<(long Allocated, long Reserved)> ShownAsync(GasBankWorld world, BankAccountDescription account)
    {
        BankAccountDescription shown = await world.Alice.GetAsync(account);
        return (Number(shown.Allocated), Number(shown.Reserved));
    }

    private static long Number(string text) => GasBankWorld.Number(text);

    private static string Text(long amount) => amount.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task RefusedAsync(ErrorCode code, Func<Task> action) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RequestException>(action)).Code);
}
