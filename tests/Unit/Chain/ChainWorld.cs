using System.Numerics;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>A network of three end points before a real node, of which two must agree.</summary>
internal sealed class ChainWorld : IAsyncDisposable
{
    internal const string Name = "private";

    internal static readonly UInt160 Receiver = new("somebody on a chain.."u8[..UInt160.Length]);

    private readonly DirectEgress egress = new();
    private readonly PrivateChain chain;

    internal ChainWorld(PrivateChain chain, int timeoutMs = 3000, int maxLag = 3)
    {
        this.chain = chain;
        Nodes = [new(chain.Address), new(chain.Address), new(chain.Address)];
        Network = Connect(timeoutMs, maxLag);
    }

    internal FaultyNode[] Nodes { get; }

    internal NeoNetwork Network { get; }

    /// <summary>The same end points for another enclave.</summary>
    internal NeoNetwork Connect(int timeoutMs = 3000, int maxLag = 3) => new(
        new NetworkSettings
        {
            Name = Name,
            Magic = chain.Network,
            Quorum = 2,
            MaxLag = maxLag,
            TimeoutMs = timeoutMs,
            Endpoints = [.. Nodes.Select(node => new RpcEndpointSettings { Url = node.Url + "a-key-to-it" })],
        },
        egress,
        TimeProvider.System);

    /// <summary>How an end point stands.</summary>
    internal EndpointStatus this[int endpoint] => Network.Describe().Endpoints[endpoint];

    /// <summary>An account of a new key with GAS on the chain.</summary>
    internal async Task<ChainSender> FundAsync(int gas = 10)
    {
        ChainSender sender = new(chain.Network);
        await chain.FundAsync(Address.ToAddress(sender.Account.ScriptHash), gas);
        return sender;
    }

    internal static async Task<RequestException> UnavailableAsync(Func<Task> read)
    {
        RequestException refused = await Assert.ThrowsAsync<RequestException>(read);
        Assert.Same(ErrorCode.ChainUnavailable, refused.Code);
        return refused;
    }

    public async ValueTask DisposeAsync()
    {
        Network.Dispose();
        await Task.WhenAll(Nodes.Select(node => node.DisposeAsync().AsTask()));
        egress.Dispose();
    }
}

/// <summary>A key that pays.</summary>
internal sealed class ChainSender(uint network) : IDisposable
{
    private readonly PrivateKey key = PrivateKey.Create();
    private int nonce;

    internal AccountContract Account => AccountContract.Single(key.PublicKey);

    /// <summary>A signed transfer of GAS with the fees that the network asks for.</summary>
    internal async Task<Transaction> TransferAsync(NeoNetwork from, BigInteger amount, uint validFor = 100, UInt160? to = null)
    {
        byte[] script = new ScriptBuilder().Transfer(NativeContracts.Gas, Account.ScriptHash, to ?? ChainWorld.Receiver, amount).ToArray();
        return await SignAsync(from, script, validFor);
    }

    /// <summary>A signed transaction that runs a script.</summary>
    internal async Task<Transaction> SignAsync(NeoNetwork from, byte[] script, uint validFor = 100)
    {
        Signer[] signers = [new Signer { Account = Account.ScriptHash, Scopes = WitnessScopes.CalledByEntry }];
        Invocation run = await from.InvokeAsync(script, signers);
        uint height = await from.GetHeightAsync();
        int number = Interlocked.Increment(ref nonce);
        Transaction With(long networkFee) => new()
        {
            Nonce = (uint)number,
            SystemFee = run.GasConsumed,
            NetworkFee = networkFee,
            ValidUntilBlock = height + validFor,
            Signers = signers,
            Script = script,
        };
        Transaction unsigned = With(NetworkFees.Of(With(0), [Account], await from.GetFeesAsync()));
        return unsigned.WithWitnesses(new Witness((byte[])[0x0c, 0x40, .. key.Sign(unsigned.SignedData(network))], Account.Script));
    }

    public void Dispose() => key.Dispose();
}
