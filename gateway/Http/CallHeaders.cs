using System.Globalization;
using Microsoft.Extensions.Primitives;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>What a request's headers say about the call.</summary>
internal readonly record struct CallHeaders
{
    /// <summary>The longest deadline, in milliseconds: an hour.</summary>
    internal const int MaxDeadlineMs = 3_600_000;

    private const string StampScheme = "Stamp ";
    private const int MaxStampLength = 6 << 10;
    private const int TraceParentLength = 55;

    /// <summary>The client's, or one made here.</summary>
    internal string RequestId { get; private init; }

    /// <summary>The stamp, as it came; empty if there is none.</summary>
    internal string Stamp { get; private init; }

    /// <summary>A W3C traceparent; empty if there is none, or one that is not well-formed.</summary>
    internal string TraceParent { get; private init; }

    /// <summary>Whether a receipt is asked for.</summary>
    internal bool WantsReceipt { get; private init; }

    /// <summary>Milliseconds from arrival; 0 has passed.</summary>
    internal int DeadlineMs { get; private init; }

    /// <summary>Those of a call by somebody who knows nothing of this protocol: what its headers say is meant otherwise.</summary>
    internal static CallHeaders OfStranger(int deadlineMs) => new() { RequestId = RequestIds.Next(), Stamp = "", TraceParent = "", DeadlineMs = deadlineMs };

    /// <summary>Reads them; when something is wrong, still with a requestId.</summary>
    internal static Refusal? Read(IHeaderDictionary headers, int defaultDeadlineMs, out CallHeaders call)
    {
        StringValues key = headers[HeaderName.IdempotencyKey];
        call = new CallHeaders { RequestId = key.Count == 0 ? RequestIds.Next() : key.ToString() };
        if (!IsIdempotencyKey(call.RequestId))
        {
            call = call with { RequestId = RequestIds.Next() };
            return new Refusal(ErrorCode.InvalidRequest, "Idempotency-Key has 1 to 128 visible ASCII characters.");
        }

        if (!TryReadStamp(headers.Authorization, out string stamp))
        {
            return new Refusal(ErrorCode.InvalidRequest, "Authorization must be: Stamp, a space, and a stamp.");
        }

        if (!TryReadDeadline(headers[HeaderName.Deadline], defaultDeadlineMs, out int deadline))
        {
            return new Refusal(
                ErrorCode.InvalidRequest, "Nsl-Deadline-Ms must be a whole number of milliseconds from 0 to 3600000.");
        }

        StringValues receipt = headers[HeaderName.Receipt];
        if (receipt.Count > 0 && receipt.ToString() is not ("0" or "1"))
        {
            return new Refusal(ErrorCode.InvalidRequest, "Nsl-Receipt is 1 to ask for a receipt, or 0.");
        }

        string trace = headers.TraceParent.ToString();
        call = call with
        {
            Stamp = stamp,
            DeadlineMs = deadline,
            WantsReceipt = receipt.Count > 0 && receipt.ToString() == "1",
            TraceParent = IsTraceParent(trace) ? trace : "",
        };
        return null;
    }

    /// <summary>1 to 128 visible ASCII characters.</summary>
    internal static bool IsIdempotencyKey(string text) =>
        text.Length is > 0 and <= RequestFrame.MaxIdCharacters && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>
    /// The shape of version 00 (W3C Trace Context): <c>00-trace-parent-flags</c>, neither id all zeros.
    /// </summary>
    internal static bool IsTraceParent(string text) =>
        text.Length == TraceParentLength
        && text.StartsWith("00-", StringComparison.Ordinal)
        && text[35] == '-'
        && text[52] == '-'
        && IsLowerHex(text.AsSpan(3, 32))
        && IsLowerHex(text.AsSpan(36, 16))
        && IsLowerHex(text.AsSpan(53, 2))
        && text.AsSpan(3, 32).ContainsAnyExcept('0')
        && text.AsSpan(36, 16).ContainsAnyExcept('0');

    private static bool IsLowerHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept("0123456789abcdef");

    private static bool TryReadStamp(StringValues header, out string stamp)
    {
        stamp = "";
        if (header.Count == 0)
        {
            return true;
        }

        string text = header.ToString();
        bool isStamp = text.StartsWith(StampScheme, StringComparison.OrdinalIgnoreCase);
        stamp = isStamp ? text[StampScheme.Length..].Trim() : "";
        return stamp.Length is > 0 and <= MaxStampLength && !stamp.AsSpan().ContainsAnyExceptInRange('!', '~');
    }

    private static bool TryReadDeadline(StringValues header, int defaultMs, out int milliseconds)
    {
        milliseconds = defaultMs;
        return header.Count == 0
            || (int.TryParse(header.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out milliseconds)
                && milliseconds <= MaxDeadlineMs);
    }
}
