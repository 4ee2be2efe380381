using NeoServiceLayer.Enclave.Core.Access;

namespace NeoServiceLayer.Enclave.Function;

/// <summary>Times as they are stored and shown: UTC, in whole milliseconds.</summary>
internal static class CallTime
{
    internal static DateTime Now(this Call call) => Of(call.Time);

    internal static DateTime Of(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()).UtcDateTime;
}
