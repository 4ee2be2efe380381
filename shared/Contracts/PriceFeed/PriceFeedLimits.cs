namespace NeoServiceLayer.Contracts.PriceFeed;

/// <summary>Bounds of sources and feeds, held by both sides.</summary>
public static class PriceFeedLimits
{
    /// <summary>The most sources of a deployment.</summary>
    public const int MaxSources = 64;

    /// <summary>The most feeds of a deployment.</summary>
    public const int MaxFeeds = 100;

    /// <summary>The most sources of a feed: a report has a bit for each.</summary>
    public const int MaxSourcesPerFeed = 32;

    /// <summary>The longest id of a source, in characters.</summary>
    public const int MaxIdLength = 64;

    /// <summary>The longest template of a URL, in characters.</summary>
    public const int MaxUrlLength = 1024;

    /// <summary>The longest path in a source's answer, in characters.</summary>
    public const int MaxPathLength = 256;

    /// <summary>The longest name that a source has for a symbol, in characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>The most symbols of a source.</summary>
    public const int MaxSymbolsPerSource = 200;

    /// <summary>The largest weight of a source.</summary>
    public const int MaxWeight = 100;

    /// <summary>The longest answer of a source that is read, in bytes.</summary>
    public const int MaxAnswerBytes = 256 << 10;

    /// <summary>The longest time that a source may take, in milliseconds.</summary>
    public const int MaxTimeoutMs = 10_000;

    /// <summary>The longest time between two rounds for want of a move, in seconds: a day.</summary>
    public const int MaxHeartbeatSeconds = 86_400;

    /// <summary>The longest delay before a feed's changed configuration takes effect, in seconds: 30 days.</summary>
    public const int MaxDelaySeconds = 30 * 86_400;

    /// <summary>The most symbols of one request.</summary>
    public const int MaxSymbolsPerRequest = 20;

    /// <summary>The most items in one page of a list.</summary>
    public const int MaxPage = 1000;
}
