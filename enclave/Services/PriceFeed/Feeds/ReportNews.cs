using System.Globalization;
using System.Security.Cryptography;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.PriceFeed.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>
/// The rounds that were made last, for a gateway that waits for them. It keeps few, and only in memory: who was away asks for what it missed
/// by round. Any thread may use it.
/// </summary>
internal sealed class ReportNews(TimeProvider clock)
{
    private const int Kept = 1_024;
    private const int MostAtOnce = 256;
    private const int MaxWaitMs = 60_000;

    /// <summary>Tells the numbers of this boot from those of another.</summary>
    private readonly string boot = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private readonly Lock gate = new();
    private readonly Queue<(long Number, SignedReport Report)> reports = new();
    private long last;
    private TaskCompletionSource news = New();

    internal void Add(RoundDocument round)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            reports.Enqueue((++last, PriceReading.Signed(round)));
            if (reports.Count > Kept)
            {
                reports.Dequeue();
            }

            told = news;
            news = New();
        }

        told.SetResult();
    }

    /// <summary>Where it stands now: what comes after is news.</summary>
    internal string Here()
    {
        lock (gate)
        {
            return Cursor(last);
        }
    }

    /// <summary>The news behind a place, waited for if there are none; null where the place is of another boot.</summary>
    /// <exception cref="RequestException">invalidRequest.</exception>
    internal async ValueTask<AwaitReportsResponse?> AwaitAsync(string after, int waitMs)
    {
        if (waitMs is < 0 or > MaxWaitMs)
        {
            throw new RequestException($"waitMs: 0 to {MaxWaitMs}.");
        }

        if (after.Split('-') is not [string of, string text] || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long from))
        {
            throw new RequestException("after: the last response's next.");
        }

        if (of != boot)
        {
            return null;
        }

        (AwaitReportsResponse found, Task more) = Take(from);
        if (found.Reports.Count > 0 || waitMs == 0)
        {
            return found;
        }

        await Task.WhenAny(more, Task.Delay(TimeSpan.FromMilliseconds(waitMs), clock));
        return Take(from).Found;
    }

    private (AwaitReportsResponse Found, Task More) Take(long from)
    {
        lock (gate)
        {
            (long Number, SignedReport Report)[] found = [.. reports.Where(each => each.Number > from).Take(MostAtOnce)];
            return (
                new AwaitReportsResponse { Reports = [.. found.Select(each => each.Report)], Next = Cursor(found.Length == 0 ? Math.Min(from, last) : found[^1].Number) },
                news.Task);
        }
    }

    private string Cursor(long number) => string.Create(CultureInfo.InvariantCulture, $"{boot}-{number}");

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
