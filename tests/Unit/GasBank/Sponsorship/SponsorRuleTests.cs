using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>Each rule of TRUST on what a bank account signs first, one broken at a time; a quote names it, and nothing is signed.</summary>
public sealed class SponsorRuleTests
{
    [Fact]
    public async Task A_user_s_transfer_is_signed_and_its_fees_are_reserved()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction transfer = world.Transfer();
        QuoteSponsorshipResponse quote = await world.QuoteAsync(transfer);
        Assert.Empty(quote.Violations);
        Assert.Equal(SponsorWorld.TotalOf(transfer), GasBankWorld.Number(quote.Total));

        SponsorTransactionResponse answer = await world.SponsorAsync(transfer);
        Transaction signed = Transaction.Parse(Convert.FromBase64String(answer.Transaction));
        Assert.Equal(transfer.Hash, signed.Hash);
        Assert.All(Enumerable.Range(0, 2), i => Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(signed, i, world.Bank.Network.Magic)));
        Assert.Equal(signed.ToBytes(), ContractParametersContext.Read(JsonSerializer.SerializeToUtf8Bytes(answer.Context)).ToSigned()!.ToBytes());
        Assert.Equal((SponsorWorld.Funds - SponsorWorld.TotalOf(transfer), SponsorWorld.TotalOf(transfer)), await world.BalancesAsync());
        Assert.False(await world.Bank.Store.RunAsync("look", state => world.Bank.Outbox.IsSentAsync(state, transfer.Hash)));
        await world.EndAsync(transfer, OutboxStatus.Confirmed);
        Assert.Equal((SponsorWorld.Funds - SponsorWorld.TotalOf(transfer), 0L), await world.BalancesAsync());
        await world.MustBalanceAsync();
    }

    [Fact]
    public async Task What_a_quote_makes_of_a_script_needs_only_the_user_s_signature()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        QuoteSponsorshipResponse quote = await world.QuoteAsync(new QuoteSponsorshipRequest
        {
            PolicyId = world.Policy.PolicyId,
            Script = Convert.ToBase64String(world.Transfer().Script.Span),
            User = Address.ToAddress(world.User.PublicKey.ScriptHash),
        });
        Assert.Empty(quote.Violations);
        Assert.Equal(["None", "CalledByEntry"], quote.Signers.Select(signer => signer.Scopes));
        ContractParametersContext context = ContractParametersContext.Read(JsonSerializer.SerializeToUtf8Bytes(quote.Context));
        Assert.Equal(world.Bank.Network.Height + 100, context.Transaction.ValidUntilBlock);
        RelaySponsoredResponse answer = await world.RelayAsync(world.Context(context.Transaction));
        Assert.Equal((quote.Hash, "pending", quote.Total), (answer.TransactionHash, answer.Status, answer.Reserved));
        Assert.True(await world.Bank.Store.RunAsync("look", state => world.Bank.Outbox.IsSentAsync(state, context.Transaction.Hash)));
    }

    [Fact]
    public async Task The_bank_signs_first_for_fees_alone()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction good = world.Transfer();
        Signer bank = good.Signers[0];
        Signer user = good.Signers[1];
        await RefusedAsync(world, SponsorWorld.With(good, signers: [user, bank]), SponsorViolationCode.BankNotFirst, SponsorViolationCode.SignerScope);
        await RefusedAsync(world, SponsorWorld.With(good, signers: [SponsorWorld.Seat(bank.Account), user]), SponsorViolationCode.BankScope);
        await RefusedAsync(world, SponsorWorld.With(good, signers: [SponsorWorld.Seat(bank.Account, WitnessScopes.Global), user]), SponsorViolationCode.BankScope);
        Transaction alone = SponsorWorld.With(good, signers: [bank]);
        await RefusedAsync(world, SponsorWorld.With(alone, networkFee: SponsorWorld.LeastFee(alone)), SponsorViolationCode.UserMissing);
    }

    [Theory]
    [InlineData(WitnessScopes.None)]
    [InlineData(WitnessScopes.Global)]
    [InlineData(WitnessScopes.CustomContracts)]
    [InlineData(WitnessScopes.CalledByEntry | WitnessScopes.CustomContracts)]
    [InlineData(WitnessScopes.WitnessRules)]
    public async Task The_user_signs_for_what_the_script_calls_and_nothing_wider(WitnessScopes scopes)
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction good = world.Transfer();
        Transaction wide = SponsorWorld.With(good, signers: [good.Signers[0], SponsorWorld.Seat(good.Signers[1].Account, scopes)]);
        await RefusedAsync(world, SponsorWorld.With(wide, networkFee: SponsorWorld.LeastFee(wide)), SponsorViolationCode.SignerScope);
    }

    [Fact]
    public async Task Only_senders_and_cosigners_that_the_policy_names_sign()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        UInt160 other = world.Other.PublicKey.ScriptHash;
        Transaction three = world.Make(
            [.. world.Transfer().Script.Span], SponsorWorld.Seat(world.Payer, WitnessScopes.None), SponsorWorld.Seat(world.User.PublicKey.ScriptHash), SponsorWorld.Seat(other));
        await RefusedAsync(world, three, SponsorViolationCode.CosignerDenied);
        await world.UpdateAsync(new UpdateSponsorPolicyRequest { PolicyId = world.Policy.PolicyId, Cosigners = [Address.ToAddress(other)], Senders = [other.ToString()] });
        await RefusedAsync(world, three, SponsorViolationCode.SenderDenied);
        await world.UpdateAsync(new UpdateSponsorPolicyRequest { PolicyId = world.Policy.PolicyId, AnySender = true });
        Assert.Empty(await world.CodesAsync(three));
        Assert.Contains("has not signed", await Refused.AsAsync(ErrorCode.PolicyDenied, world.SponsorAsync(world.Context(three, null, world.User))), StringComparison.Ordinal);
        await world.SponsorAsync(three);
    }

    [Fact]
    public async Task A_transaction_with_attributes_is_refused_since_they_could_evict_others()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        foreach (TransactionAttribute attribute in (TransactionAttribute[])[new ConflictsAttribute(world.Transfer().Hash), new HighPriorityAttribute(), new NotValidBeforeAttribute(5)])
        {
            Transaction marked = SponsorWorld.With(world.Transfer(), attributes: [attribute]);
            await RefusedAsync(world, SponsorWorld.With(marked, networkFee: SponsorWorld.LeastFee(marked)), SponsorViolationCode.Attributes);
        }
    }

    [Fact]
    public async Task A_transaction_is_valid_for_a_hundred_blocks_at_most_and_for_one_at_least()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        uint height = world.Bank.Network.Height;
        await RefusedAsync(world, SponsorWorld.With(world.Transfer(), validUntilBlock: height), SponsorViolationCode.Expired);
        await RefusedAsync(world, SponsorWorld.With(world.Transfer(), validUntilBlock: height + 101), SponsorViolationCode.ValidTooLong);
        Assert.Empty(await world.CodesAsync(SponsorWorld.With(world.Transfer(), validUntilBlock: height + 1)));
        Assert.Empty(await world.CodesAsync(SponsorWorld.With(world.Transfer(), validUntilBlock: height + 100)));
    }

    [Fact]
    public async Task Fees_are_what_is_needed_and_a_tenth_more_at_most()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        const long Cost = NetworkDouble.SystemFee;
        long least = world.Transfer().NetworkFee;
        await RefusedAsync(world, SponsorWorld.With(world.Transfer(), systemFee: Cost - 1), SponsorViolationCode.SystemFeeTooLow);
        await RefusedAsync(world, SponsorWorld.With(world.Transfer(), systemFee: Cost + (Cost / 10) + 1), SponsorViolationCode.SystemFeeTooHigh);
        await RefusedAsync(world, SponsorWorld.With(world.Transfer(), networkFee: least - 1), SponsorViolationCode.NetworkFeeTooLow);
        await RefusedAsync(world, SponsorWorld.With(world.Transfer(), networkFee: least + (least / 10) + 1), SponsorViolationCode.NetworkFeeTooHigh);
        Assert.Empty(await world.CodesAsync(SponsorWorld.With(world.Transfer(), systemFee: Cost + (Cost / 10), networkFee: least + (least / 10))));
        Assert.Contains(SponsorViolationCode.SystemFeeTooHigh, await world.CodesAsync(SponsorWorld.With(world.Transfer(), systemFee: long.MaxValue - least)));
    }

    [Fact]
    public async Task A_script_does_what_the_policy_names_and_its_bytes_show()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        byte[] transfer = [.. world.Transfer().Script.Span];
        UInt160 user = world.User.PublicKey.ScriptHash;
        await ScriptAsync([(byte)OpCode.JMP, 2, .. transfer], SponsorViolationCode.ScriptUnrecognised);
        await ScriptAsync([(byte)OpCode.PUSH1], SponsorViolationCode.ScriptUnrecognised);
        await ScriptAsync(new ScriptBuilder().Transfer(SponsorWorld.Stranger, user, SponsorWorld.Friend, 1).ToArray(), SponsorViolationCode.ContractDenied);
        await ScriptAsync([.. transfer, .. Call("vote", user)], SponsorViolationCode.MethodDenied);
        await ScriptAsync([.. transfer, .. Call("Transfer", user)], SponsorViolationCode.MethodDenied);
        await ScriptAsync([.. transfer, .. transfer]);

        Task ScriptAsync(byte[] script, params SponsorViolationCode[] codes) => JudgeAsync(world, script, codes);
    }

    [Fact]
    public async Task Nothing_moves_the_bank_s_own_funds()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with { Contracts = [new SponsoredContract { Contract = NativeContracts.Gas.ToString() }] });
        UInt160 user = world.User.PublicKey.ScriptHash;
        await JudgeAsync(world, new ScriptBuilder().Transfer(NativeContracts.Gas, world.Payer, user, 1).ToArray(), SponsorViolationCode.BankInScript);
        await JudgeAsync(world, Call("burn", world.Payer), SponsorViolationCode.BankInScript);
        byte[] nested = new ScriptBuilder().Push(world.Payer).Push(1).Emit(OpCode.PACK).Push(1).Emit(OpCode.PACK).Call(NativeContracts.Gas, "any", CallFlags.All).ToArray();
        await JudgeAsync(world, nested, SponsorViolationCode.BankInScript);
        await JudgeAsync(world, new ScriptBuilder().Transfer(NativeContracts.Gas, user, world.Payer, 1).ToArray());
    }

    [Fact]
    public async Task A_script_that_fails_when_it_is_run_is_not_paid_for()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        world.Bank.Network.Halts = false;
        Transaction transfer = world.Transfer();
        Assert.Equal([SponsorViolationCode.ScriptFails], await world.CodesAsync(transfer));
        await Refused.AsAsync(ErrorCode.ChainRefused, world.SponsorAsync(transfer));
    }

    [Fact]
    public async Task A_contract_s_account_is_no_user_for_its_consent_cannot_be_checked()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        Transaction transfer = world.Transfer();
        JsonNode context = JsonNode.Parse(new ContractParametersContext(transfer, world.Bank.Network.Magic).ToBytes())!;
        context["items"]![transfer.Signers[1].Account.ToString()] = new JsonObject { ["script"] = null, ["parameters"] = new JsonArray(), ["signatures"] = new JsonObject() };
        string message = await Refused.AsAsync(ErrorCode.PolicyDenied, world.SponsorAsync(JsonElement.Parse(context.ToJsonString())));
        Assert.Contains("contract's account", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_policy_sponsors_nothing_until_it_is_active_again()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync();
        await world.UpdateAsync(new UpdateSponsorPolicyRequest { PolicyId = world.Policy.PolicyId, Status = SponsorPolicyStatus.Paused });
        await RefusedAsync(world, world.Transfer(), SponsorViolationCode.PolicyPaused);
        await world.UpdateAsync(new UpdateSponsorPolicyRequest { PolicyId = world.Policy.PolicyId, Status = SponsorPolicyStatus.Active });
        await world.SponsorAsync(world.Transfer());
    }

    [Fact]
    public async Task A_quote_names_all_that_speaks_against_it()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with { MaxPerTransaction = "1", MaxPerUser = "1", MaxPerDay = "1" });
        Transaction transfer = SponsorWorld.With(
            world.Transfer(), validUntilBlock: 1, attributes: [new HighPriorityAttribute()], networkFee: 1, systemFee: SponsorWorld.Funds);
        Assert.Equal(
            [
                SponsorViolationCode.Attributes, SponsorViolationCode.Expired, SponsorViolationCode.SystemFeeTooHigh, SponsorViolationCode.NetworkFeeTooLow,
                SponsorViolationCode.OverPerTransaction, SponsorViolationCode.OverPerUser, SponsorViolationCode.OverPerDay, SponsorViolationCode.InsufficientFunds,
            ],
            await world.CodesAsync(transfer));
    }

    /// <summary>A quote names these rules; without a signature too nothing is signed, and nothing is reserved.</summary>
    private static async Task RefusedAsync(SponsorWorld world, Transaction transaction, params IReadOnlyList<SponsorViolationCode> codes)
    {
        Assert.Equal(codes, await world.CodesAsync(transaction));
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.SponsorAsync(transaction));
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.RelayAsync(transaction));
        Assert.Equal((SponsorWorld.Funds, 0L), await world.BalancesAsync());
    }

    private static async Task JudgeAsync(SponsorWorld world, byte[] script, params SponsorViolationCode[] codes)
    {
        Transaction transaction = world.Make(script, SponsorWorld.Seat(world.Payer, WitnessScopes.None), SponsorWorld.Seat(world.User.PublicKey.ScriptHash));
        if (codes.Length > 0)
        {
            await RefusedAsync(world, transaction, codes);
            return;
        }

        Assert.Empty(await world.CodesAsync(transaction));
    }

    private static byte[] Call(string method, UInt160 argument) =>
        new ScriptBuilder().Push(argument).Push(1).Emit(OpCode.PACK).Call(NativeContracts.Gas, method, CallFlags.All).ToArray();
}
