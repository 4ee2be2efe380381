using System.Text;
using System.Threading.Channels;
using Microsoft.Net.Http.Headers;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Gateway.Http;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Gateway.Prices;

/// <summary>
/// Server-sent events: <c>GET /v1/stream/prices?symbols=NEO/USD,GAS/USD</c>. Each event is a signed report, so that nobody need trust the
/// stream; its id is <c>symbol:round</c> of each symbol that was sent so far, so that a client that comes back with Last-Event-ID is given
/// what it missed.
/// </summary>
/// <remarks>A subscriber has a short queue: one that does not keep up loses events in between, and its next id says so, as the rounds do.</remarks>
internal sealed class PriceStream(ReportStore store, int maxSubscribers, TimeProvider clock) : IDisposable
{
    internal const string Path = "/v1/stream/prices";

    private const int QueueLength = 64;
    private const int MostMissed = 1_000;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Channel<StreamedReport>>> subscribers = [];
    private int count;

    /// <summary>How many there are.</summary>
    internal int Subscribers => Volatile.Read(ref count);

    /// <summary>Ends all streams: a gateway that goes down waits for none of them.</summary>
    internal void End() => ending.Cancel();

    public void Dispose() => ending.Dispose();

    /// <summary>Tells subscribers of a round; waits for nobody.</summary>
    internal void Publish(PriceReport report, SignedReport signed)
    {
        StreamedReport streamed = StreamedReport.Of(report, signed);
        lock (gate)
        {
            foreach (Channel<StreamedReport> each in subscribers.GetValueOrDefault(report.Symbol) ?? [])
            {
                each.Writer.TryWrite(streamed);
            }
        }
    }

    /// <summary>Serves a subscriber until it goes.</summary>
    internal async ValueTask<Refusal?> ServeAsync(HttpContext context)
    {
        string[] symbols = context.Request.Query["symbols"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (symbols.Length is 0 or > PriceFeedLimits.MaxSymbolsPerRequest || !symbols.All(PriceReport.IsSymbol))
        {
            return new Refusal(ErrorCode.InvalidRequest, $"symbols: 1 to {PriceFeedLimits.MaxSymbolsPerRequest} symbols of feeds with commas between.");
        }

        Channel<StreamedReport> queue = Channel.CreateBounded<StreamedReport>(new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropOldest });
        if (!TryAdd(symbols, queue))
        {
            return new Refusal(ErrorCode.Overloaded, "As many streams are open as may be; try again later.");
        }

        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending.Token);
        try
        {
            await SendAsync(context, symbols, queue.Reader, over.Token);
        }
        catch (OperationCanceledException)
        {
            // The subscriber is gone, or the gateway goes down.
        }
        finally
        {
            Remove(symbols, queue);
        }

        return null;
    }

    private async Task SendAsync(HttpContext context, string[] symbols, ChannelReader<StreamedReport> queue, CancellationToken gone)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        StreamPlace place = StreamPlace.Read(context.Request.Headers["Last-Event-ID"].ToString(), symbols);
        await context.Response.StartAsync(gone);
        foreach (string symbol in symbols)
        {
            foreach (SignedReport missed in place.Of(symbol) is { } round ? store.After(symbol, round, MostMissed) : Latest(symbol))
            {
                await WriteAsync(context.Response, place, StreamedReport.Of(missed), gone);
            }
        }

        while (true)
        {
            Task<bool> more = queue.WaitToReadAsync(gone).AsTask();
            if (await Task.WhenAny(more, Task.Delay(KeepAlive, clock, gone)) != more)
            {
                await context.Response.Body.WriteAsync(": here\n\n"u8.ToArray(), gone);
                await more;
            }

            while (queue.TryRead(out StreamedReport? report))
            {
                await WriteAsync(context.Response, place, report, gone);
            }
        }
    }

    private IEnumerable<SignedReport> Latest(string symbol) => store.Latest(symbol) is { } latest ? [latest] : [];

    private static async Task WriteAsync(HttpResponse response, StreamPlace place, StreamedReport report, CancellationToken gone)
    {
        if (place.TryAdvance(report.Symbol, report.Round))
        {
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"id: {place}\nevent: price\ndata: {report.Data}\n\n"), gone);
        }
    }

    private bool TryAdd(string[] symbols, Channel<StreamedReport> queue)
    {
        lock (gate)
        {
            if (count >= maxSubscribers)
            {
                return false;
            }

            count++;
            foreach (string symbol in symbols.Distinct())
            {
                if (!subscribers.TryGetValue(symbol, out List<Channel<StreamedReport>>? of))
                {
                    subscribers.Add(symbol, of = []);
                }

                of.Add(queue);
            }

            return true;
        }
    }

    private void Remove(string[] symbols, Channel<StreamedReport> queue)
    {
        lock (gate)
        {
            count--;
            foreach (string symbol in symbols.Distinct())
            {
                if (subscribers.TryGetValue(symbol, out List<Channel<StreamedReport>>? of) && of.Remove(queue) && of.Count == 0)
                {
                    subscribers.Remove(symbol);
                }
            }
        }
    }
}
