using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.PriceFeed.Sources;
using NeoServiceLayer.Enclave.PriceFeed.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.PriceFeed;

/// <summary>Serves what an operator does with sources.</summary>
internal sealed class SourceManagement(PriceFeedDocuments documents, SourceClient client, SourceStates states, IStateStore store)
{
    internal async ValueTask<SourceSettings> AddAsync(PutSourceRequest request, Call call)
    {
        SourceChecks.Require(request.Source);
        call.Target = request.Source.SourceId;
        ITransaction state = call.State.Uncounted();
        CatalogueDocument catalogue = await documents.CatalogueAsync(state);
        if (catalogue.Sources.Contains(request.Source.SourceId))
        {
            throw new RequestException(ErrorCode.Conflict, "There is a source of this id: update it, or take another id.");
        }

        if (catalogue.Sources.Count >= PriceFeedLimits.MaxSources)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"There are {PriceFeedLimits.MaxSources} sources, which is the most.");
        }

        documents.Put(state, catalogue with { Sources = [.. catalogue.Sources.Append(request.Source.SourceId).Order(StringComparer.Ordinal)] });
        documents.Put(state, request.Source);
        return request.Source;
    }

    /// <summary>Feeds go on with what they began with, until they are updated themselves: a change of a source is a change of theirs, to be announced.</summary>
    internal async ValueTask<SourceSettings> UpdateAsync(PutSourceRequest request, Call call)
    {
        SourceChecks.Require(request.Source);
        call.Target = request.Source.SourceId;
        await RequireAsync(call.State, request.Source.SourceId);
        documents.Put(call.State.Uncounted(), request.Source);
        return request.Source;
    }

    internal async ValueTask<RemoveSourceResponse> RemoveAsync(RemoveSourceRequest request, Call call)
    {
        call.Target = request.SourceId;
        ITransaction state = call.State.Uncounted();
        await RequireAsync(state, request.SourceId);
        CatalogueDocument catalogue = await documents.CatalogueAsync(state);
        foreach (string symbol in catalogue.Feeds)
        {
            FeedDocument feed = await documents.RequireFeedAsync(state, symbol);
            if (feed.Sources.Concat(feed.AnnouncedSources ?? []).Any(source => source.SourceId == request.SourceId))
            {
                throw new RequestException(ErrorCode.Conflict, $"The feed {symbol} has this source; update the feed first.");
            }
        }

        documents.Put(state, catalogue with { Sources = [.. catalogue.Sources.Where(id => id != request.SourceId)] });
        documents.DeleteSource(state, request.SourceId);
        return new RemoveSourceResponse { SourceId = request.SourceId };
    }

    /// <summary>Before the transaction, which waits for nobody outside.</summary>
    internal async ValueTask<Asked> TryAsync(ValidateSourceRequest request, Preparation preparation)
    {
        SourceChecks.Require(request.Source);
        if (!request.Source.Symbols.ContainsKey(request.Symbol))
        {
            throw new RequestException("symbol: one of the source's symbols.");
        }

        return new Asked([await client.AskAsync(request.Source, request.Symbol, exponent: -8, CancellationToken.None)]);
    }

    internal static ValueTask<SourceQuote> TriedAsync(ValidateSourceRequest request, Asked asked, Call call)
    {
        call.Target = request.Source.SourceId;
        return ValueTask.FromResult(asked.Quotes[0]);
    }

    internal async ValueTask<ListSourcesResponse> ListAsync() => await store.RunAsync("price-catalogue", async state =>
        new ListSourcesResponse { Sources = await AllAsync(state) });

    internal async ValueTask<GetSourceHealthResponse> HealthAsync(GetSourceHealthRequest request)
    {
        IReadOnlyList<SourceSettings> all = (await ListAsync()).Sources;
        SourceSettings[] wanted = [.. all.Where(source => request.SourceId is null || source.SourceId == request.SourceId)];
        return wanted.Length == 0 && request.SourceId is not null
            ? throw NoSuchSource()
            : new GetSourceHealthResponse { Sources = [.. wanted.Select(source => states.Of(source).Describe())] };
    }

    /// <summary>Sources of these ids, in their order.</summary>
    /// <exception cref="RequestException">notFound.</exception>
    internal async ValueTask<IReadOnlyList<SourceSettings>> RequireAllAsync(ITransaction state, IReadOnlyList<string> ids)
    {
        List<SourceSettings> found = [];
        foreach (string id in ids)
        {
            found.Add(await RequireAsync(state, id));
        }

        return found;
    }

    private async ValueTask<IReadOnlyList<SourceSettings>> AllAsync(ITransaction state) =>
        await RequireAllAsync(state, (await documents.CatalogueAsync(state)).Sources);

    private async ValueTask<SourceSettings> RequireAsync(ITransaction state, string sourceId) =>
        await documents.FindSourceAsync(state, sourceId) ?? throw NoSuchSource();

    private static RequestException NoSuchSource() => new(ErrorCode.NotFound, "There is no such source; pricefeed.listSources shows which there are.");
}

/// <summary>What sources were asked before a transaction.</summary>
internal sealed record Asked(IReadOnlyList<SourceQuote> Quotes) : IDisposable
{
    public void Dispose()
    {
        // Nothing in it needs an end.
    }
}
