namespace NeoServiceLayer.Enclave.GasBank;

/// <summary>Times as they are stored and shown: UTC, in whole milliseconds.</summary>
internal static class WholeTime
{
    internal static DateTime Of(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()).UtcDateTime;
}
