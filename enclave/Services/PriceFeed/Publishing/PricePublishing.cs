using System.Globalization;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Building;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.PriceFeed.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.PriceFeed.Publishing;

/// <summary>
/// Serves <c>pricefeed.publishPrice</c>: the latest rounds of some feeds in one transaction, which a bank account signs and pays. Of a feed one
/// transaction is on its way at a time, and it is in the outbox with the commit that says so: none is published twice, and none behind a newer one.
/// </summary>
/// <param name="documents">The feeds.</param>
/// <param name="network">The network that reports are for; null where the configuration has none.</param>
/// <param name="outbox">What sends signed transactions.</param>
/// <param name="payer">Pays and signs.</param>
internal sealed class PricePublishing(PriceFeedDocuments documents, INeoNetwork? network, ITransactionOutbox outbox, IFeePayer payer)
{
    /// <summary>What the Gas Bank is told instead of a wallet: no allocation is for it, so that it takes what is available.</summary>
    private const string Payee = "pricefeed";

    /// <summary>Makes the transaction.</summary>
    internal async ValueTask<PreparedPublication> PrepareAsync(PublishPriceRequest request, Preparation preparation)
    {
        if (request.Symbols.Count is < 1 or > PriceFeedLimits.MaxSymbolsPerRequest || request.Symbols.Distinct().Count() != request.Symbols.Count)
        {
            throw new RequestException($"symbols: 1 to {PriceFeedLimits.MaxSymbolsPerRequest} symbols, each once.");
        }

        INeoNetwork chain = network ?? throw new RequestException("The enclave's configuration names no Neo network.");
        (IReadOnlyList<PublishedFeed> feeds, AccountContract bank) = await preparation.ReadAsync(async state =>
        {
            List<PublishedFeed> found = [];
            foreach (string symbol in request.Symbols)
            {
                found.Add(await ReadAsync(state, symbol, preparation.Caller.AccountId));
            }

            if (found.Any(feed => feed.Settings.Contract != found[0].Settings.Contract || feed.Settings.BankAccountId != found[0].Settings.BankAccountId))
            {
                throw new RequestException("symbols: feeds that are published to the same contract by the same bank account.");
            }

            return (found, await payer.FindAsync(state, preparation.Caller, found[0].Settings.BankAccountId));
        });
        PublishedFeed[] newer = [.. feeds.Where(feed => feed.IsNewer)];
        if (newer.Length == 0)
        {
            return new PreparedPublication(feeds, null);
        }

        UInt160 contract = UInt160.TryParse(newer[0].Settings.Contract, out UInt160 parsed) ? parsed : throw new InvalidOperationException("A feed was kept whose contract is none.");
        ScriptBuilder script = new();
        foreach (PublishedFeed feed in newer)
        {
            script.Call(contract, "update", CallFlags.All, [new BytesValue(feed.Round.Report), new BytesValue(feed.Round.Signature)]).Emit(OpCode.DROP);
        }

        Signer signer = new() { Account = bank.ScriptHash, Scopes = WitnessScopes.None };
        return new PreparedPublication(feeds, await TransactionBuilder.BuildAsync(chain, script.ToArray(), [signer], [bank]));
    }

    internal async ValueTask<PublishPriceResponse> PublishAsync(PublishPriceRequest request, PreparedPublication prepared, Call call)
    {
        call.Target = request.Symbols[0];
        long[] rounds = [.. prepared.Feeds.Select(feed => feed.Number)];
        if (prepared.Transaction is not { } transaction)
        {
            return new PublishPriceResponse { Rounds = rounds };
        }

        INeoNetwork chain = network ?? throw new InvalidOperationException("A transaction was made for no network.");
        FeeSeat? seat = null;
        foreach (PublishedFeed planned in prepared.Feeds.Where(feed => feed.IsNewer))
        {
            PublishedFeed now = await ReadAsync(call.State, planned.Feed.Settings.Symbol, call.Caller.AccountId);
            if (!now.IsNewer || now.Number < planned.Number || now.Settings != planned.Settings)
            {
                throw new RequestException(ErrorCode.Conflict, "A feed was changed, or published, while the transaction was made; send the request again with another id.");
            }

            seat ??= await payer.PayAsync(call, planned.Settings.BankAccountId, Payee, transaction, chain.Magic);
            documents.Put(call.State.Uncounted(), now.Feed with
            {
                Publishing = new PublishingDocument { Round = planned.Number, Network = chain.Name, TransactionHash = transaction.Hash.ToString() },
            });
        }

        await outbox.AddAsync(call.State, new OutboxEntry(
            chain.Name, transaction.Hash, transaction.WithWitnesses(seat!.Witness).ToBytes(), Broadcast: true, transaction.ValidUntilBlock,
            call.Caller.AccountId, payer.Kind, seat.Reference));
        call.OnCommitted(outbox.Wake);
        return new PublishPriceResponse
        {
            TransactionHash = transaction.Hash.ToString(),
            Rounds = rounds,
            Fee = checked(transaction.SystemFee + transaction.NetworkFee).ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A feed as it is to be published: what was on its way and has arrived, or never will, is no longer.</summary>
    /// <exception cref="RequestException">notFound; conflict: its last round is on its way, or it has none.</exception>
    private async ValueTask<PublishedFeed> ReadAsync(ITransaction state, string symbol, string accountId)
    {
        FeedDocument feed = await documents.RequireFeedAsync(state, symbol);
        if (feed.Settings.Publish is not { } settings || feed.AccountId != accountId)
        {
            throw new RequestException(ErrorCode.Conflict, $"{symbol} is not published by this account: pricefeed.updateFeed with publish says where to.");
        }

        feed = await SettledAsync(state, feed);
        if (feed.Publishing is { } publishing)
        {
            throw new RequestException(ErrorCode.Conflict, $"A round of {symbol} is on its way in {publishing.TransactionHash}; send the request again when that is in a block or void.");
        }

        IReadOnlyList<LogEntry<RoundDocument>> last = feed.Round == 0 ? [] : await documents.RoundsAsync(state, symbol, feed.Round, limit: 1);
        return last is [var round]
            ? new PublishedFeed(feed, settings, feed.Round, round.Value)
            : throw new RequestException(ErrorCode.Conflict, $"{symbol} has no round yet.");
    }

    /// <summary>The feed with what is known by now of the transaction that it was in.</summary>
    internal async ValueTask<FeedDocument> SettledAsync(ITransaction state, FeedDocument feed)
    {
        if (feed.Publishing is not { } publishing)
        {
            return feed;
        }

        OutboxState? found = await outbox.FindAsync(state, feed.AccountId, publishing.Network, Hash(publishing.TransactionHash));
        return found?.Status switch
        {
            OutboxStatus.Pending or OutboxStatus.Sent => feed,
            OutboxStatus.Confirmed => feed with { Publishing = null, PublishedRound = Math.Max(feed.PublishedRound, publishing.Round) },
            _ => feed with { Publishing = null },
        };
    }

    private static UInt256 Hash(string text) =>
        UInt256.TryParse(text, out UInt256 hash) ? hash : throw new InvalidOperationException("A feed was kept with a hash that is none.");
}
