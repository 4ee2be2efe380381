using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Chain;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.OnChain;

/// <summary>A whole enclave with the real outbox, before a real node through three end points of which two must agree.</summary>
internal sealed class ChainedWallets : IAsyncDisposable
{
    private static int receivers;

    private readonly DirectEgress egress = new();
    private readonly PrivateChain chain;

    internal ChainedWallets(PrivateChain chain)
    {
        this.chain = chain;
        Nodes = [new(chain.Address), new(chain.Address), new(chain.Address)];
        Enclave = Start(new MemoryRecordHost(new MemoryStore()));
    }

    internal FaultyNode[] Nodes { get; }

    internal TestEnclave Enclave { get; private set; }

    internal TestKey Key { get; } = new();

    /// <summary>What is wrong with all end points.</summary>
    internal NodeFault Fault
    {
        set => Array.ForEach(Nodes, node => node.Fault = value);
    }

    internal static async Task<ChainedWallets> RegisterAsync(PrivateChain chain)
    {
        ChainedWallets made = new(chain);
        await made.Enclave.RegisterAsync(made.Key);
        return made;
    }

    /// <summary>An enclave over a store, with the same end points.</summary>
    internal TestEnclave Start(MemoryRecordHost records) => new(records: records, chain: Connect);

    /// <summary>Ends the enclave as it stands, and starts another over what is on the disk.</summary>
    internal void Restart()
    {
        Enclave.Patience = TimeSpan.Zero;
        MemoryStore store = Enclave.Records.Store;
        Enclave.Dispose();
        Enclave = Start(new MemoryRecordHost(store));
    }

    internal Task<TResponse> DoAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest request, string? id = null, TestKey? key = null) =>
        Enclave.Client.DoAsync(key ?? Key, operation, request, id);

    /// <summary>A wallet of one key that has something on the chain.</summary>
    internal async Task<WalletDescription> FundedAsync(int gas = 10)
    {
        WalletDescription wallet = await DoAsync(WalletOperations.CreateWallet, new CreateWalletRequest { Name = "payer", BlindSigning = true });
        await chain.FundAsync(wallet.Address, gas);
        return wallet;
    }

    /// <summary>A receiver that nobody had before.</summary>
    internal static string NewReceiver()
    {
        byte[] account = new byte[UInt160.Length];
        BitConverter.TryWriteBytes(account, Interlocked.Increment(ref receivers));
        account[^1] = 0x5a;
        return Address.ToAddress(new UInt160(account));
    }

    internal Task<GetTransactionStatusResponse> StatusAsync(string hash) =>
        DoAsync(WalletOperations.GetTransactionStatus, new GetTransactionStatusRequest { TransactionHash = hash });

    /// <summary>Waits until a transaction stands so.</summary>
    internal async Task<GetTransactionStatusResponse> UntilAsync(string hash, params TransactionStatus[] statuses)
    {
        GetTransactionStatusResponse? status = null;
        await Waiting.UntilAsync(async () =>
        {
            status = await StatusAsync(hash);
            return statuses.Contains(status.Status);
        });
        return status!;
    }

    internal async Task<BigInteger> GasOfAsync(string address)
    {
        Assert.True(Address.TryParse(address, out UInt160 account));
        return await chain.GasOfAsync(account);
    }

    public async ValueTask DisposeAsync()
    {
        Enclave.Dispose();
        Key.Dispose();
        await Task.WhenAll(Nodes.Select(node => node.DisposeAsync().AsTask()));
        egress.Dispose();
    }

    // The enclave's own clock stands still in tests; end points and the outbox wait by the real one.
    private (NeoNetworks Networks, TransactionOutbox Outbox) Connect(EnclaveParts parts)
    {
        NetworkSettings settings = new()
        {
            Name = "private",
            Magic = chain.Network,
            Quorum = 2,
            TimeoutMs = 3000,
            Endpoints = [.. Nodes.Select(node => new RpcEndpointSettings { Url = node.Url.ToString() })],
        };
        NeoNetworks networks = new([parts.Own(() => new NeoNetwork(settings, egress, TimeProvider.System))]);
        return (networks, parts.Own(() => new TransactionOutbox(networks, parts.State, TimeProvider.System, parts.Events, new OutboxSettings())));
    }
}
