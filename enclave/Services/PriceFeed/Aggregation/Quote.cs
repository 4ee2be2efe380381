namespace NeoServiceLayer.Enclave.PriceFeed.Aggregation;

/// <summary>What a source says a price is.</summary>
/// <param name="Source">Its place among the feed's sources, from 0 on.</param>
/// <param name="Group">Whose it is: sources of one group count as one.</param>
/// <param name="Weight">1 to 100.</param>
/// <param name="Price">In the feed's unit; more than 0.</param>
/// <param name="AskedAt">When the request was sent: age counts from there, since the parent could hold an answer back.</param>
internal readonly record struct Quote(int Source, string Group, int Weight, UInt128 Price, DateTimeOffset AskedAt);
