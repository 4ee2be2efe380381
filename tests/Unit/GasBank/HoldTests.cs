using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>Allocations, reservations of the bank's own, and the limits of both.</summary>
public sealed class HoldTests
{
    private const long Funds = 1000;

    private static readonly UInt256 Transaction = new([.. Enumerable.Repeat((byte)7, UInt256.Length)]);

    private readonly GasBankWorld world = new();

    [Fact]
    public async Task An_allocation_moves_between_what_is_available_and_what_is_allocated()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        AllocationDescription made = await world.Alice.AllocateAsync(account, 300, walletId: "wal_1");
        await MustBeAsync(account, available: 700, allocated: 300);
        await world.Alice.UpdateAsync(made.AllocationId, 450);
        await MustBeAsync(account, available: 550, allocated: 450);
        await world.Alice.UpdateAsync(made.AllocationId, 1);
        await MustBeAsync(account, available: 999, allocated: 1);
        await TestState.RefusedAsync(ErrorCode.InsufficientFunds, () => world.Alice.UpdateAsync(made.AllocationId, Funds + 1));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Bob.UpdateAsync(made.AllocationId, 2));
        Assert.Equal("0", (await world.Alice.ReleaseAllocationAsync(made.AllocationId)).Amount);
        await MustBeAsync(account, available: Funds, allocated: 0);
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Alice.ReleaseAllocationAsync(made.AllocationId));
    }

    [Fact]
    public async Task There_is_one_allocation_for_one_holder_and_the_wallet_exists()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        await world.Alice.AllocateAsync(account, 1, walletId: "wal_1");
        await world.Alice.AllocateAsync(account, 1, functionId: "wal_1");
        await TestState.RefusedAsync(ErrorCode.Conflict, () => world.Alice.AllocateAsync(account, 1, walletId: "wal_1"));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Alice.AllocateAsync(account, 1, walletId: "another"));
        await TestState.RefusedAsync(ErrorCode.InvalidRequest, () => world.Alice.AllocateAsync(account, 1));
        await TestState.RefusedAsync(ErrorCode.InvalidRequest, () => world.Alice.AllocateAsync(account, 1, "wal_1", "f"));
        await TestState.RefusedAsync(ErrorCode.InvalidRequest, () => world.Alice.AllocateAsync(account, 1, functionId: "no words"));
        await TestState.RefusedAsync(ErrorCode.InvalidRequest, () => world.Alice.AllocateAsync(account, 1, functionId: "f", expiresAt: world.Now.UtcDateTime));
        await TestState.RefusedAsync(ErrorCode.InsufficientFunds, () => world.Alice.AllocateAsync(account, Funds, functionId: "f"));
        Assert.Equal(2, (await world.Alice.AllocationsAsync(account)).Count);
    }

    [Fact]
    public async Task An_allocation_whose_time_is_over_is_not_listed_and_can_be_spent()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        AllocationDescription made = await world.Alice.AllocateAsync(account, Funds, functionId: "f", expiresAt: world.Now.UtcDateTime.AddSeconds(5));
        await world.Alice.UpdateAsync(made.AllocationId, expiresAt: world.Now.UtcDateTime.AddSeconds(10));
        world.Now = world.Now.AddSeconds(5);
        Assert.Single(await world.Alice.AllocationsAsync(account));
        world.Now = world.Now.AddSeconds(5);
        Assert.Empty(await world.Alice.AllocationsAsync(account));
        await MustBeAsync(account, available: Funds, allocated: 0);
        await world.Alice.AllocateAsync(account, Funds, functionId: "f");
        Assert.Single(await world.Alice.LedgerAsync(account.BankAccountId, LedgerEntryKind.AllocationExpired));
    }

    [Fact]
    public async Task No_operation_of_users_ends_a_reservation_of_the_bank_s()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        ReservationDocument held = await world.Alice.HoldFeesAsync(account, new FeeHold(400, Transaction, 100, "seat"));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Alice.ReleaseAsync(held.ReservationId));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Alice.SettleAsync(held.ReservationId, 1));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Alice.ReleaseAllocationAsync(held.ReservationId));
        world.Now = world.Now.AddYears(1);
        Assert.Equal("400", (await world.Alice.GetAsync(account)).Reserved);
        await TestState.RefusedAsync(ErrorCode.InsufficientFunds, () => world.Alice.ReserveAsync(account, Funds - 399));
        await TestState.RefusedAsync(ErrorCode.Conflict, () => world.Alice.HoldFeesAsync(account, new FeeHold(1, Transaction, 100, null)));
    }

    [Theory]
    [InlineData(300, 300, 0, 0)]
    [InlineData(300, 120, 180, 0)]
    [InlineData(301, 301, 0, 300)]
    public async Task Fees_come_from_the_wallet_s_allocation_where_that_is_enough(long amount, long burnt, long left, long untouched)
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        await world.Alice.AllocateAsync(account, 300, walletId: "wal_1");
        ReservationDocument held = await world.Alice.HoldFeesAsync(account, new FeeHold(amount, Transaction, 100, "seat", "wal_1"));
        Assert.Equal(untouched, GasBankWorld.Number((await world.Alice.GetAsync(account)).Allocated));
        await world.Store.CommitAsync("outcome", async state =>
        {
            await world.Service.BankReservations.SettleAsync(state, (await world.Service.BankReservations.FindAsync(state, held.ReservationId))!, burnt, world.Now);
            return true;
        });
        await MustBeAsync(account, available: Funds - 300 - (untouched > 0 ? burnt : 0), allocated: left + untouched);
        Assert.Equal(burnt, GasBankWorld.Number((await world.Alice.GetAsync(account)).FeesBurnt));
    }

    [Fact]
    public async Task What_is_left_of_fees_is_available_where_the_allocation_has_ended()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        AllocationDescription made = await world.Alice.AllocateAsync(account, 300, walletId: "wal_1");
        ReservationDocument held = await world.Alice.HoldFeesAsync(account, new FeeHold(200, Transaction, 100, "seat", "wal_1"));
        await world.Alice.ReleaseAllocationAsync(made.AllocationId);
        await MustBeAsync(account, available: Funds - 200, allocated: 0);
        await world.Store.CommitAsync("outcome", async state =>
        {
            await world.Service.BankReservations.ReleaseAsync(state, (await world.Service.BankReservations.FindAsync(state, held.ReservationId))!, world.Now);
            return true;
        });
        await MustBeAsync(account, available: Funds, allocated: 0);
    }

    [Fact]
    public async Task So_many_holds_and_no_more_and_they_end_in_batches()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        for (int i = 0; i < GasBankLimits.MaxHolds; i++)
        {
            await world.Alice.ReserveAsync(account, 1, ttl: 10);
        }

        await TestState.RefusedAsync(ErrorCode.LimitExceeded, () => world.Alice.ReserveAsync(account, 1));
        world.Now = world.Now.AddSeconds(10);
        await MustBeAsync(account, available: Funds, allocated: 0);
        await world.Alice.ReserveAsync(account, 1);
        int ended = (await world.Alice.LedgerAsync(account.BankAccountId, LedgerEntryKind.ReservationExpired)).Count;
        Assert.InRange(ended, 1, GasBankLimits.MaxHolds - 1);
        await MustBeAsync(account, available: Funds - 1, allocated: 0);
    }

    [Fact]
    public async Task A_balance_that_falls_below_a_threshold_is_told_each_time_and_without_a_name()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        Assert.False((await world.Alice.SetThresholdsAsync(account, 100, 500)).Low);
        AllocationDescription made = await world.Alice.AllocateAsync(account, 500, functionId: "f");
        Assert.Empty(world.Told);
        await world.Alice.UpdateAsync(made.AllocationId, 501);
        Assert.True((await world.Alice.GetAsync(account)).Low);
        await world.Alice.UpdateAsync(made.AllocationId, 600);
        Assert.Equal(("gasbank.low", null), (Assert.Single(world.Told).Name, world.Told[0].Fields));
        await world.Alice.UpdateAsync(made.AllocationId, 500);
        await world.Alice.UpdateAsync(made.AllocationId, 950);
        List<LedgerEntry> low = await world.Alice.LedgerAsync(account.BankAccountId, LedgerEntryKind.LowBalance);
        Assert.Equal(["500", "100"], low.Select(entry => entry.Reference));
        Assert.All(low, entry => Assert.Empty(entry.Legs));
        Assert.Equal(2, world.Told.Count);
    }

    private async Task MustBeAsync(BankAccountDescription account, long available, long allocated)
    {
        BankAccountDescription shown = await world.Alice.GetAsync(account);
        Assert.Equal((available, allocated), (GasBankWorld.Number(shown.Available), GasBankWorld.Number(shown.Allocated)));
    }
}
