using System.Collections.Frozen;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Gateway.Metrics;

/// <summary>The counters of one operation.</summary>
internal sealed class OperationCounters(Operation? operation)
{
    /// <summary>The upper bounds of the histogram's buckets, in seconds; above the last, the rest.</summary>
    internal static readonly double[] Bounds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Codes in a fixed order; place 0 of the counts is success.</summary>
    internal static readonly ErrorCode[] Codes = [.. ErrorCode.All.OrderBy(code => code.Name, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<ErrorCode, int> PlaceOf =
        Codes.Select((code, index) => KeyValuePair.Create(code, index + 1)).ToFrozenDictionary();

    private readonly long[] counts = new long[Codes.Length + 1];
    private readonly long[] buckets = new long[Bounds.Length + 1];
    private long ticks;

    /// <summary>Null for requests without a route.</summary>
    internal Operation? Operation { get; } = operation;

    /// <summary>The time that all requests took together.</summary>
    internal TimeSpan Total => new(Interlocked.Read(ref ticks));

    internal long Succeeded => Interlocked.Read(ref counts[0]);

    internal long Failed(ErrorCode code) => Interlocked.Read(ref counts[PlaceOf[code]]);

    /// <summary>How many requests fell into a bucket, and into none below.</summary>
    internal long Bucket(int index) => Interlocked.Read(ref buckets[index]);

    internal void Count(ErrorCode? code, TimeSpan took)
    {
        Interlocked.Increment(ref counts[code is null ? 0 : PlaceOf[code]]);
        Interlocked.Add(ref ticks, took.Ticks);
        double seconds = took.TotalSeconds;
        int bucket = 0;
        while (bucket < Bounds.Length && seconds > Bounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref buckets[bucket]);
    }
}
