using NeoServiceLayer.Enclave.PriceFeed.Storage;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>A loop for each feed, from <see cref="Start"/> until it is disposed of.</summary>
internal sealed class FeedLoops(FeedWork work) : IDisposable
{
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, (FeedLoop Loop, Task Running)> loops = [];
    private Task looking = Task.CompletedTask;

    internal void Start() => looking = LookAsync(ending.Token);

    internal bool IsStarved(string symbol)
    {
        lock (gate)
        {
            return loops.TryGetValue(symbol, out (FeedLoop Loop, Task Running) found) && found.Loop.IsStarved;
        }
    }

    /// <summary>There is a new feed.</summary>
    internal void Begin(string symbol)
    {
        lock (gate)
        {
            if (!loops.ContainsKey(symbol) && !ending.IsCancellationRequested)
            {
                FeedLoop loop = new(symbol, work);
                loops.Add(symbol, (loop, loop.RunAsync(ending.Token)));
            }
        }
    }

    public void Dispose()
    {
        ending.Cancel();
        Task[] all;
        lock (gate)
        {
            all = [looking, .. loops.Values.Select(each => each.Running)];
        }

        if (Task.WaitAll(all, LastMoment))
        {
            ending.Dispose();
        }
    }

    /// <summary>Begins the loops of the feeds that the state has, once it serves.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                CatalogueDocument catalogue = await work.State.RunAsync("price-catalogue", work.Documents.CatalogueAsync);
                foreach (string symbol in catalogue.Feeds)
                {
                    Begin(symbol);
                }

                return;
            }
            catch (RequestException)
            {
                // The state does not serve yet.
            }

            await Task.Delay(Period, work.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
