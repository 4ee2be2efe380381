using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Chain;

/// <summary>A network whose contracts' events can be read block by block.</summary>
public interface IBlockEvents
{
    /// <summary>What contracts told in a block, as a quorum has it: in the order in which they told it, those of failed scripts left out.</summary>
    /// <exception cref="Protocol.Errors.RequestException">chainUnavailable: too few end points answered, or agreed, or have the block.</exception>
    ValueTask<ChainBlock> GetBlockEventsAsync(uint index, CancellationToken cancellationToken = default);
}

/// <summary>A block's events.</summary>
/// <param name="Index">The block's index.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Time">Its time, in milliseconds since 1970.</param>
/// <param name="Events">What contracts told.</param>
public sealed record ChainBlock(uint Index, UInt256 Hash, long Time, IReadOnlyList<ChainEvent> Events);

/// <summary>What a contract told in a block.</summary>
/// <param name="Index">Its place among the block's, from 0 on: with the block's index it names the event for good.</param>
/// <param name="Transaction">In which transaction; null where the block itself has it told, as rewards are.</param>
/// <param name="Notification">What.</param>
public sealed record ChainEvent(int Index, UInt256? Transaction, ChainNotification Notification);
