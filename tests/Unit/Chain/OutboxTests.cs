using System.Numerics;
using System.Security.Cryptography;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>Signed transactions on their way to a real chain.</summary>
[Collection(typeof(OnChain))]
public sealed class OutboxTests(PrivateChain chain)
{
    [Fact]
    public async Task A_transfer_is_pending_then_confirmed_and_its_service_hears_of_it_once()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        using OutboxWorld outbox = await OutboxWorld.OpenAsync(new MemoryStore(), world.Connect());
        Transaction transfer = await sender.TransferAsync(world.Network, 5);
        Assert.Null(await outbox.FindAsync(transfer));
        await outbox.AddAsync(transfer);
        OutboxState ended = await outbox.EndedAsync(transfer);
        Assert.Equal((OutboxStatus.Confirmed, null), (ended.Status, ended.Refusal));
        Assert.Equal(
            new MinedSummary(ended.Mined!.Block, transfer.SystemFee, transfer.NetworkFee, null), ended.Mined);
        Assert.Equal(transfer.ToBytes(), ended.Entry.Transaction.ToArray());
        Assert.Equal("Confirmed", await outbox.ToldAsync());
        Assert.Null(await outbox.FindAsync(transfer, "acc_of somebody else"));
        Assert.DoesNotContain("outbox.fault", outbox.State.Events);

