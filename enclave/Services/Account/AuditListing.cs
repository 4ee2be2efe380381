using System.Buffers.Binary;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Audit;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Account;

/// <summary>Lists audit events.</summary>
internal static class AuditListing
{
    internal static async ValueTask<ListAuditEventsResponse> ListAsync(ListAuditEventsRequest request, Call call)
    {
        int limit = request.Limit ?? PageRequest.DefaultLimit;
        if (limit is < 1 or > PageRequest.MaxLimit)
        {
            throw new RequestException($"limit is 1 to {PageRequest.MaxLimit}.");
        }

        long low = await BoundAsync(request.From, "from", call) ?? 1;
        long high = await BoundAsync(request.To, "to", call) ?? await AuditEvents.NextAsync(call);
        long? seen = ReadCursor(request.Cursor);
        return request.NewestFirst
            ? await ListAsync(request, call, low, Math.Min(high, seen ?? high), limit)
            : await ListAsync(request, call, Math.Max(low, seen + 1 ?? low), high, limit);
    }

    /// <summary>Lists of the events from <paramref name="low"/> to before <paramref name="high"/>, from the end that is asked for.</summary>
    private static async ValueTask<ListAuditEventsResponse> ListAsync(ListAuditEventsRequest request, Call call, long low, long high, int limit)
    {
        bool filtered = request.Service is not null;
        int scan = (int)Math.Min(filtered ? AuditEvents.MaxRange : limit, high - low);
        IReadOnlyList<AuditEvent> scanned = scan > 0
            ? await AuditEvents.RangeAsync(call, request.NewestFirst ? high - 1 : low, scan, request.NewestFirst)
            : [];
        AuditEvent[] found = [.. scanned.Where(entry => !filtered || entry.Service == request.Service).Take(limit)];
        long? last = found.Length == limit ? found[^1].Sequence : scanned.Count > 0 ? scanned[^1].Sequence : null;
        bool more = request.NewestFirst ? last > low : last < high - 1;
        return new ListAuditEventsResponse
        {
            Events = found,
            PreviousHash = found.Length > 0 && !filtered && !request.NewestFirst ? await HashBeforeAsync(call, found[0].Sequence) : null,
            NextCursor = more ? WriteCursor(last!.Value) : null,
        };
    }

    private static async ValueTask<string> HashBeforeAsync(Call call, long sequence) => sequence == 1
        ? AuditChain.Start(call.Caller.AccountId)
        : (await AuditEvents.RangeAsync(call, sequence - 1, limit: 1))[0].Hash;

    private static async ValueTask<long?> BoundAsync(DateTime? time, string member, Call call) => time switch
    {
        null => null,
        { Kind: not DateTimeKind.Utc } => throw new RequestException($"{member} must be RFC 3339 in UTC, with a Z at its end."),
        { } at => await AuditEvents.FirstAtAsync(call, at),
    };

    private static string WriteCursor(long sequence)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, sequence);
        return Base64UrlText.Encode(bytes);
    }

    private static long? ReadCursor(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        return Base64UrlText.TryDecode(cursor, sizeof(long), out byte[] bytes) && BinaryPrimitives.ReadInt64BigEndian(bytes) is > 0 and < long.MaxValue and var sequence
            ? sequence
            : throw new RequestException("cursor must be the nextCursor of a response.");
    }
}
