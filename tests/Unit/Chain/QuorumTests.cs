using System.Globalization;
using System.Numerics;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>What end points that lie, lag or fall silent can do to a read: nothing, as long as a quorum is honest.</summary>
[Collection(typeof(OnChain))]
public sealed class QuorumTests(PrivateChain chain)
{
    private const int Gas = 5;

    /// <summary>What one end point may be like without anybody noticing in an answer.</summary>
    public static TheoryData<string> Faults => new(Faulty.Keys);

    private static readonly Dictionary<string, Func<NodeFault>> Faulty = new()
    {
        ["balance"] = () => NodeFault.Integer("999999999999"),
        ["vmstate"] = () => NodeFault.Execution("vmstate", "FAULT"),
        ["gasconsumed"] = () => NodeFault.Execution("gasconsumed", "1"),
        ["exception"] = () => NodeFault.Execution("exception", "a lie"),
        ["unknown"] = () => NodeFault.Error(-103, "Unknown transaction", "gettransactionheight", "getapplicationlog", "getrawtransaction"),
        ["height too high"] = () => NodeFault.Lie("getblockcount", _ => 4_000_000_000u),
        ["height 0"] = () => NodeFault.Lie("getblockcount", _ => 0),
        ["lags"] = () => NodeFault.Lag(2),
        ["lags far"] = () => NodeFault.Lag(1000),
        ["another network"] = () => NodeFault.OfNetwork(860_833_102),
        ["silent"] = () => NodeFault.Silent,
        ["closed"] = () => NodeFault.Closed,
        ["cut"] = () => NodeFault.Cut,
        ["slow"] = () => NodeFault.Slow(TimeSpan.FromSeconds(2)),
        ["errors"] = () => NodeFault.Error(-32601, "Method not found"),
        ["internal error"] = () => NodeFault.Error(-32603, "Internal error"),
        ["no JSON"] = () => NodeFault.Saying("<html>busy</html>", 503),
        ["empty"] = () => NodeFault.Saying(""),
        ["null"] = () => NodeFault.Saying("null"),
        ["another transaction's bytes"] = () => NodeFault.Lie("getrawtransaction", answer => answer is System.Text.Json.Nodes.JsonValue ? "AAECAwQ=" : answer),
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task One_of_three_changes_no_answer(string fault)
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync(Gas);
        Transaction transfer = await sender.TransferAsync(world.Network, 1);
        world.Nodes[1].Fault = Faulty[fault]();
        Assert.NotEqual(SubmissionStatus.Unreachable, (await world.Network.SendAsync(transfer, TestContext.Current.CancellationToken)).Status);
        MinedTransaction? mined = null;
        await Waiting.UntilAsync(async () => (mined = await world.Network.FindTransactionAsync(transfer.Hash)) is not null);
        Assert.Equal((true, null), (mined!.Halted, mined.Exception));
        Assert.NotEqual(1, mined.GasConsumed);
        BigInteger left = await world.Network.GetBalanceAsync(NativeContracts.Gas, sender.Account.ScriptHash, TestContext.Current.CancellationToken);
        Assert.Equal((BigInteger)Gas * 100_000_000 - transfer.SystemFee - transfer.NetworkFee - 1, left);
        uint height = await world.Network.GetHeightAsync(TestContext.Current.CancellationToken);
        Assert.InRange(height, mined.Block, (await chain.Rpc.CallAsync("getblockcount")).GetUInt32());
        Assert.Equal(30, (await world.Network.GetFeesAsync(TestContext.Current.CancellationToken)).ExecutionFactor);
    }