        await outbox.AddAsync(transfer);
        Assert.Equal(OutboxStatus.Confirmed, (await outbox.FindAsync(transfer))!.Status);
    }

    [Fact]
    public async Task A_script_that_fails_has_failed()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        using OutboxWorld outbox = await OutboxWorld.OpenAsync(new MemoryStore(), world.Connect());
        Transaction fails = await sender.SignAsync(world.Network, new ScriptBuilder().Push(0).Emit(OpCode.ASSERT).ToArray());
        await outbox.AddAsync(fails);
        OutboxState ended = await outbox.EndedAsync(fails);
        Assert.Equal(OutboxStatus.Failed, ended.Status);
        Assert.Contains("ASSERT", ended.Mined!.Exception, StringComparison.Ordinal);
        Assert.Equal("Failed", await outbox.ToldAsync());
    }

    [Fact]
    public async Task What_no_node_takes_is_sent_again_and_expires_when_its_last_block_has_passed()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        using OutboxWorld outbox = await OutboxWorld.OpenAsync(new MemoryStore(), world.Connect());
        Array.ForEach(world.Nodes, node => node.Fault = NodeFault.Error(-505, "Policy check failed", "sendrawtransaction"));
        Transaction transfer = await sender.TransferAsync(world.Network, 5, validFor: 15);
        await outbox.AddAsync(transfer);
        await Waiting.UntilAsync(() => world.Nodes[0].Calls("sendrawtransaction") > 2);
        OutboxState? refused = await outbox.FindAsync(transfer);
        Assert.Equal((OutboxStatus.Pending, "policyFail"), (refused!.Status, refused.Refusal));

        await chain.ForwardAsync(20);
        OutboxState ended = await outbox.EndedAsync(transfer);
        Assert.Equal((OutboxStatus.Expired, null), (ended.Status, ended.Mined));
        Assert.Equal("Expired", await outbox.ToldAsync());
        Assert.Null(await world.Network.FindTransactionAsync(transfer.Hash));
    }

    [Fact]
    public async Task What_is_only_watched_is_never_sent_but_found_and_expires()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        using OutboxWorld outbox = await OutboxWorld.OpenAsync(new MemoryStore(), world.Connect());
        Transaction sent = await sender.TransferAsync(world.Network, 5, validFor: 60);
        Transaction before = await sender.TransferAsync(world.Network, 6, validFor: 60);
        Transaction never = await sender.TransferAsync(world.Network, 7, validFor: 60);
        await chain.SendAsync(before.ToBytes());
        Assert.Equal("HALT", await chain.StateInBlockAsync(before.Hash.ToString()));
        await outbox.AddAsync(before, broadcast: false, "before");
        await outbox.AddAsync(sent, broadcast: false, "sent");
        await outbox.AddAsync(never, broadcast: false, "never");
        Assert.Equal(OutboxStatus.Confirmed, (await outbox.EndedAsync(before)).Status);
        await chain.SendAsync(sent.ToBytes());
        Assert.Equal(OutboxStatus.Confirmed, (await outbox.EndedAsync(sent)).Status);
        await chain.ForwardAsync(70);
        Assert.Equal(OutboxStatus.Expired, (await outbox.EndedAsync(never)).Status);
        Assert.Equal(("Confirmed", "Confirmed", "Expired"), (await outbox.ToldAsync("before"), await outbox.ToldAsync("sent"), await outbox.ToldAsync("never")));
        Assert.Equal(0, world.Nodes.Sum(node => node.Calls("sendrawtransaction")));
    }

    [Fact]
    public async Task It_waits_for_end_points_that_are_down_and_for_a_host_that_is_gone()
    {
        await using ChainWorld world = new(chain, timeoutMs: 500);
        using ChainSender sender = await world.FundAsync();
        using OutboxWorld outbox = await OutboxWorld.OpenAsync(new MemoryStore(), world.Connect(timeoutMs: 500));
        Transaction transfer = await sender.TransferAsync(world.Network, 5);
        Array.ForEach(world.Nodes, node => node.Fault = NodeFault.Closed);
        await outbox.AddAsync(transfer);
        await Waiting.UntilAsync(() => world.Nodes.Sum(node => node.Calls("getversion")) > 6);
        Assert.Equal(OutboxStatus.Pending, (await outbox.FindAsync(transfer))!.Status);

        outbox.State.Host.OnCommit = static _ => Fate.Refused;
        Array.ForEach(world.Nodes, node => node.Fault = NodeFault.None);
        await Waiting.UntilAsync(async () => await world.Network.FindTransactionAsync(transfer.Hash) is not null);
        await outbox.State.UntilProblemAsync(Contracts.SystemService.StateProblemCode.StoreUnavailable);
        outbox.State.Attach(new MemoryRecordHost(outbox.State.Host.Store));
        await outbox.State.UntilOpenAsync();
        Assert.Equal(OutboxStatus.Confirmed, (await outbox.EndedAsync(transfer)).Status);
        Assert.Equal("Confirmed", await outbox.ToldAsync());
        Assert.DoesNotContain("outbox.fault", outbox.State.Events);
    }

    [Fact]
    public async Task A_service_that_fails_hears_again_and_holds_up_nobody()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        using OutboxWorld outbox = await OutboxWorld.OpenAsync(new MemoryStore(), world.Connect());
        int failures = 3;
        outbox.Settling = () =>
        {
            if (Interlocked.Decrement(ref failures) >= 0)
            {
                throw new InvalidOperationException("a fault of the service's");
            }
        };
        Transaction[] transfers = [await sender.TransferAsync(world.Network, 1), await sender.TransferAsync(world.Network, 2)];
        await Task.WhenAll(transfers.Select((transfer, i) => outbox.AddAsync(transfer, reference: $"{i}")));
        foreach ((Transaction transfer, int i) in transfers.Select((transfer, i) => (transfer, i)))
        {
            Assert.Equal(OutboxStatus.Confirmed, (await outbox.EndedAsync(transfer)).Status);
            Assert.Equal("Confirmed", await outbox.ToldAsync($"{i}"));
        }

        Assert.Equal(3, outbox.State.Events.Count(name => name == "outbox.fault"));
    }

    [Fact]
    public async Task An_account_has_so_many_under_way_and_so_many_are_kept()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        MemoryStore store = new();
        using OutboxWorld outbox = await OutboxWorld.OpenAsync(store, world.Connect(), OutboxWorld.Quick with { MaxUnderWay = 3, MaxEnded = 2 });
        Transaction[] transfers = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => sender.TransferAsync(world.Network, 1)))];
        Array.ForEach(world.Nodes, node => node.Fault = NodeFault.Silent);
        foreach (Transaction transfer in transfers[..3])
        {
            await outbox.AddAsync(transfer);
        }

        await outbox.AddAsync(transfers[0]);
        RequestException refused = await Assert.ThrowsAsync<RequestException>(() => outbox.AddAsync(transfers[3]));
        Assert.Same(ErrorCode.LimitExceeded, refused.Code);
        refused = await Assert.ThrowsAsync<RequestException>(() => outbox.AddAsync(transfers[0], reference: "another"));
        Assert.Same(ErrorCode.Conflict, refused.Code);

        Array.ForEach(world.Nodes, node => node.Fault = NodeFault.None);
        await Waiting.UntilAsync(async () => (await outbox.ToldAsync()).Split(',').Length == 3);
        Assert.Equal("Confirmed,Confirmed,Confirmed", await outbox.ToldAsync());
        Assert.Equal(2, (await Task.WhenAll(transfers.Select(transfer => outbox.FindAsync(transfer)))).Count(found => found is not null));
        await outbox.AddAsync(transfers[3]);
        Assert.Equal(OutboxStatus.Confirmed, (await outbox.EndedAsync(transfers[3])).Status);
    }

    [Fact]
    public async Task What_is_not_of_one_transaction_is_no_entry()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = new(chain.Network);
        using OutboxWorld outbox = await OutboxWorld.OpenAsync(new MemoryStore(), world.Connect());
        Transaction transaction = await sender.SignAsync(world.Network, new ScriptBuilder().Push(0).ToArray());
        OutboxEntry good = OutboxWorld.Entry(transaction);
        Task AddAsync(OutboxEntry entry) => outbox.State.Store.RunAsync(OutboxWorld.Account, async state =>
        {
            await outbox.Outbox.AddAsync(state, entry);
            return true;
        }).AsTask();
        await Assert.ThrowsAsync<ArgumentException>(() => AddAsync(good with { Hash = default }));
        await Assert.ThrowsAsync<ArgumentException>(() => AddAsync(good with { ValidUntilBlock = 1 }));
        await Assert.ThrowsAsync<ArgumentException>(() => AddAsync(good with { Transaction = transaction.ToUnsignedBytes() }));
        await Assert.ThrowsAsync<ArgumentException>(() => AddAsync(good with { Reference = new string('x', 129) }));
        await Assert.ThrowsAsync<NeoFormatException>(() => AddAsync(good with { Transaction = new byte[3] }));
        await Assert.ThrowsAsync<RequestException>(() => AddAsync(good with { Network = "another" }));
        await AddAsync(good);
    }

    [Fact]
    public async Task Hundreds_at_once_are_all_confirmed()
    {
        const int Count = 300;
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync(100);
        using OutboxWorld outbox = await OutboxWorld.OpenAsync(new MemoryStore(), world.Connect());
        UInt160 receiver = new(RandomNumberGenerator.GetBytes(UInt160.Length));
        List<Transaction> transfers = [];
        for (int i = 0; i < Count; i++)
        {
            transfers.Add(await sender.TransferAsync(world.Network, 1, validFor: 1000, to: receiver));
        }

        await Task.WhenAll(transfers.Select((transfer, i) => outbox.AddAsync(transfer, reference: $"{i}")));
        foreach (Transaction transfer in transfers)
        {
            Assert.Equal(OutboxStatus.Confirmed, (await outbox.EndedAsync(transfer)).Status);
        }

        Assert.Equal((BigInteger)Count, await world.Network.GetBalanceAsync(NativeContracts.Gas, receiver));
        Assert.All(await Task.WhenAll(Enumerable.Range(0, Count).Select(i => outbox.ToldAsync($"{i}"))), told => Assert.Equal("Confirmed", told));
    }
}
