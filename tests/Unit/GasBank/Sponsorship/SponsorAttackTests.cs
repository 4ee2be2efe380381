using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>Plays what users and others could try with a bank account's signature and reservations.</summary>
public sealed class SponsorAttackTests
{
    [Fact]
    public async Task The_bank_never_signs_early()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction transfer = world.Transfer();
        await NotSignedAsync(world, world.Context(transfer, null, world.Other), ErrorCode.PolicyDenied);
        JsonElement elsewhere = world.Context(transfer, network: 860833102);
        await NotSignedAsync(world, elsewhere, ErrorCode.InvalidRequest);

        // Signed for another network, and passed off as signed for this one.
        JsonNode passedOff = JsonNode.Parse(elsewhere.GetRawText())!;
        passedOff["network"] = world.Bank.Network.Magic;
        await NotSignedAsync(world, JsonElement.Parse(passedOff.ToJsonString()), ErrorCode.InvalidRequest);

        // Signed for another transaction, which differs by its nonce alone.
        JsonNode exchanged = JsonNode.Parse(world.Context(transfer).GetRawText())!;
        Transaction next = world.Transfer();
        exchanged["data"] = Convert.ToBase64String(next.ToUnsignedBytes());
        exchanged["hash"] = next.Hash.ToString();
        await NotSignedAsync(world, JsonElement.Parse(exchanged.ToJsonString()), ErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task No_bit_of_a_signed_context_can_be_changed_and_still_be_sponsored()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction transfer = world.Transfer();
        JsonElement context = world.Context(transfer);
        byte[] unsigned = transfer.ToUnsignedBytes();
        for (int i = 0; i < unsigned.Length; i++)
        {
            JsonNode changed = JsonNode.Parse(context.GetRawText())!;
            byte[] bytes = [.. unsigned];
            bytes[i] ^= (byte)(1 << (i % 8));
            changed["data"] = Convert.ToBase64String(bytes);
            changed.AsObject().Remove("hash");
            await Assert.ThrowsAsync<RequestException>(() => world.SponsorAsync(JsonElement.Parse(changed.ToJsonString())));
        }

        Assert.Equal((SponsorWorld.Funds, 0L), await world.BalancesAsync());
    }

    [Fact]
    public async Task One_hash_has_one_reservation_however_often_and_in_whatever_way_it_is_asked_for()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction transfer = world.Transfer();
        SponsorTransactionResponse first = await world.SponsorAsync(transfer);
        SponsorTransactionResponse second = await world.SponsorAsync(first.Context);
        Assert.Equal((first.Context.GetRawText(), first.Transaction), (second.Context.GetRawText(), second.Transaction));
        Assert.False(await world.Bank.Store.RunAsync("look", state => world.Bank.Outbox.IsSentAsync(state, transfer.Hash)));

        await world.RelayAsync(transfer);
        Assert.True(await world.Bank.Store.RunAsync("look", state => world.Bank.Outbox.IsSentAsync(state, transfer.Hash)));
        await world.RelayAsync(transfer);
        Assert.Equal(SponsorWorld.TotalOf(transfer), (await world.BalancesAsync()).Reserved);
        Assert.Equal(1, (await world.PolicyAsync()).Outstanding);
        Assert.Single(await world.Bank.Alice.LedgerAsync(world.Account.BankAccountId, LedgerEntryKind.FeesReserved));

