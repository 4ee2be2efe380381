using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>GAS that leaves a bank account: what is held until the outcome is known, and what is written then.</summary>
public sealed class PaymentTests
{
    private const long Funds = 1_000_000_000;
    private const long Amount = 100_000_000;

    private readonly GasBankWorld world = new();

    [Theory]
    [InlineData(OutboxStatus.Confirmed, LedgerEntryKind.WithdrawalConfirmed)]
    [InlineData(OutboxStatus.Failed, LedgerEntryKind.WithdrawalFailed)]
    [InlineData(OutboxStatus.Expired, LedgerEntryKind.WithdrawalExpired)]
    public async Task Each_outcome_of_a_withdrawal_is_written_once(OutboxStatus status, LedgerEntryKind kind)
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        PaymentResponse payment = await world.Alice.WithdrawAsync(account, Amount);
        long fees = GasBankWorld.Number(payment.SystemFee) + GasBankWorld.Number(payment.NetworkFee);
        BankAccountDescription held = await world.Alice.GetAsync(account);
        Assert.Equal((Funds - Amount - fees, Amount + fees), (GasBankWorld.Number(held.Available), GasBankWorld.Number(held.Pending)));
        Assert.Equal(1, world.Outbox.Wakes);

        Assert.True(await world.EndAsync(payment, status, account));
        Assert.False((await world.Store.CommitAsync("again", state => world.Outbox.SettleAsync(state, GasBankWorld.HashOf(payment), status, world.Now))).Result);
        BankAccountDescription after = await world.Alice.GetAsync(account);
        long gone = status switch { OutboxStatus.Confirmed => Amount + fees, OutboxStatus.Failed => fees, _ => 0 };
        Assert.Equal((Funds - gone, 0), (GasBankWorld.Number(after.Available), GasBankWorld.Number(after.Pending)));
        LedgerEntry written = Assert.Single(await world.Alice.LedgerAsync(account.BankAccountId, kind));
        Assert.Equal(payment.TransactionHash, written.TransactionHash);
        Assert.True((await world.Alice.ReconcileAsync(account)).Agrees);
    }

    [Fact]
    public async Task No_more_is_paid_than_there_is_with_the_fees()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        const long First = 800_000_000; // as long in a script as the second one, so that the fees are the same
        PaymentResponse first = await world.Alice.WithdrawAsync(account, First);
        long fees = GasBankWorld.Number(first.SystemFee) + GasBankWorld.Number(first.NetworkFee);
        long left = Funds - fees - First;
        await TestState.RefusedAsync(ErrorCode.InsufficientFunds, () => world.Alice.WithdrawAsync(account, left + 1));
        await TestState.RefusedAsync(ErrorCode.InsufficientFunds, () => world.Alice.WithdrawAsync(account, left - fees + 1));
        await world.Alice.WithdrawAsync(account, left - fees);
        Assert.Equal("0", (await world.Alice.GetAsync(account)).Available);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("01")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData(" 1")]
    [InlineData("9223372036854775808")]
    [InlineData("")]
    public async Task An_amount_of_another_form_is_refused(string amount)
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        WithdrawRequest request = new() { BankAccountId = account.BankAccountId, Amount = amount, To = GasBankWorld.Receiver };
        await TestState.RefusedAsync(ErrorCode.InvalidRequest, () => world.Service.Withdrawals.PrepareAsync(request, world.Alice.Preparation()).AsTask());
    }

    [Fact]
    public async Task A_bank_account_pays_not_itself_and_nobody_whom_the_chain_refuses()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        await TestState.RefusedAsync(ErrorCode.InvalidRequest, () => world.Alice.WithdrawAsync(account, 1, account.Address));
        await TestState.RefusedAsync(ErrorCode.InvalidRequest, () => world.Alice.ReserveAsync(account, 1, to: account.Address));
        await TestState.RefusedAsync(ErrorCode.InvalidRequest, () => world.Alice.WithdrawAsync(account, 1, account.ScriptHash));
        world.Network.Halts = false;
        await TestState.RefusedAsync(ErrorCode.ChainRefused, () => world.Alice.WithdrawAsync(account, 1));
        Assert.Equal(("0", 0), ((await world.Alice.GetAsync(account)).Pending, world.Outbox.Wakes));
    }

    [Fact]
    public async Task A_settled_reservation_pays_what_it_came_to_and_gives_back_the_rest()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        ReservationDescription held = await world.Alice.ReserveAsync(account, 3 * Amount);
        await TestState.RefusedAsync(ErrorCode.InvalidRequest, () => world.Alice.SettleAsync(held.ReservationId, (3 * Amount) + 1));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Bob.SettleAsync(held.ReservationId, 1));
        PaymentResponse payment = await world.Alice.SettleAsync(held.ReservationId, Amount);
        BankAccountDescription after = await world.Alice.GetAsync(account);
        long whole = Amount + GasBankWorld.Number(payment.SystemFee) + GasBankWorld.Number(payment.NetworkFee);
        Assert.Equal(("0", whole, Funds - whole), (after.Reserved, GasBankWorld.Number(after.Pending), GasBankWorld.Number(after.Available)));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Alice.SettleAsync(held.ReservationId, 1));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Alice.ReleaseAsync(held.ReservationId));
        Assert.Equal("order 1", (await world.Alice.LedgerAsync(account.BankAccountId, LedgerEntryKind.Withdrawal))[0].Reference);
    }

    [Fact]
    public async Task A_reservation_whose_time_is_over_is_available_before_anybody_writes_it()
    {
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        ReservationDescription held = await world.Alice.ReserveAsync(account, Amount, ttl: 10);
        world.Now = world.Now.AddSeconds(9.999);
        Assert.Equal((Funds - Amount).ToString(System.Globalization.CultureInfo.InvariantCulture), (await world.Alice.GetAsync(account)).Available);
        world.Now = world.Now.AddSeconds(0.001);
        BankAccountDescription shown = await world.Alice.GetAsync(account);
        Assert.Equal((Funds, "0"), (GasBankWorld.Number(shown.Available), shown.Reserved));
        Assert.Empty(await world.Alice.LedgerAsync(account.BankAccountId, LedgerEntryKind.ReservationExpired));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Alice.ReleaseAsync(held.ReservationId));
        await world.Alice.ReserveAsync(account, Funds);
        Assert.Single(await world.Alice.LedgerAsync(account.BankAccountId, LedgerEntryKind.ReservationExpired));
    }
}
