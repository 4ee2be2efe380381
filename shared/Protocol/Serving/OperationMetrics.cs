using System.Collections.Concurrent;
using System.Diagnostics;
using System.Numerics;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>How often an operation was served, and how long it took. No label names a person.</summary>
public sealed class OperationMetrics
{
    /// <summary>Buckets of the histogram: bucket i counts what took less than 2^i microseconds and not less than half of that; the last one, the rest.</summary>
    public const int BucketCount = 26;

    private readonly long[] buckets = new long[BucketCount];
    private readonly ConcurrentDictionary<ErrorCode, long> failed = new();
    private long succeeded;
    private long totalTicks;

    internal OperationMetrics(Operation operation) => Operation = operation;

    /// <summary>Whose figures these are.</summary>
    public Operation Operation { get; }

    /// <summary>Requests that were done.</summary>
    public long SucceededCount => Interlocked.Read(ref succeeded);

    /// <summary>Requests that were not, by code.</summary>
    public IReadOnlyDictionary<ErrorCode, long> FailedCounts => failed;

    /// <summary>The time that all requests took together.</summary>
    public TimeSpan TotalTime => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref totalTicks));

    internal static long Now => Stopwatch.GetTimestamp();

    /// <summary>The histogram's counts.</summary>
    public long[] ReadBuckets()
    {
        long[] copy = new long[BucketCount];
        for (int i = 0; i < BucketCount; i++)
        {
            copy[i] = Interlocked.Read(ref buckets[i]);
        }

        return copy;
    }

    internal void Succeeded(long began)
    {
        Interlocked.Increment(ref succeeded);
        Took(began);
    }

    internal void Failed(ErrorCode code, long began)
    {
        failed.AddOrUpdate(code, 1, static (_, count) => count + 1);
        Took(began);
    }

    private void Took(long began)
    {
        long ticks = Now - began;
        Interlocked.Add(ref totalTicks, ticks);
        ulong microseconds = (ulong)(ticks * 1_000_000 / Stopwatch.Frequency);
        int bucket = Math.Min(BucketCount - 1, 64 - BitOperations.LeadingZeroCount(microseconds));
        Interlocked.Increment(ref buckets[bucket]);
    }
}
