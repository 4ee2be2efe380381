using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>A bank account that pays the fees of its owner's own wallets.</summary>
public sealed class FeePayerTests
{
    private const string WalletId = GasBankWorld.WalletPrefix + "1";

    [Theory]
    [InlineData(OutboxStatus.Confirmed)]
    [InlineData(OutboxStatus.Failed)]
    [InlineData(OutboxStatus.Expired)]
    public async Task Fees_are_taken_from_what_is_allocated_to_the_wallet_or_else_from_what_is_available(OutboxStatus status)
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction first = world.Transfer();
        long fees = SponsorWorld.TotalOf(first);
        await world.Bank.Alice.AllocateAsync(world.Account, fees, WalletId);
        await PayAsync(world, first);
        Assert.Equal((SponsorWorld.Funds - fees, fees), await world.BalancesAsync());
        Transaction second = world.Transfer();
        FeeSeat seat = await PayAsync(world, second);
        Assert.Equal((SponsorWorld.Funds - (2 * fees), 2 * fees), await world.BalancesAsync());
        Transaction signed = second.WithWitnesses(seat.Witness, new Witness(new byte[66], AccountContract.Single(world.User.PublicKey).Script));
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(signed, 0, world.Bank.Network.Magic));

        await world.EndAsync(first, status);
        await world.EndAsync(second, status);
        bool spent = status != OutboxStatus.Expired;
        Assert.Equal((SponsorWorld.Funds - ((spent ? 2 : 1) * fees), 0L), await world.BalancesAsync());
        Assert.Equal(spent ? 0 : fees, GasBankWorld.Number((await world.Bank.Alice.GetAsync(world.Account)).Allocated));
        await world.MustBalanceAsync();
    }

    [Fact]
    public async Task A_transaction_is_paid_for_once_and_on_the_account_s_own_network()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction transfer = world.Transfer();
        await Refused.AsAsync(ErrorCode.InvalidRequest, PayAsync(world, transfer, network: 860833102));
        await PayAsync(world, transfer);
        await Refused.AsAsync(ErrorCode.Conflict, PayAsync(world, transfer));
        await Refused.AsAsync(ErrorCode.Conflict, world.SponsorAsync(transfer));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bank.Bob.RunAsync(call =>
            world.Bank.Service.FeePayer.FindAsync(call.State, call.Caller, world.Account.BankAccountId)));
        AccountContract found = await world.Bank.Alice.RunAsync(call => world.Bank.Service.FeePayer.FindAsync(call.State, call.Caller, world.Account.BankAccountId));
        Assert.Equal(world.Payer, found.ScriptHash);
    }

    [Fact]
    public async Task The_account_signs_as_the_first_with_no_scope_and_without_attributes_or_not_at_all()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction good = world.Transfer();
        foreach (Transaction bad in (Transaction[])[
            SponsorWorld.With(good, signers: [good.Signers[1], good.Signers[0]]),
            SponsorWorld.With(good, signers: [SponsorWorld.Seat(world.Payer), good.Signers[1]]),
            SponsorWorld.With(good, attributes: [new HighPriorityAttribute()])])
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => PayAsync(world, bad));
        }
    }

    [Fact]
    public async Task More_than_there_is_is_not_paid()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction dear = SponsorWorld.With(world.Transfer(), systemFee: SponsorWorld.Funds);
        await Refused.AsAsync(ErrorCode.InsufficientFunds, PayAsync(world, dear));
        Assert.Equal((SponsorWorld.Funds, 0L), await world.BalancesAsync());
    }

    [Fact]
    public async Task What_the_enclave_asks_by_itself_spends_what_is_allocated_to_the_wallet_and_no_more()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction transfer = world.Transfer();
        long fees = SponsorWorld.TotalOf(transfer);
        await Refused.AsAsync(ErrorCode.InsufficientFunds, PayAsync(world, transfer, isEnclave: true));
        AllocationDescription allocation = await world.Bank.Alice.AllocateAsync(world.Account, fees - 1, WalletId);
        await Refused.AsAsync(ErrorCode.InsufficientFunds, PayAsync(world, transfer, isEnclave: true));
        await world.Bank.Alice.UpdateAsync(allocation.AllocationId, fees);
        await PayAsync(world, transfer, isEnclave: true);
        Assert.Equal((SponsorWorld.Funds - fees, fees), await world.BalancesAsync());
    }

    private static Task<FeeSeat> PayAsync(
        SponsorWorld world, Transaction transaction, uint? network = null, bool isEnclave = false) => world.Bank.Alice.RunAsync(async call =>
    {
        IFeePayer payer = world.Bank.Service.FeePayer;
        call = new Call(call.Caller with { IsEnclave = isEnclave }, call.State, call.Time);
        FeeSeat seat = await payer.PayAsync(call, world.Account.BankAccountId, WalletId, transaction, network ?? world.Bank.Network.Magic);
        await world.Bank.Outbox.AddAsync(call.State, new OutboxEntry(
            world.Account.Network, transaction.Hash, transaction.ToUnsignedBytes(), true, transaction.ValidUntilBlock, call.Caller.AccountId, payer.Kind, seat.Reference));
        return seat;
    });
}
