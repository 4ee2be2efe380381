using System.Buffers;
using System.Globalization;
using NeoServiceLayer.Wire.Interop;

namespace NeoServiceLayer.Client;

/// <summary>Turns <see cref="CallOptions"/> into headers; refuses values that a header cannot carry.</summary>
internal static class RequestHeaders
{
    internal const string IdempotencyKey = "Idempotency-Key";
    internal const string Deadline = "Nsl-Deadline-Ms";
    internal const string Traceparent = "traceparent";

    private const int LongestRequestId = 128;
    private const int LongestTraceparent = 256;

    private static readonly TimeSpan LongestDeadline = TimeSpan.FromHours(1);

    private static readonly SearchValues<char> Visible =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(value => (char)value)]);

    /// <summary>The caller's requestId if it is one, else a random one of 128 bits.</summary>
    internal static string RequestId(CallOptions? options)
    {
        if (options?.RequestId is not string given)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{SystemRandom.NextUInt64():x16}{SystemRandom.NextUInt64():x16}");
        }

        return IsVisible(given, LongestRequestId)
            ? given
            : throw new ArgumentException("A requestId is 1 to 128 visible ASCII characters.", nameof(options));
    }

    internal static void Write(HttpRequestMessage request, string requestId, CallOptions? options)
    {
        request.Headers.Add(IdempotencyKey, requestId);
        if (options?.Deadline is TimeSpan deadline)
        {
            if (deadline < TimeSpan.Zero || deadline > LongestDeadline)
            {
                throw new ArgumentException("A deadline is 0 ms to one hour.", nameof(options));
            }

            long milliseconds = deadline.Ticks / TimeSpan.TicksPerMillisecond;
            request.Headers.Add(Deadline, milliseconds.ToString(CultureInfo.InvariantCulture));
        }

        if (options is { WantReceipt: true })
        {
            request.Headers.Add(ReceiptText.Header, ReceiptText.Wanted);
        }

        if (options?.Traceparent is string traceparent)
        {
            if (!IsVisible(traceparent, LongestTraceparent))
            {
                throw new ArgumentException("A traceparent is as W3C Trace Context has it.", nameof(options));
            }

            request.Headers.Add(Traceparent, traceparent);
        }
    }

    private static bool IsVisible(string text, int longest) =>
        text.Length >= 1 && text.Length <= longest && !text.AsSpan().ContainsAnyExcept(Visible);
}
