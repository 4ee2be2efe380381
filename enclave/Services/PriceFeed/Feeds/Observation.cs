using NeoServiceLayer.Contracts.PriceFeed;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>What a feed's sources said at one moment, made one price.</summary>
/// <param name="Price">In the feed's unit; null: there are too few quotes.</param>
/// <param name="Confidence">Likewise.</param>
/// <param name="Time">When the latest of the quotes that were used was asked for.</param>
/// <param name="Used">Which sources were used: bit n is source n.</param>
/// <param name="Rejected">Those that were not.</param>
/// <param name="QuotesHash">Of the quotes that were used.</param>
internal sealed record Observation(
    UInt128? Price, UInt128 Confidence, DateTimeOffset Time, uint Used, IReadOnlyList<RejectedSource> Rejected, byte[] QuotesHash);
