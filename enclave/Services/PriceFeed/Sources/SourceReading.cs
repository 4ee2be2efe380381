using NeoServiceLayer.Contracts.PriceFeed;

namespace NeoServiceLayer.Enclave.PriceFeed.Sources;

/// <summary>What was read in a source's answer: a price, or why there is none.</summary>
/// <param name="Price">In the unit that was asked for; 0 with a failure.</param>
/// <param name="Time">The source's own time of it, if it says one.</param>
/// <param name="Failure">Why there is no price.</param>
internal readonly record struct SourceReading(UInt128 Price, DateTimeOffset? Time, QuoteFailure? Failure)
{
    internal static SourceReading Failed(QuoteFailure failure) => new(0, null, failure);
}
