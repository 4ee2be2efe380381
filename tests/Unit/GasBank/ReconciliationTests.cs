using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>The ledger beside the chain, at moments at which the two say different things for good reasons and for bad ones.</summary>
public sealed class ReconciliationTests
{
    private readonly GasBankWorld world = new();

    [Theory]
    [InlineData(OutboxStatus.Confirmed)]
    [InlineData(OutboxStatus.Failed)]
    public async Task What_the_chain_took_and_the_ledger_has_not_written_is_no_difference(OutboxStatus status)
    {
        BankAccountDescription account = await world.Alice.FundedAsync(1_000_000_000);
        PaymentResponse payment = await world.Alice.WithdrawAsync(account, 77);
        ReconcileResponse before = await world.Alice.ReconcileAsync(account);
        Assert.Equal((true, "0", false), (before.Agrees, before.Unsettled, Assert.Single(before.UnderWay).InBlock));
        world.TakeOnChain(payment, status, account);
        ReconcileResponse between = await world.Alice.ReconcileAsync(account);
        long fees = GasBankWorld.Number(payment.SystemFee) + GasBankWorld.Number(payment.NetworkFee);
        Assert.Equal((true, fees + (status == OutboxStatus.Confirmed ? 77 : 0), true), (between.Agrees, GasBankWorld.Number(between.Unsettled), Assert.Single(between.UnderWay).InBlock));
    }

    [Fact]
    public async Task Fees_of_a_sponsored_transaction_in_a_block_are_no_difference()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(1000);
        UInt256 hash = new([.. Enumerable.Repeat((byte)7, UInt256.Length)]);
        await world.Alice.HoldFeesAsync(account, new FeeHold(300, hash, 100, "seat"));
        world.Network.Mine(hash, halted: false);
        world.Network.Change(GasBankWorld.AccountOf(account), -300);
        ReconcileResponse said = await world.Alice.ReconcileAsync(account);
        Assert.Equal((true, "300", "700", "1000"), (said.Agrees, said.Unsettled, said.ChainBalance, said.LedgerBalance));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_single_datoshi_more_or_less_is_a_difference(int more)
    {
        BankAccountDescription account = await world.Alice.FundedAsync(1000);
        world.Network.Change(GasBankWorld.AccountOf(account), more);
        ReconcileResponse said = await world.Alice.ReconcileAsync(account);
        Assert.Equal((false, more.ToString(System.Globalization.CultureInfo.InvariantCulture)), (said.Agrees, said.Difference));
    }

    [Fact]
    public async Task A_reading_across_a_block_is_made_again_and_not_for_ever()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(1000);
        int blocks = 3;
        world.Network.OnBalance = () => world.Network.Height += blocks-- > 0 ? 1u : 0u;
        Assert.Equal(world.Network.Height + 3, (await world.Alice.ReconcileAsync(account)).Height);
        blocks = int.MaxValue;
        await TestState.RefusedAsync(ErrorCode.ChainUnavailable, () => world.Alice.ReconcileAsync(account));
    }

    [Fact]
    public async Task A_ledger_that_changes_meanwhile_is_read_again_and_not_for_ever()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(1000);
        int deposits = 3;
        world.Network.OnBalance = () =>
        {
            if (deposits-- > 0)
            {
                world.Alice.DepositAsync(account, world.Pay(account, 5)).GetAwaiter().GetResult();
            }
        };
        ReconcileResponse said = await world.Alice.ReconcileAsync(account);
        Assert.Equal((true, "1015", "1015"), (said.Agrees, said.ChainBalance, said.LedgerBalance));
        deposits = int.MaxValue;
        await TestState.RefusedAsync(ErrorCode.Overloaded, () => world.Alice.ReconcileAsync(account));
        Assert.True(ErrorCode.Overloaded.Retryable);
    }

    [Fact]
    public async Task A_comparison_is_of_the_ledger_that_stood_while_the_chain_was_read()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(1000);
        ReconcileRequest request = new() { BankAccountId = account.BankAccountId };
        using var seen = await world.Service.Reconciliation.LookAsync(request, world.Alice.Preparation());
        await world.Alice.DepositAsync(account, world.Pay(account, 5));
        ReconcileResponse said = await world.Alice.RunAsync(call => world.Service.Reconciliation.CompareAsync(request, seen, call));
        Assert.Equal((true, "1000", "1000"), (said.Agrees, said.ChainBalance, said.LedgerBalance));
        Assert.True(said.Sequence < (await world.Alice.ReconcileAsync(account)).Sequence);
    }
}
