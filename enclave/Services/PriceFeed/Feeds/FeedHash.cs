using System.Security.Cryptography;
using System.Text.Json;
using NeoServiceLayer.Contracts.PriceFeed;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>The hash of a feed's configuration, which every report names.</summary>
internal static class FeedHash
{
    /// <summary>
    /// SHA-256 over <c>nsl.price.feed.v1</c>, the configuration with its defaults as <c>pricefeed.listSymbols</c> gives it, and each of its
    /// sources in their order as <c>pricefeed.listSources</c> gives it; each JSON as this program writes it, behind a line feed. What says
    /// where rounds are published is left out: it makes no price.
    /// </summary>
    internal static byte[] Of(FeedSettings feed, IReadOnlyList<SourceSettings> sources)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("nsl.price.feed.v1"u8);
        hash.AppendData("\n"u8);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(feed with { Publish = null }, PriceFeedResponseJson.Default.FeedSettings));
        foreach (SourceSettings source in sources)
        {
            hash.AppendData("\n"u8);
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(source, PriceFeedResponseJson.Default.SourceSettings));
        }

        return hash.GetHashAndReset();
    }
}
