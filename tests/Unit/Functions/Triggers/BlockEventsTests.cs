using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Chain;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Triggers;

/// <summary>Events of blocks as real nodes tell them, and some that lie.</summary>
[Collection(typeof(OnChain))]
public sealed class BlockEventsTests(PrivateChain chain)
{
    [Fact]
    public async Task A_block_s_events_are_those_of_its_transactions_and_of_itself_in_their_order()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        MinedTransaction mined = await MineAsync(world, await sender.TransferAsync(world.Network, 17));
        ChainBlock block = await world.Network.GetBlockEventsAsync(mined.Block, TestContext.Current.CancellationToken);
        Assert.Equal((mined.Block, mined.BlockTime), (block.Index, block.Time));
        Assert.Equal(Enumerable.Range(0, block.Events.Count), block.Events.Select(told => told.Index));
        ChainEvent told = Assert.Single(block.Events, told => told.Transaction == mined.Hash);
        Assert.Equal((NativeContracts.Gas, "Transfer"), (told.Notification.Contract, told.Notification.Name));
        Assert.Equal(17, Assert.IsType<ChainInteger>(told.Notification.State[2]).Value);

        // What the block itself has told: fees that are burnt before its transactions, and rewards after them.
        Assert.Null(block.Events[0].Transaction);
        Assert.Null(block.Events[^1].Transaction);
    }

    [Fact]
    public async Task What_a_failed_script_told_is_left_out()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        byte[] script =
        [
            .. new ScriptBuilder().Transfer(NativeContracts.Gas, sender.Account.ScriptHash, ChainWorld.Receiver, 5).Emit(OpCode.ABORT).ToArray(),
        ];
        MinedTransaction mined = await MineAsync(world, await sender.SignAsync(world.Network, script));
        Assert.False(mined.Halted);
        ChainBlock block = await world.Network.GetBlockEventsAsync(mined.Block, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(block.Events, told => told.Transaction == mined.Hash);
    }

    [Fact]
    public async Task A_block_that_is_not_there_yet_cannot_be_read()
    {
        await using ChainWorld world = new(chain, timeoutMs: 600);
        uint height = await world.Network.GetHeightAsync(TestContext.Current.CancellationToken);
        await ChainWorld.UnavailableAsync(() => world.Network.GetBlockEventsAsync(height + 1000).AsTask());
    }

    private static async Task<MinedTransaction> MineAsync(ChainWorld world, Transaction transaction)
    {
        MinedTransaction? mined = null;
        Assert.Contains((await world.Network.SendAsync(transaction)).Status, (SubmissionStatus[])[SubmissionStatus.Taken, SubmissionStatus.Known]);
        await Waiting.UntilAsync(async () => (mined = await world.Network.FindTransactionAsync(transaction.Hash)) is not null);
        return mined!;
    }
}
