namespace NeoServiceLayer.Enclave.PriceFeed.Sources;

/// <summary>What holds where a source does not say.</summary>
internal static class SourceDefaults
{
    internal const int MaxAgeSeconds = 120;
    internal const int Weight = 1;
    internal const int TimeoutMs = 3_000;
    internal const int MaxPerMinute = 60;
}
