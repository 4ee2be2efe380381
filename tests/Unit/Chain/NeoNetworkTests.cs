using System.Numerics;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>What the enclave reads of a real node through three end points, of which two must agree.</summary>
[Collection(typeof(OnChain))]
public sealed class NeoNetworkTests(PrivateChain chain)
{
    private static readonly UInt160 Policy = NativeContracts.All.Single(contract => contract.Value == "PolicyContract").Key;

    [Fact]
    public async Task Its_height_and_fees_are_the_node_s()
    {
        await using ChainWorld world = new(chain);
        uint height = await world.Network.GetHeightAsync(TestContext.Current.CancellationToken);
        uint count = (await chain.Rpc.CallAsync("getblockcount")).GetUInt32();
        Assert.InRange(height, 1u, count);
        ChainFees fees = await world.Network.GetFeesAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1000L, 30L, 1, 1000, 86_400u), (fees.PerByte, fees.ExecutionFactor, fees.FactorScale, fees.BlockMilliseconds, fees.MaxValidUntilBlockIncrement));
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal((EndpointState.Ok, null), (world[i].State, world[i].Failure)));
    }

    [Fact]
    public async Task Scripts_give_their_stack_with_the_top_first()
    {
        await using ChainWorld world = new(chain);
        byte[] script = new ScriptBuilder().Push(1).Push("text").Push(true).Emit(OpCode.PUSHNULL)
            .Push(7).Push(1).Emit(OpCode.PACK).Push(-1).Push("k").Push(1).Emit(OpCode.PACKMAP).ToArray();
        Invocation run = await world.Network.InvokeAsync(script, [], TestContext.Current.CancellationToken);
        Assert.True(run.Halted);
        Assert.Equal(6, run.Stack.Count);
        KeyValuePair<ChainValue, ChainValue> entry = Assert.Single(Assert.IsType<ChainMap>(run.Stack[0]).Entries);
        Assert.Equal("k"u8.ToArray(), Assert.IsType<ChainBytes>(entry.Key).Value.ToArray());
        Assert.Equal(new ChainInteger(-1), entry.Value);
        Assert.Equal(new ChainInteger(7), Assert.Single(Assert.IsType<ChainArray>(run.Stack[1]).Items));
        Assert.IsType<ChainNull>(run.Stack[2]);
        Assert.Equal(new ChainBoolean(true), run.Stack[3]);
        Assert.Equal("text"u8.ToArray(), Assert.IsType<ChainBytes>(run.Stack[4]).Value.ToArray());
        Assert.Equal(new ChainInteger(1), run.Stack[5]);

        Invocation failed = await world.Network.InvokeAsync(new byte[] { (byte)OpCode.ABORT }, [], TestContext.Current.CancellationToken);
        Assert.False(failed.Halted);
        Assert.Contains("ABORT", failed.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signers_of_every_scope_are_understood_by_the_node()
    {
        await using ChainWorld world = new(chain);
        PublicKey group = AccountContract.Single(PrivateKey.Create().PublicKey).Keys[0];
        WitnessCondition condition = new AndCondition(
        [
            new NotCondition(new BooleanCondition(false)),
            new OrCondition([new ScriptHashCondition(Policy), new GroupCondition(group), new CalledByEntryCondition()]),
            new CalledByContractCondition(Policy),
            new CalledByGroupCondition(group),
        ]);
        UInt160 account = ChainWorld.Receiver;
        Signer[] all =
        [
            new() { Account = account, Scopes = WitnessScopes.None },
            new() { Account = account, Scopes = WitnessScopes.Global },
            new() { Account = account, Scopes = WitnessScopes.CalledByEntry | WitnessScopes.CustomContracts, AllowedContracts = [Policy] },
            new() { Account = account, Scopes = WitnessScopes.CustomGroups, AllowedGroups = [group] },
            new() { Account = account, Scopes = WitnessScopes.WitnessRules, Rules = [new WitnessRule(WitnessRuleAction.Allow, condition)] },
        ];
        byte[] asks = new ScriptBuilder().Push(account).Syscall("System.Runtime.CheckWitness").ToArray();
        foreach ((Signer signer, bool expected) in all.Zip((bool[])[false, true, true, false, false]))
        {
            Invocation run = await world.Network.InvokeAsync(asks, [signer], TestContext.Current.CancellationToken);
            Assert.True(run.Halted);
            Assert.Equal(new ChainBoolean(expected), Assert.Single(run.Stack));
        }
    }

    [Fact]
    public async Task Balances_are_of_tokens_alone()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync(7);
        Assert.Equal((BigInteger)700_000_000, await world.Network.GetBalanceAsync(NativeContracts.Gas, sender.Account.ScriptHash, TestContext.Current.CancellationToken));
        Assert.Equal(BigInteger.Zero, await world.Network.GetBalanceAsync(NativeContracts.Neo, sender.Account.ScriptHash, TestContext.Current.CancellationToken));
        foreach (UInt160 none in (UInt160[])[Policy, ChainWorld.Receiver])
        {
            RequestException refused = await Assert.ThrowsAsync<RequestException>(async () => await world.Network.GetBalanceAsync(none, sender.Account.ScriptHash, TestContext.Current.CancellationToken));
            Assert.Same(ErrorCode.ChainRefused, refused.Code);
        }
    }

    [Fact]
    public async Task Contracts_are_found_or_not_there()
    {
        await using ChainWorld world = new(chain);
        Assert.Equal(new DeployedContract(Policy, "PolicyContract", 0), await world.Network.FindContractAsync(Policy, TestContext.Current.CancellationToken));
        Assert.Null(await world.Network.FindContractAsync(ChainWorld.Receiver, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_transfer_is_sent_once_however_often_it_is_sent_and_found_with_what_it_did()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        Transaction transfer = await sender.TransferAsync(world.Network, 123);
        Assert.Null(await world.Network.FindTransactionAsync(transfer.Hash, TestContext.Current.CancellationToken));
        Assert.Contains((await world.Network.SendAsync(transfer, TestContext.Current.CancellationToken)).Status, (SubmissionStatus[])[SubmissionStatus.Taken, SubmissionStatus.Known]);
        MinedTransaction mined = await FindAsync(world, transfer);
        Assert.Equal((transfer.Hash, true, transfer.SystemFee, transfer.NetworkFee), (mined.Hash, mined.Halted, mined.SystemFee, mined.NetworkFee));
        Assert.True(mined.GasConsumed <= mined.SystemFee && mined.BlockTime > 0 && mined.Exception is null);
        Assert.InRange(mined.Block, 1u, transfer.ValidUntilBlock);
        ChainNotification told = Assert.Single(mined.Notifications);
        Assert.Equal((NativeContracts.Gas, "Transfer"), (told.Contract, told.Name));
        Assert.Equal([new ChainInteger(123)], told.State.OfType<ChainInteger>());

        Submission again = await world.Network.SendAsync(transfer, TestContext.Current.CancellationToken);
        Assert.Equal(new Submission(SubmissionStatus.Known, null), again);
        Assert.Contains(transfer.Hash, await world.Network.GetBlockAsync(mined.Block, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_transaction_whose_script_fails_is_found_with_its_fees_burnt()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        Transaction fails = await sender.SignAsync(world.Network, new ScriptBuilder().Push(0).Emit(OpCode.ASSERT).ToArray());
        await world.Network.SendAsync(fails, TestContext.Current.CancellationToken);
        MinedTransaction mined = await FindAsync(world, fails);
        Assert.Equal((false, fails.SystemFee, fails.NetworkFee), (mined.Halted, mined.SystemFee, mined.NetworkFee));
        Assert.Contains("ASSERT", mined.Exception, StringComparison.Ordinal);
        BigInteger left = await world.Network.GetBalanceAsync(NativeContracts.Gas, sender.Account.ScriptHash, TestContext.Current.CancellationToken);
        Assert.Equal((BigInteger)1_000_000_000 - fails.SystemFee - fails.NetworkFee, left);
    }

    [Fact]
    public async Task Refusals_have_stable_words()
    {
        await using ChainWorld world = new(chain);
        using ChainSender poor = new(chain.Network);
        Transaction unpaid = await poor.SignAsync(world.Network, new ScriptBuilder().Push(0).ToArray());
        Assert.Equal(new Submission(SubmissionStatus.Refused, "insufficientFunds"), await world.Network.SendAsync(unpaid, TestContext.Current.CancellationToken));
        Transaction late = await poor.SignAsync(world.Network, new ScriptBuilder().Push(0).ToArray(), validFor: 0);
        Assert.Equal(new Submission(SubmissionStatus.Refused, "expired"), await world.Network.SendAsync(late, TestContext.Current.CancellationToken));
        Transaction unsigned = unpaid.WithWitnesses(new Witness(new byte[66], poor.Account.Script));
        Assert.Equal(new Submission(SubmissionStatus.Refused, "invalidSignature"), await world.Network.SendAsync(unsigned, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nodes_that_take_one_call_at_a_time_are_asked_so()
    {
        await using ChainWorld world = new(chain);
        Array.ForEach(world.Nodes, node => node.Fault = NodeFault.None with { Batches = false });
        using ChainSender sender = await world.FundAsync(3);
        Assert.Equal((BigInteger)300_000_000, await world.Network.GetBalanceAsync(NativeContracts.Gas, sender.Account.ScriptHash, TestContext.Current.CancellationToken));
        Assert.Null(await world.Network.FindTransactionAsync(new UInt256(new byte[32]), TestContext.Current.CancellationToken));
    }

    private static async Task<MinedTransaction> FindAsync(ChainWorld world, Transaction transaction)
    {
        MinedTransaction? mined = null;
        await Waiting.UntilAsync(async () => (mined = await world.Network.FindTransactionAsync(transaction.Hash)) is not null);
        return mined!;
    }
}
