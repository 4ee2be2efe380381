using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>
/// A private Neo chain of one node, with a block a second, new for each run of the tests: its folder, its keys, its network's number,
/// its port. All of it is gone when this is disposed.
/// </summary>
public sealed class PrivateChain : IAsyncLifetime
{
    private readonly HeldPort port = new();
    private NeoExpress? node;
    private ChainRpc? rpc;

    internal string Folder { get; } = Directory.CreateTempSubdirectory("nsl-chain-").FullName;

    internal ChainRpc Rpc => rpc ?? throw new InvalidOperationException("The chain is not started.");

    /// <summary>The network's number.</summary>
    internal uint Network { get; private set; }

    /// <summary>The same as requests name it.</summary>
    internal string NetworkText => Network.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where its node listens.</summary>
    internal IPEndPoint Address => port.Address;

    private string ChainFile => Path.Combine(Folder, "chain.neo-express");

    /// <summary>Makes it, starts it and waits until it answers.</summary>
    public async ValueTask InitializeAsync()
    {
        try
        {
            await NeoExpress.RunAsync(Folder, "create", ChainFile);
            await ListenAtAsync(Address.Port);
            rpc = new ChainRpc(new Uri($"http://{Address}"));
            await StartAsync();
        }
        catch
        {
            // Whatever went wrong, no node outlives the test.
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives an account GAS of the genesis account, and waits until it is there.</summary>
    /// <param name="address">The account.</param>
    /// <param name="gas">How much, in whole GAS.</param>
    /// <returns>The transaction's hash.</returns>
    internal async Task<string> FundAsync(string address, int gas)
    {
        string said = await NeoExpress.RunAsync(
            Folder, "transfer", "--input", ChainFile, gas.ToString(CultureInfo.InvariantCulture), "GAS", "genesis", address);
        string hash = said.Split(' ').Single(word => word.StartsWith("0x", StringComparison.Ordinal));
        Assert.Equal("HALT", await StateInBlockAsync(hash));
        return hash;
    }

    /// <summary>Kills its node with SIGKILL, starts it again, and waits until it answers.</summary>
    internal async Task KillAsync()
    {
        node!.Dispose();
        await StartAsync();
    }

    /// <summary>Makes blocks at once, as if so much time had gone by.</summary>
    internal async Task ForwardAsync(int blocks)
    {
        int target = await CountAsync() + blocks;
        for (int missing = blocks; missing > 0; missing = target - await CountAsync())
        {
            try
            {
                await NeoExpress.RunAsync(Folder, "fastfwd", "--input", ChainFile, missing.ToString(CultureInfo.InvariantCulture));
            }
            catch (InvalidOperationException failure) when (failure.Message.Contains("AlreadyExists", StringComparison.Ordinal))
            {
                // The node has made one of them itself meanwhile: the rest is still missing.
            }
        }
    }

    /// <summary>Sends a transaction; gives the hash that the node has for it.</summary>
    /// <exception cref="ChainRefusedException">It was refused.</exception>
    internal async Task<string> SendAsync(ReadOnlyMemory<byte> transaction) =>
        (await Rpc.CallAsync("sendrawtransaction", Convert.ToBase64String(transaction.Span))).GetProperty("hash").GetString()!;

    /// <summary>Waits until a transaction is in a block; gives the state in which its script ended.</summary>
    internal async Task<string> StateInBlockAsync(string hash)
    {
        string state = "";
        await Waiting.UntilAsync(async () =>
        {
            try
            {
                JsonElement log = await Rpc.CallAsync("getapplicationlog", hash);
                state = Assert.Single(log.GetProperty("executions").EnumerateArray()).GetProperty("vmstate").GetString()!;
                return true;
            }
            catch (ChainRefusedException refused) when (refused.Code == ChainRefusedException.UnknownTransaction)
            {
                return false;
            }
        });
        JsonElement found = await Rpc.CallAsync("getrawtransaction", hash, 1);
        JsonElement block = await Rpc.CallAsync("getblock", found.GetProperty("blockhash").GetString()!, 1);
        Assert.Contains(block.GetProperty("tx").EnumerateArray(), each => each.GetProperty("hash").GetString() == hash);
        return state;
    }

    /// <summary>How much GAS an account has, in datoshi.</summary>
    internal async Task<BigInteger> GasOfAsync(UInt160 account)
    {
        JsonElement answer = await Rpc.CallAsync(
            "invokefunction", NativeContracts.Gas.ToString(), "balanceOf", new[] { new { type = "Hash160", value = account.ToString() } });
        return BigInteger.Parse(answer.GetProperty("stack")[0].GetProperty("value").GetString()!, CultureInfo.InvariantCulture);
    }

    /// <summary>Makes a transfer of GAS that only lacks its sender's witness, with the fees that the node asks for.</summary>
    /// <param name="from">Who pays.</param>
    /// <param name="to">Who receives.</param>
    /// <param name="amount">How much, in datoshi.</param>
    internal Task<Transaction> PrepareTransferAsync(AccountContract from, UInt160 to, long amount) =>
        PrepareAsync(from, new ScriptBuilder().Transfer(NativeContracts.Gas, from.ScriptHash, to, amount).ToArray());

    /// <summary>Makes a transaction of a script likewise.</summary>
    internal async Task<Transaction> PrepareAsync(AccountContract from, byte[] script)
    {
        JsonElement trial = await Rpc.CallAsync(
            "invokescript", Convert.ToBase64String(script), new[] { new { account = from.ScriptHash.ToString(), scopes = "CalledByEntry" } });
        Assert.Equal("HALT", trial.GetProperty("state").GetString());
        long systemFee = long.Parse(trial.GetProperty("gasconsumed").GetString()!, CultureInfo.InvariantCulture);
        uint height = (await Rpc.CallAsync("getblockcount")).GetUInt32();
        Transaction With(long networkFee) => new()
        {
            Nonce = 1,
            SystemFee = systemFee,
            NetworkFee = networkFee,
            ValidUntilBlock = height + 100,
            Signers = [new Signer { Account = from.ScriptHash, Scopes = WitnessScopes.CalledByEntry }],
            Script = script,
        };

        Transaction unpaid = With(0).WithWitnesses(new Witness(ReadOnlyMemory<byte>.Empty, from.Script));
        JsonElement fee = await Rpc.CallAsync("calculatenetworkfee", Convert.ToBase64String(unpaid.ToBytes()));
        return With(long.Parse(fee.GetProperty("networkfee").GetString()!, CultureInfo.InvariantCulture));
    }

    public ValueTask DisposeAsync()
    {
        node?.Dispose();
        rpc?.Dispose();
        port.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task StartAsync()
    {
        node = NeoExpress.Start(Folder, "run", "--input", ChainFile, "--seconds-per-block", "1");
        Task answers = Waiting.UntilAsync(AnswersAsync);
        if (await Task.WhenAny(answers, node.EndAsync()) != answers)
        {
            throw node.Failure();
        }

        await answers;
    }

    private async Task<int> CountAsync() => (await Rpc.CallAsync("getblockcount")).GetInt32();

    /// <summary>Has the node answer at one port, and listen for no other node.</summary>
    private async Task ListenAtAsync(int number)
    {
        JsonNode chain = JsonNode.Parse(await File.ReadAllBytesAsync(ChainFile))!;
        Network = (uint)chain["magic"]!;
        JsonNode only = chain["consensus-nodes"]!.AsArray().Single()!;
        only["tcp-port"] = 0;
        only["ws-port"] = 0;
        only["rpc-port"] = number;
        await File.WriteAllTextAsync(ChainFile, chain.ToJsonString());
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            JsonElement version = await Rpc.CallAsync("getversion");
            Assert.Equal(Network, version.GetProperty("protocol").GetProperty("network").GetUInt32());
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

/// <summary>The tests that share a chain.</summary>
[CollectionDefinition]
public sealed class OnChain : ICollectionFixture<PrivateChain>;
