namespace NeoServiceLayer.Enclave.Function.Executions;

/// <summary>Times as they are stored, shown and told to users' code: UTC, in whole milliseconds.</summary>
internal static class WholeTime
{
    internal static DateTimeOffset Of(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
