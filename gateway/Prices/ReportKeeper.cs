using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Gateway.EnclaveLink;
using NeoServiceLayer.Gateway.HostServices.Records;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Gateway.Prices;

/// <summary>
/// Gets rounds from the enclave as they are made, keeps them, and tells whoever streams them. What was missed, it asks for by round: so none is
/// left out as long as the enclave has it, and each comes behind the one before.
/// </summary>
internal sealed class ReportKeeper(IEnclaveLink link, ReportStore store, TimeProvider clock, GatewayLog log) : IDisposable
{
    private const int WaitMs = 20_000;
    private const int PageOfReports = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(WaitMs + 10_000);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CompactPeriod = TimeSpan.FromHours(1);
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource ending = new();
    private readonly Dictionary<string, long> last = new(store.LastRounds());
    private Task running = Task.CompletedTask;
    private string? after;
    private long compactedAt;

    /// <summary>Told of each round that was kept. It is quick, and never fails.</summary>
    internal Action<PriceReport, SignedReport> Kept { get; set; } = static (_, _) => { };

    internal void Start() => running = RunAsync(ending.Token);

    public void Dispose()
    {
        ending.Cancel();
        if (running.Wait(LastMoment))
        {
            ending.Dispose();
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await TakeNewsAsync(cancellationToken);
                Compact();
                continue;
            }
            catch (RequestException)
            {
                // The enclave is not there, or does not serve yet.
            }
            catch (StoreException failed)
            {
                log.WriteFault("prices.store", operation: null, failed);
            }
            catch (OperationCanceledException)
            {
                // The loop's condition ends it.
            }

            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeNewsAsync(CancellationToken cancellationToken)
    {
        AwaitReportsResponse news = await TypedCall.CallAsync(
            link.TryStart, PriceFeedOperations.AwaitReports, new AwaitReportsRequest { After = after, WaitMs = WaitMs }, Patience).WaitAsync(cancellationToken);
        foreach (SignedReport signed in news.Reports)
        {
            if (Read(signed) is { } report)
            {
                await KeepUpToAsync(report, signed, cancellationToken);
            }
        }

        after = news.Next;
    }

    /// <summary>Keeps a round, and before it those that are missing.</summary>
    private async Task KeepUpToAsync(PriceReport report, SignedReport signed, CancellationToken cancellationToken)
    {
        long kept = last.GetValueOrDefault(report.Symbol);
        while (kept + 1 < (long)report.Round)
        {
            ListReportsResponse missed = await TypedCall.CallAsync(
                link.TryStart,
                PriceFeedOperations.ListReports,
                new ListReportsRequest { Symbol = report.Symbol, FromRound = kept + 1, Limit = PageOfReports },
                Patience).WaitAsync(cancellationToken);
            long before = kept;
            foreach (SignedReport each in missed.Reports)
            {
                if (Read(each) is { } found && found.Symbol == report.Symbol && (long)found.Round > kept)
                {
                    Keep(found, each);
                    kept = (long)found.Round;
                }
            }

            if (kept == before)
            {
                break; // the enclave does not have them any more
            }
        }

        if (kept < (long)report.Round)
        {
            Keep(report, signed);
        }
    }

    private void Keep(PriceReport report, SignedReport signed)
    {
        store.Add(report, signed);
        last[report.Symbol] = (long)report.Round;
        Kept(report, signed);
    }

    private void Compact()
    {
        if (compactedAt == 0 || clock.GetElapsedTime(compactedAt) >= CompactPeriod)
        {
            compactedAt = clock.GetTimestamp();
            store.Compact(clock.GetUtcNow());
        }
    }

    private static PriceReport? Read(SignedReport signed)
    {
        Span<byte> bytes = stackalloc byte[PriceReport.Length + 3];
        return Convert.TryFromBase64String(signed.Report, bytes, out int length) ? PriceReport.TryRead(bytes[..length]) : null;
    }
}
