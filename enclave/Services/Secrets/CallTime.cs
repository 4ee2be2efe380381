using NeoServiceLayer.Enclave.Core.Access;

namespace NeoServiceLayer.Enclave.Secrets;

/// <summary>The time of a call as it is stored and shown: UTC, in whole milliseconds.</summary>
internal static class CallTime
{
    internal static DateTime Now(this Call call) =>
        DateTimeOffset.FromUnixTimeMilliseconds(call.Time.ToUnixTimeMilliseconds()).UtcDateTime;
}
