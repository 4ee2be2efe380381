using System.Numerics;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Chain.Rpc;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Chain;

/// <summary>
/// A network over RPC end points. Every read asks all of them that have not failed a moment ago, each for its height besides, and is what a
/// quorum of them says alike; answers of those too far behind do not count.
/// </summary>
/// <remarks>This file: what is common, and state. The others: heights and fees, transactions.</remarks>
internal sealed partial class NeoNetwork : INeoNetwork, IBlockSource, IDisposable
{
    /// <summary>What an answer may have in bytes, where nothing big is asked for.</summary>
    private const int UsualBytes = 2 << 20;

    /// <summary>What an answer may have that holds blocks or what contracts told: the most that egress takes.</summary>
    private const int MostBytes = 16 << 20;

    /// <summary>How long to wait before end points are asked again that did not agree: a block may just have come.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly NetworkSettings settings;
    private readonly TimeProvider clock;
    private readonly RpcEndpoint[] endpoints;
    private readonly Recent<uint> heights;

    /// <param name="settings">Which network, and its end points.</param>
    /// <param name="http">The way to them.</param>
    /// <param name="clock">For waiting.</param>
    internal NeoNetwork(NetworkSettings settings, IEgressHttp http, TimeProvider clock)
    {
        this.settings = settings;
        this.clock = clock;
        endpoints = [.. settings.Endpoints.Select(endpoint => new RpcEndpoint(endpoint, settings, http, clock))];
        heights = new Recent<uint>(HeightAge, clock, ReadHeightAsync);
    }

    /// <inheritdoc/>
    public string Name => settings.Name;

    /// <inheritdoc/>
    public uint Magic => settings.Magic;

    /// <summary>How it stands, for <c>system.getStatus</c>.</summary>
    internal NetworkStatus Describe()
    {
        uint height = Volatile.Read(ref floor);
        return new NetworkStatus
        {
            Name = Name,
            Magic = Magic,
            Height = height == 0 ? null : height,
            Quorum = settings.Quorum,
            Endpoints = [.. endpoints.Select(endpoint => endpoint.Describe(Least(height)))],
        };
    }

    /// <inheritdoc/>
    public async ValueTask<BigInteger> GetBalanceAsync(UInt160 asset, UInt160 account, CancellationToken cancellationToken = default)
    {
        byte[] script = new ScriptBuilder().Push(account).Push(1).Emit(OpCode.PACK).Call(asset, "balanceOf", CallFlags.ReadOnly).ToArray();
        Invocation run = await InvokeAsync(script, [], cancellationToken);
        return run is { Halted: true, Stack: [ChainInteger { Value.Sign: >= 0 } balance] }
            ? balance.Value
            : throw new RequestException(ErrorCode.ChainRefused, "The contract has no balances: it is not deployed, or no NEP-17 token.");
    }

    /// <inheritdoc/>
    public async ValueTask<Invocation> InvokeAsync(
        ReadOnlyMemory<byte> script, IReadOnlyList<Signer> signers, CancellationToken cancellationToken = default)
    {
        RpcCall call = RpcCall.Invoke(script, signers);
        Vote<Invocation> agreed = await ReadAsync(
            async endpoint =>
            {
                RpcReply[] replies = await endpoint.AskAsync(MostBytes, RpcCall.BlockCount, call);
                RequireRecent(endpoint.See(replies[0]));
                return VoteFor(replies[1].Read(NodeJson.Default.InvocationAnswer));
            },
            cancellationToken);
        return agreed.Value with { Exception = agreed.Remark };
    }

    /// <inheritdoc/>
    public async ValueTask<DeployedContract?> FindContractAsync(UInt160 contract, CancellationToken cancellationToken = default)
    {
        RpcCall call = RpcCall.ContractState(contract);
        return (await ReadAsync(
            async endpoint =>
            {
                RpcReply[] replies = await endpoint.AskAsync(UsualBytes, RpcCall.BlockCount, call);
                RequireRecent(endpoint.See(replies[0]));
                if (replies[1].Error is { IsUnknownContract: true })
                {
                    return new Vote<DeployedContract?>(default, null);
                }

                ContractAnswer answer = replies[1].Read(NodeJson.Default.ContractAnswer);
                NodeText.Require(answer.Hash == contract.ToString());
                DeployedContract found = new(contract, answer.Manifest.Name, answer.Updatecounter);
                return new Vote<DeployedContract?>(new CanonicalForm().Add(found.Name).Add(found.UpdateCounter).End(), found);
            },
            cancellationToken)).Value;
    }

    public void Dispose() => Array.ForEach(endpoints, endpoint => endpoint.Dispose());

    private static Vote<Invocation> VoteFor(InvocationAnswer answer)
    {
        bool halted = NodeText.ReadHalted(answer.State);
        long gas = NodeText.ReadFee(answer.Gasconsumed);
        ChainValue[] stack = [.. (answer.Stack?.Items ?? []).Reverse()];
        ChainNotification[] notifications = NodeText.ReadNotifications(answer.Notifications);
        UInt256 canonical = new CanonicalForm().Add(halted ? "HALT" : "FAULT").Add(gas).Add(stack).Add(notifications).End();
        return new Vote<Invocation>(canonical, new Invocation(halted, gas, null, stack, notifications), NodeText.Cut(answer.Exception));
    }

    /// <summary>Asks until enough agree, for as long as an end point may take over an answer.</summary>
    /// <exception cref="RequestException">chainUnavailable.</exception>
    private async Task<Vote<T>> ReadAsync<T>(Func<RpcEndpoint, Task<Vote<T>>> ask, CancellationToken cancellationToken)
    {
        long began = clock.GetTimestamp();
        while (true)
        {
            Tally<T> tally = await Tally<T>.CountAsync(Usable(), settings.Quorum, ask, cancellationToken);
            if (tally.Winner is { } winner)
            {
                return winner;
            }

            int answered = tally.Votes + tally.Behind;
            if (answered < settings.Quorum)
            {
                throw Unavailable($"{answered} of {endpoints.Length} end points answered");
            }

            if (clock.GetElapsedTime(began).TotalMilliseconds >= settings.TimeoutMs)
            {
                throw Unavailable($"no {settings.Quorum} of {endpoints.Length} end points agree");
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>Those to ask: all that do not rest, or everybody where these are too few.</summary>
    private RpcEndpoint[] Usable()
    {
        RpcEndpoint[] rested = Array.FindAll(endpoints, endpoint => !endpoint.IsResting);
        return rested.Length >= settings.Quorum ? rested : endpoints;
    }

    private uint Least(uint height) => height > (uint)settings.MaxLag ? height - (uint)settings.MaxLag : 0;

    private void RequireRecent(uint height)
    {
        if (height < Least(Volatile.Read(ref floor)))
        {
            throw new NodeException(NodeFailure.Behind);
        }
    }

    private RequestException Unavailable(string why) => new(
        ErrorCode.ChainUnavailable, $"The network {Name} cannot be read now: {why}, and {settings.Quorum} have to. Send the request again later.");
}