        SponsorPolicyDescription another = await world.CreateAsync(new CreateSponsorPolicyRequest
        {
            BankAccountId = world.Account.BankAccountId,
            Name = "another",
            Contracts = world.Policy.Contracts,
            MaxPerTransaction = world.Policy.MaxPerTransaction,
            MaxPerUser = world.Policy.MaxPerUser,
            MaxPerDay = world.Policy.MaxPerDay,
        });
        await Refused.AsAsync(ErrorCode.Conflict, world.SponsorAsync(world.Context(transfer), another.PolicyId));
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.SponsorAsync(world.Context(transfer, null, world.Other)));
    }

    [Theory]
    [InlineData(OutboxStatus.Confirmed)]
    [InlineData(OutboxStatus.Failed)]
    [InlineData(OutboxStatus.Expired)]
    public async Task What_the_chain_has_decided_is_not_paid_for_again(OutboxStatus status)
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction transfer = world.Transfer();
        await world.SponsorAsync(transfer);
        await world.EndAsync(transfer, status);
        (long Available, long Reserved) before = await world.BalancesAsync();
        await Refused.AsAsync(ErrorCode.Conflict, world.SponsorAsync(transfer));
        world.Bank.Now += TimeSpan.FromHours(47);
        await world.SponsorAsync(world.Transfer(world.Other));
        await Refused.AsAsync(ErrorCode.Conflict, world.RelayAsync(transfer));
        Assert.Equal(before.Available - SponsorWorld.TotalOf(transfer), (await world.BalancesAsync()).Available);

        // Long after, the chain itself says so, or the transaction's last block has passed.
        world.Bank.Network.Height += 200;
        world.Bank.Now += TimeSpan.FromHours(2);
        await world.SponsorAsync(world.Transfer(world.Other));
        RequestException refused = await Assert.ThrowsAsync<RequestException>(() => world.SponsorAsync(transfer));
        Assert.Equal(status == OutboxStatus.Expired ? ErrorCode.PolicyDenied : ErrorCode.Conflict, refused.Code);
        await world.MustBalanceAsync();
    }

    [Fact]
    public async Task Nobody_s_operation_ends_a_reservation_of_the_bank()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction transfer = world.Transfer();
        await world.SponsorAsync(transfer);
        string reservationId = await world.Bank.Store.RunAsync(
            "look", async state => (await world.Bank.Service.Holds.FlightsAsync(state, world.Account.BankAccountId, 10)).Single());
        await Refused.AsAsync(ErrorCode.NotFound, world.Bank.Alice.ReleaseAsync(reservationId));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bank.Alice.SettleAsync(reservationId, 1));
        long free = (await world.BalancesAsync()).Available;
        await Refused.AsAsync(ErrorCode.InsufficientFunds, world.Bank.Alice.WithdrawAsync(world.Account, free));
        Assert.Equal(SponsorWorld.TotalOf(transfer), (await world.BalancesAsync()).Reserved);

        // Time alone ends nothing: only the chain does.
        world.Bank.Now += TimeSpan.FromDays(30);
        await world.SponsorAsync(world.Transfer(world.Other));
        Assert.Equal(2 * SponsorWorld.TotalOf(transfer), (await world.BalancesAsync()).Reserved);
        await world.EndAsync(transfer, OutboxStatus.Confirmed);
        Assert.Equal(SponsorWorld.TotalOf(transfer), (await world.BalancesAsync()).Reserved);
    }

    [Fact]
    public async Task A_failed_transaction_costs_its_fees_and_counts_against_its_sender_alone()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with { MaxFaults = 1 });
        Transaction failing = SponsorWorld.With(world.Transfer(), systemFee: NetworkDouble.SystemFee + (NetworkDouble.SystemFee / 10));
        await world.RelayAsync(failing);
        await world.EndAsync(failing, OutboxStatus.Failed);
        Assert.Equal((SponsorWorld.Funds - SponsorWorld.TotalOf(failing), 0L), await world.BalancesAsync());
        LedgerEntry settled = (await world.Bank.Alice.LedgerAsync(world.Account.BankAccountId, LedgerEntryKind.FeesSettled)).Single();
        Assert.Equal(failing.Hash.ToString(), settled.TransactionHash);
        Assert.Equal([SponsorViolationCode.UserBlocked], await world.CodesAsync(world.Transfer()));
        await world.SponsorAsync(world.Transfer(world.Other));
        await world.MustBalanceAsync();
    }

    [Fact]
    public async Task Another_account_s_policy_is_not_found()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        JsonElement context = world.Context(world.Transfer());
        await Refused.AsAsync(ErrorCode.NotFound, world.SponsorAsync(context, owner: world.Bank.Bob));
        await Refused.AsAsync(ErrorCode.NotFound, world.SponsorAsync(context, "spo_aaaaaaaaaaaaaaaaaaaaaaaaaa"));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bank.Bob.RunAsync(call => world.Bank.Service.Sponsoring.Policies.DeleteAsync(
            new DeleteSponsorPolicyRequest { PolicyId = world.Policy.PolicyId }, call)));
    }

    [Fact]
    public async Task A_policy_that_is_deleted_settles_what_it_sponsored_and_nothing_more()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction[] both = [world.Transfer(), world.Transfer()];
        await world.SponsorAsync(both[0]);
        await world.SponsorAsync(both[1]);
        await world.DeleteAsync();
        Assert.Empty(await world.ListAsync());
        await Refused.AsAsync(ErrorCode.NotFound, world.SponsorAsync(world.Transfer()));
        await world.EndAsync(both[0], OutboxStatus.Failed);
        await world.EndAsync(both[1], OutboxStatus.Expired);
        Assert.Equal((SponsorWorld.Funds - SponsorWorld.TotalOf(both[0]), 0L), await world.BalancesAsync());
        await world.MustBalanceAsync();
    }

    private static async Task NotSignedAsync(SponsorWorld world, JsonElement context, ErrorCode code)
    {
        await Refused.AsAsync(code, world.SponsorAsync(context));
        await Refused.AsAsync(code, world.RelayAsync(context));
        Assert.Equal((SponsorWorld.Funds, 0L), await world.BalancesAsync());
    }
}
