using System.Numerics;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Tests.Functions.Triggers;

/// <summary>A chain whose blocks hold what a test says: transfers of GAS, by their amounts.</summary>
internal sealed class BlocksDouble : INeoNetwork, IBlockEvents
{
    private readonly Dictionary<uint, BigInteger[]> blocks = [];

    public string Name => "double";

    public uint Magic => 12345;

    internal uint Height { get; set; } = 10;

    /// <summary>How many blocks were read.</summary>
    internal int Reads { get; private set; }

    /// <summary>Whether too few end points answer.</summary>
    internal bool Fails { get; set; }

    /// <summary>The next block, with such transfers.</summary>
    internal void Add(params BigInteger[] amounts)
    {
        blocks[Height + 1] = amounts;
        Height++;
    }

    public ValueTask<ChainBlock> GetBlockEventsAsync(uint index, CancellationToken cancellationToken = default)
    {
        Reads++;
        if (Fails || index > Height)
        {
            throw new RequestException(ErrorCode.ChainUnavailable, "Too few end points answered.");
        }

        return new(new ChainBlock(index, default, 1000 * index, [.. blocks.GetValueOrDefault(index, []).Select((amount, i) => new ChainEvent(
            i, default(UInt256), new ChainNotification(NativeContracts.Gas, "Transfer", [new ChainNull(), new ChainBytes(new byte[20]), new ChainInteger(amount)])))]));
    }

    public ValueTask<uint> GetHeightAsync(CancellationToken cancellationToken = default) => new(Height);

    public ValueTask<ChainFees> GetFeesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<BigInteger> GetBalanceAsync(UInt160 asset, UInt160 account, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Invocation> InvokeAsync(ReadOnlyMemory<byte> script, IReadOnlyList<Signer> signers, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<MinedTransaction?> FindTransactionAsync(UInt256 hash, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<DeployedContract?> FindContractAsync(UInt160 contract, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Submission> SendAsync(Transaction transaction, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
