using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.BuiltIn;

/// <summary>Turns an operation's counters into what <c>system.getMetrics</c> answers.</summary>
internal static class OperationFiguresMapping
{
    internal static OperationFigures From(OperationMetrics metrics)
    {
        long[] buckets = metrics.ReadBuckets();
        return new OperationFigures
        {
            ServiceType = metrics.Operation.Service,
            Operation = metrics.Operation.Name,
            Succeeded = metrics.SucceededCount,
            Failed = metrics.FailedCounts.ToDictionary(pair => pair.Key.Name, pair => pair.Value),
            TotalMicroseconds = (long)metrics.TotalTime.TotalMicroseconds,
            LatencyBuckets = buckets[..(Array.FindLastIndex(buckets, count => count != 0) + 1)],
        };
    }
}
