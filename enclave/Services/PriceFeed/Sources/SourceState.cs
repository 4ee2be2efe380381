using NeoServiceLayer.Contracts.PriceFeed;

namespace NeoServiceLayer.Enclave.PriceFeed.Sources;

/// <summary>How a source does since the enclave started, and how often it may be asked. Any thread may use it.</summary>
internal sealed class SourceState(SourceSettings source, TimeProvider clock)
{
    private const int Remembered = 64;

    private readonly Lock gate = new();
    private readonly Queue<int> durations = new();
    private long asked;
    private long answered;
    private int failuresInARow;
    private QuoteFailure? lastFailure;
    private DateTime? lastAnswerAt;

    internal RateLimit Limit { get; } = new(source.MaxPerMinute ?? SourceDefaults.MaxPerMinute, clock);

    internal void Note(SourceQuote quote)
    {
        lock (gate)
        {
            asked++;
            if (quote.Failure is { } failure)
            {
                failuresInARow++;
                lastFailure = failure;
                return;
            }

            answered++;
            failuresInARow = 0;
            lastAnswerAt = quote.AskedAt;
            durations.Enqueue(quote.DurationMs);
            if (durations.Count > Remembered)
            {
                durations.Dequeue();
            }
        }
    }

    internal SourceHealth Describe()
    {
        lock (gate)
        {
            int[] ordered = [.. durations.Order()];
            return new SourceHealth
            {
                SourceId = source.SourceId,
                Asked = asked,
                Answered = answered,
                FailuresInARow = failuresInARow,
                LastFailure = lastFailure,
                LastAnswerAt = lastAnswerAt,
                MedianMs = ordered.Length == 0 ? null : ordered[(ordered.Length - 1) / 2],
            };
        }
    }
}
