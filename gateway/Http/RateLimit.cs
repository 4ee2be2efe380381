using System.Diagnostics;
using System.Net;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>
/// A token bucket for each client address. It protects the gateway only: what an account may do is decided in the
/// enclave.
/// </summary>
/// <remarks>
/// A bucket is one number, the time at which it would be full again (the generic cell rate algorithm), in a table of a
/// fixed size: addresses that share a place share a bucket, so memory is bounded and nobody is tracked.
/// The place is chosen by a hash that differs from process to process. An IPv6 client is its /64.
/// </remarks>
internal sealed class RateLimit
{
    private const int Places = 1 << 16;
    private const int Ipv6NetworkBytes = 8;

    private readonly long[] fullAt = new long[Places];
    private readonly TimeProvider clock;
    private readonly long interval;
    private readonly long allowance;

    /// <param name="requestsPerSecond">In the long run; 0: no limit.</param>
    /// <param name="burst">At once; 1 at least.</param>
    /// <param name="clock">The time.</param>
    internal RateLimit(int requestsPerSecond, int burst, TimeProvider clock)
    {
        this.clock = clock;
        interval = requestsPerSecond == 0 ? 0 : Math.Max(1, clock.TimestampFrequency / requestsPerSecond);
        allowance = interval * burst;
    }

    /// <summary>Takes one request's worth; else says in how many seconds (1 at least) there is one again.</summary>
    internal bool TryTake(IPAddress? address, out int retryAfterSeconds)
    {
        retryAfterSeconds = 0;
        if (interval == 0)
        {
            return true;
        }

        ref long place = ref fullAt[PlaceOf(address)];
        long now = clock.GetTimestamp();
        long seen = Volatile.Read(ref place);
        while (true)
        {
            long next = Math.Max(seen, now) + interval;
            long excess = next - now - allowance;
            if (excess > 0)
            {
                retryAfterSeconds = (int)((excess + clock.TimestampFrequency - 1) / clock.TimestampFrequency);
                return false;
            }

            long before = Interlocked.CompareExchange(ref place, next, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }
    }

    private static int PlaceOf(IPAddress? address)
    {
        HashCode hash = default;
        if (address is not null)
        {
            Span<byte> bytes = stackalloc byte[16];
            bool written = address.TryWriteBytes(bytes, out int length);
            Debug.Assert(written, "An address has at most 16 bytes.");
            bool v6 = length == 16 && !address.IsIPv4MappedToIPv6;
            hash.AddBytes(v6 ? bytes[..Ipv6NetworkBytes] : bytes[..length]);
        }

        return hash.ToHashCode() & (Places - 1);
    }
}
