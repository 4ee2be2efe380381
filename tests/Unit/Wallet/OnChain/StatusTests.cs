using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.OnChain;

public sealed class StatusTests
{
    [Fact]
    public async Task The_outbox_tells_of_what_is_in_no_block_and_only_its_account()
    {
        using OnChainWorld world = new();
        string hash = await SentAsync(world);
        GetTransactionStatusResponse pending = await world.StatusAsync(hash);
        Assert.Equal((TransactionStatus.Pending, null, world.Chain.Height + 20), (pending.Status, pending.Reason, pending.ValidUntilBlock));
        world.Outbox.Standing = (OutboxStatus.Pending, "memoryPoolFull", null);
        Assert.Equal("memoryPoolFull", (await world.StatusAsync(hash)).Reason);
        world.Outbox.Standing = (OutboxStatus.Sent, null, null);
        Assert.Equal(TransactionStatus.Sent, (await world.StatusAsync(hash)).Status);
        world.Outbox.Standing = (OutboxStatus.Expired, null, null);
        Assert.Equal(TransactionStatus.Expired, (await world.StatusAsync(hash)).Status);
        Assert.Equal(TransactionStatus.Unknown, (await world.StatusAsync(hash, "acc_bob")).Status);
    }

    [Theory]
    [InlineData(true, TransactionStatus.Confirmed)]
    [InlineData(false, TransactionStatus.Failed)]
    public async Task The_chain_has_the_last_word(bool halted, TransactionStatus status)
    {
        using OnChainWorld world = new();
        string hash = await SentAsync(world);
        Assert.True(UInt256.TryParse(hash, out UInt256 parsed));
        world.Chain.Mined[parsed] = new MinedTransaction(parsed, 990, 0, halted, halted ? null : "why", 11, 22, 10, []);
        GetTransactionStatusResponse answer = await world.StatusAsync(hash);
        Assert.Equal((status, halted ? null : "why", (uint?)990, (uint?)11), (answer.Status, answer.Reason, answer.Block, answer.Confirmations));
        Assert.Equal(("11", "22"), (answer.SystemFee, answer.NetworkFee));

        // Anybody may ask for what is on the chain.
        Assert.Equal(status, (await world.StatusAsync(hash, "acc_bob")).Status);
    }

    [Fact]
    public async Task Without_the_chain_the_outbox_tells_what_it_knows_and_else_it_is_unavailable()
    {
        using OnChainWorld world = new();
        string hash = await SentAsync(world);
        world.Chain.IsDown = true;
        world.Outbox.Standing = (OutboxStatus.Failed, null, new MinedSummary(7, 1, 2, "why"));
        GetTransactionStatusResponse answer = await world.StatusAsync(hash);
        Assert.Equal((TransactionStatus.Failed, "why", (uint?)7, null), (answer.Status, answer.Reason, answer.Block, answer.Confirmations));
        world.Outbox.Standing = (OutboxStatus.Confirmed, null, new MinedSummary(7, 1, 2, null));
        answer = await world.StatusAsync(hash);
        Assert.Equal((TransactionStatus.Confirmed, "1", "2"), (answer.Status, answer.SystemFee, answer.NetworkFee));
        await Refused.AsAsync(ErrorCode.ChainUnavailable, world.StatusAsync("0x" + new string('0', 64)));
    }

    [Fact]
    public async Task What_nobody_knows_is_unknown_and_what_is_no_hash_is_refused()
    {
        using OnChainWorld world = new();
        Assert.Equal(TransactionStatus.Unknown, (await world.StatusAsync("0x" + new string('0', 64))).Status);
        await Refused.MemberAsync("transactionHash ", world.StatusAsync("0x00"));
    }

    private static async Task<string> SentAsync(OnChainWorld world)
    {
        WalletDescription wallet = await world.Wallets.Alice.CreateAsync();
        world.Chain.Fund(wallet.Address, 100_00000000);
        return (await world.TransferAsync(new TransferRequest { WalletId = wallet.WalletId, Asset = "GAS", To = wallet.Address, Amount = "1" }))
            .TransactionHash;
    }
}
