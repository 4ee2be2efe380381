using NeoServiceLayer.Enclave.Chain.Rpc;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;

namespace NeoServiceLayer.Enclave.Chain;

/// <content>Heights and fees.</content>
internal sealed partial class NeoNetwork
{
    /// <summary>How long a height is good for everybody who asks: far less than any network takes over a block.</summary>
    private static readonly TimeSpan HeightAge = TimeSpan.FromMilliseconds(200);

    /// <summary>How long those are waited for that have not said their height when a quorum has.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private static readonly UInt160 Policy = NativeContracts.All.Single(contract => contract.Value == "PolicyContract").Key;

    /// <summary>The attributes whose fees are asked for together; of older networks none has one.</summary>
    private static readonly byte[] PricedAttributes = [0x01, 0x11, 0x20, 0x21];

    /// <summary>The notary's, which came later than the others.</summary>
    private static readonly byte[] NotaryAttribute = [0x22];

    private uint floor;
    private KeptFees? fees;

    /// <inheritdoc/>
    public async ValueTask<uint> GetHeightAsync(CancellationToken cancellationToken = default)
    {
        await heights.GetAsync(cancellationToken);
        return Volatile.Read(ref floor);
    }

    /// <inheritdoc/>
    public async ValueTask<ChainFees> GetFeesAsync(CancellationToken cancellationToken = default)
    {
        uint height = await GetHeightAsync(cancellationToken);
        if (Volatile.Read(ref fees) is { } kept && kept.Height == height)
        {
            return kept.Fees;
        }

        ChainFees read = (await ReadAsync(VoteForFeesAsync, cancellationToken)).Value;
        Volatile.Write(ref fees, new KeptFees(height, read));
        return read;
    }

    /// <summary>
    /// The highest index that a quorum has reached: of all heights the quorum-th highest. Fewer than a quorum cannot raise it beyond what
    /// an honest one has, and what was once reached stays reached.
    /// </summary>
    private async Task<uint> ReadHeightAsync()
    {
        List<Task<uint?>> asked = [.. Usable().Select(AskHeightAsync)];
        List<uint> seen = [];
        Task? grace = null;
        while (asked.Count > 0 && grace is not { IsCompleted: true })
        {
            Task first = await Task.WhenAny(grace is null ? asked : [.. asked, grace]);
            if (first is Task<uint?> answered && asked.Remove(answered) && await answered is { } height)
            {
                seen.Add(height);
                grace ??= seen.Count >= settings.Quorum ? Task.Delay(Grace, clock) : null;
            }
        }

        if (seen.Count < settings.Quorum)
        {
            throw Unavailable($"{seen.Count} of {endpoints.Length} end points answered");
        }

        seen.Sort();
        uint reached = seen[^settings.Quorum];
        Raise(reached);
        return Volatile.Read(ref floor);
    }

    private static async Task<uint?> AskHeightAsync(RpcEndpoint endpoint)
    {
        await Task.Yield();
        try
        {
            return await endpoint.UseAsync(static async endpoint => endpoint.See((await endpoint.AskAsync(UsualBytes, RpcCall.BlockCount))[0]));
        }
        catch (NodeException)
        {
            return null;
        }
    }

    private void Raise(uint reached)
    {
        uint before = Volatile.Read(ref floor);
        while (reached > before)
        {
            uint seen = Interlocked.CompareExchange(ref floor, reached, before);
            if (seen == before)
            {
                return;
            }

            before = seen;
        }
    }

    /// <summary>
    /// The Policy contract's word. From HF_Faun on it has a method for the factor in pico-GAS: a network on which that one halts counts so,
    /// whatever a node's list of hardforks says.
    /// </summary>
    private async Task<Vote<ChainFees>> VoteForFeesAsync(RpcEndpoint endpoint)
    {
        RpcReply[] replies = await endpoint.AskAsync(
            UsualBytes,
            RpcCall.BlockCount,
            RpcCall.Version,
            RpcCall.Invoke(Ask("getFeePerByte"), []),
            RpcCall.Invoke(Ask("getExecFeeFactor"), []),
            RpcCall.Invoke(Ask("getExecPicoFeeFactor"), []),
            RpcCall.Invoke(AskAttributes(PricedAttributes), []),
            RpcCall.Invoke(AskAttributes(NotaryAttribute), []));
        RequireRecent(endpoint.See(replies[0]));
        ProtocolAnswer protocol = replies[1].Read(NodeJson.Default.VersionAnswer).Protocol;
        NodeText.Require(protocol.Msperblock > 0);
        long[]? perByte = ReadIntegers(replies[2], 1);
        long[]? factor = ReadIntegers(replies[3], 1);
        long[]? pico = ReadIntegers(replies[4], 1);
        NodeText.Require(perByte is not null && factor is not null);
        Dictionary<byte, long> attributes = [];
        AddFees(attributes, PricedAttributes, ReadIntegers(replies[5], PricedAttributes.Length));
        AddFees(attributes, NotaryAttribute, ReadIntegers(replies[6], NotaryAttribute.Length));
        ChainFees read = new(
            perByte![0], pico?[0] ?? factor![0], pico is null ? 1 : NetworkFees.PicoScale, protocol.Msperblock, protocol.Maxvaliduntilblockincrement)
        {
            Attributes = attributes,
        };
        CanonicalForm canonical = new CanonicalForm().Add(read.PerByte).Add(read.ExecutionFactor).Add(read.FactorScale)
            .Add(read.BlockMilliseconds).Add(read.MaxValidUntilBlockIncrement);
        foreach (byte type in attributes.Keys.Order())
        {
            canonical.Add(type).Add(attributes[type]);
        }

        return new Vote<ChainFees>(canonical.End(), read);
    }

    private static byte[] Ask(string method) =>
        new ScriptBuilder().Emit(OpCode.NEWARRAY0).Call(Policy, method, CallFlags.ReadOnly).ToArray();

    private static byte[] AskAttributes(byte[] types)
    {
        ScriptBuilder script = new();
        foreach (byte type in types)
        {
            script.Push(type).Push(1).Emit(OpCode.PACK).Call(Policy, "getAttributeFee", CallFlags.ReadOnly);
        }

        return script.ToArray();
    }

    /// <summary>What a script left that gives amounts, the bottom first; null where it failed: the network has no such method.</summary>
    private static long[]? ReadIntegers(RpcReply reply, int count)
    {
        InvocationAnswer run = reply.Read(NodeJson.Default.InvocationAnswer);
        if (!NodeText.ReadHalted(run.State))
        {
            return null;
        }

        long[] values = [.. (run.Stack?.Items ?? []).OfType<ChainInteger>().Where(item => item.Value >= 0 && item.Value <= long.MaxValue).Select(item => (long)item.Value)];
        NodeText.Require(values.Length == count && run.Stack!.Items.Count == count);
        return values;
    }

    private static void AddFees(Dictionary<byte, long> fees, byte[] types, long[]? values)
    {
        for (int i = 0; i < values?.Length; i++)
        {
            fees.Add(types[i], values[i]);
        }
    }

    private sealed record KeptFees(uint Height, ChainFees Fees);
}