    [Fact]
    public async Task Two_liars_who_do_not_agree_leave_no_answer()
    {
        await using ChainWorld world = new(chain, timeoutMs: 500);
        world.Nodes[0].Fault = NodeFault.Integer("1");
        world.Nodes[2].Fault = NodeFault.Integer("2");
        RequestException refused = await ChainWorld.UnavailableAsync(
            async () => await world.Network.GetBalanceAsync(NativeContracts.Gas, ChainWorld.Receiver));
        Assert.Contains("agree", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_liar_is_seen_to_disagree_until_it_does_not()
    {
        await using ChainWorld world = new(chain);
        world.Nodes[2].Fault = NodeFault.Integer("1");
        await Waiting.UntilAsync(async () =>
        {
            await world.Network.GetBalanceAsync(NativeContracts.Gas, ChainWorld.Receiver);
            return world[2].State == EndpointState.Disagrees;
        });
        Assert.Equal(EndpointState.Ok, world[0].State);
        world.Nodes[2].Fault = NodeFault.None;
        await Waiting.UntilAsync(async () =>
        {
            await world.Network.GetBalanceAsync(NativeContracts.Gas, ChainWorld.Receiver);
            return world[2].State == EndpointState.Ok;
        });
    }

    [Fact]
    public async Task With_two_of_three_down_nothing_is_read_until_one_is_back()
    {
        await using ChainWorld world = new(chain, timeoutMs: 500);
        world.Nodes[0].Fault = NodeFault.Closed;
        world.Nodes[1].Fault = NodeFault.Silent;
        RequestException refused = await ChainWorld.UnavailableAsync(async () => await world.Network.GetHeightAsync());
        Assert.Contains("1 of 3", refused.Message, StringComparison.Ordinal);
        Assert.Equal((EndpointState.Unreachable, "timedOut"), (world[1].State, world[1].Failure));
        Assert.Equal(EndpointState.Unreachable, world[0].State);
        await ChainWorld.UnavailableAsync(async () => await world.Network.FindContractAsync(NativeContracts.Gas));

        world.Nodes[1].Fault = NodeFault.None;
        Assert.NotNull(await world.Network.FindContractAsync(NativeContracts.Gas, TestContext.Current.CancellationToken));
        Assert.Equal(EndpointState.Unreachable, world[0].State);
        world.Nodes[0].Fault = NodeFault.None;
        await Waiting.UntilAsync(async () => await world.Network.GetHeightAsync() > 0 && world[0].State == EndpointState.Ok);
    }

    [Fact]
    public async Task One_that_fails_is_asked_less_often()
    {
        await using ChainWorld world = new(chain);
        world.Nodes[0].Fault = NodeFault.Closed;
        for (int i = 0; i < 50; i++)
        {
            await world.Network.FindContractAsync(NativeContracts.Gas, TestContext.Current.CancellationToken);
        }

        Assert.InRange(world.Nodes[0].Calls("getversion") + world.Nodes[0].Calls("getcontractstate"), 1, 10);
        Assert.True(world.Nodes[1].Calls("getcontractstate") >= 40);
    }

    [Fact]
    public async Task One_of_another_network_is_never_asked_for_more_and_seen_as_such()
    {
        await using ChainWorld world = new(chain);
        world.Nodes[1].Fault = NodeFault.OfNetwork(1);
        Assert.NotNull(await world.Network.FindContractAsync(NativeContracts.Gas, TestContext.Current.CancellationToken));
        await Waiting.UntilAsync(() => world[1].State == EndpointState.WrongNetwork);
        Assert.Equal(0, world.Nodes[1].Calls("getcontractstate") + world.Nodes[1].Calls("getblockcount"));
    }

    [Fact]
    public async Task One_that_is_far_behind_counts_for_nothing_and_one_that_is_not_counts()
    {
        await using ChainWorld world = new(chain, maxLag: 3);
        await Waiting.UntilAsync(async () => await world.Network.GetHeightAsync() > 5);
        uint height = await world.Network.GetHeightAsync(TestContext.Current.CancellationToken);
        world.Nodes[0].Fault = NodeFault.Lag(1000);
        world.Nodes[1].Fault = NodeFault.Closed;
        await Waiting.UntilAsync(async () =>
        {
            await world.Network.GetHeightAsync();
            return world[0].State == EndpointState.Lagging;
        });
        Assert.Equal((0u, null), (world[0].Height!.Value, world[0].Failure));
        Assert.True(await world.Network.GetHeightAsync(TestContext.Current.CancellationToken) >= height, "The height went back.");
        await ChainWorld.UnavailableAsync(async () => await world.Network.FindContractAsync(NativeContracts.Gas));
        world.Nodes[0].Fault = NodeFault.Lag(1);
        Assert.NotNull(await world.Network.FindContractAsync(NativeContracts.Gas, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task That_a_transaction_is_in_no_block_counts_only_from_those_who_have_all_blocks()
    {
        await using ChainWorld world = new(chain, timeoutMs: 1000);
        await world.Network.GetHeightAsync(TestContext.Current.CancellationToken);
        world.Nodes[0].Fault = NodeFault.Lag(1);
        world.Nodes[1].Fault = NodeFault.Lag(1);
        UInt256 nowhere = new(new byte[32]);
        // Two are a block behind: a quorum has no more than they have.
        Assert.Null(await world.Network.FindTransactionAsync(nowhere, TestContext.Current.CancellationToken));
        world.Nodes[0].Fault = NodeFault.Lag(500);
        world.Nodes[1].Fault = NodeFault.Lag(500);
        await ChainWorld.UnavailableAsync(async () => await world.Network.FindTransactionAsync(nowhere));
    }

    [Fact]
    public async Task What_is_shown_of_an_end_point_is_its_host_and_port()
    {
        await using ChainWorld world = new(chain);
        NetworkStatus status = world.Network.Describe();
        Assert.Equal((ChainWorld.Name, chain.Network, null, 2), (status.Name, status.Magic, status.Height, status.Quorum));
        Assert.All(status.Endpoints.Zip(world.Nodes), pair => Assert.Equal(
            (pair.Second.Url.Authority, EndpointState.Unreachable, "notAsked"), (pair.First.Host, pair.First.State, pair.First.Failure)));
        uint height = await world.Network.GetHeightAsync(TestContext.Current.CancellationToken);
        Assert.Equal(height, world.Network.Describe().Height);
        Assert.DoesNotContain("a-key", string.Join(' ', status.Endpoints.Select(endpoint => endpoint.Host)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-501, "Inventory already exists", SubmissionStatus.Known, null)]
    [InlineData(-503, "Already in pool", SubmissionStatus.Known, null)]
    [InlineData(-502, "Memory pool capacity reached", SubmissionStatus.Unreachable, "memoryPoolFull")]
    [InlineData(-511, "Insufficient funds for fee", SubmissionStatus.Refused, "insufficientFunds")]
    [InlineData(-510, "Expired transaction", SubmissionStatus.Refused, "expired")]
    [InlineData(-500, "PolicyFail", SubmissionStatus.Refused, "policyFail")]
    [InlineData(-500, "something else", SubmissionStatus.Refused, "refused")]
    [InlineData(-32601, "Method not found", SubmissionStatus.Unreachable, null)]
    public async Task Old_and_new_codes_mean_the_same(int code, string message, SubmissionStatus status, string? reason)
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = new(chain.Network);
        Transaction transaction = await sender.SignAsync(world.Network, new ScriptBuilder().Push(0).ToArray());
        Array.ForEach(world.Nodes, node => node.Fault = NodeFault.Error(code, message, "sendrawtransaction"));
        Assert.Equal(new Submission(status, reason), await world.Network.SendAsync(transaction, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(-100, "Unknown transaction")]
    [InlineData(-103, "Unknown transaction")]
    [InlineData(-105, "Unknown script container")]
    public async Task Every_way_to_say_that_there_is_no_transaction_is_understood(int code, string message)
    {
        await using ChainWorld world = new(chain);
        Array.ForEach(world.Nodes, node => node.Fault = NodeFault.Error(code, message, "gettransactionheight", "getapplicationlog", "getrawtransaction"));
        Assert.Null(await world.Network.FindTransactionAsync(new UInt256(new byte[32]), TestContext.Current.CancellationToken));
        Array.ForEach(world.Nodes, node => node.Fault = NodeFault.Error(-102, "Unknown contract", "getcontractstate"));
        Assert.Null(await world.Network.FindContractAsync(NativeContracts.Gas, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(7, 10)]
    [InlineData(11, 17)]
    public async Task The_network_fee_is_what_the_node_says(int required, int keys)
    {
        await using ChainWorld world = new(chain);
        PublicKey[] all = [.. Enumerable.Range(0, keys).Select(_ => PrivateKey.Create().PublicKey)];
        AccountContract[] accounts = [AccountContract.Multi(required, all), AccountContract.Single(all[0])];
        Transaction transaction = new()
        {
            Nonce = 1,
            SystemFee = 1,
            NetworkFee = 0,
            ValidUntilBlock = await world.Network.GetHeightAsync(TestContext.Current.CancellationToken) + 10,
            Signers = [.. accounts.Select(account => new Signer { Account = account.ScriptHash, Scopes = WitnessScopes.CalledByEntry })],
            Script = new byte[] { (byte)OpCode.PUSH1 },
        };
        long fee = NetworkFees.Of(transaction, accounts, await world.Network.GetFeesAsync(TestContext.Current.CancellationToken));
        Transaction asked = transaction.WithWitnesses([.. accounts.Select(account => new Witness(ReadOnlyMemory<byte>.Empty, account.Script))]);
        string said = (await chain.Rpc.CallAsync("calculatenetworkfee", Convert.ToBase64String(asked.ToBytes()))).GetProperty("networkfee").GetString()!;
        Assert.Equal(long.Parse(said, CultureInfo.InvariantCulture), fee);
    }
}
