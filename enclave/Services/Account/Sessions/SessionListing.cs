using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Sessions;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Account.Sessions;

/// <summary>Serves <c>account.listSessions</c>.</summary>
internal static class SessionListing
{
    internal static async ValueTask<ListSessionsResponse> ListAsync(ListSessionsRequest request, Call call)
    {
        int limit = request.Limit ?? PageRequest.DefaultLimit;
        if (limit is < 1 or > PageRequest.MaxLimit)
        {
            throw new RequestException($"limit is 1 to {PageRequest.MaxLimit}.");
        }

        if (request.Cursor is { } cursor && !Base64UrlText.TryDecode(cursor, StampKey.CoordinateLength, out _))
        {
            throw new RequestException("cursor must be the nextCursor of a response.");
        }

        List<SessionDescription> found = [];
        IEnumerable<SessionEntry> rest = (await SessionRoll.FindAsync(call))
            .Where(session => session.IsLive(call.Time) && string.CompareOrdinal(session.SessionId, request.Cursor) > 0)
            .OrderBy(session => session.SessionId, StringComparer.Ordinal);
        foreach (SessionEntry session in rest)
        {
            KeyDocument opener = await AccountKeys.FindAsync(call, session.OpenedBy);
            if (!opener.IsAlive(call.Time))
            {
                continue;
            }

            if (found.Count == limit)
            {
                return new ListSessionsResponse { Sessions = found, NextCursor = found[^1].SessionId };
            }

            found.Add(Describe(session, await AccountKeys.FindAsync(call, session.SessionId), opener));
        }

        return new ListSessionsResponse { Sessions = found };
    }

    private static SessionDescription Describe(SessionEntry session, KeyDocument key, KeyDocument opener) => new()
    {
        SessionId = session.SessionId,
        KeyId = session.OpenedBy,
        Name = key.Name,
        Scopes = SessionScopes.Of(key, opener),
        CreatedAt = key.CreatedAt.UtcDateTime,
        ExpiresAt = (SessionScopes.EndOf(key, opener) ?? session.ExpiresAt).UtcDateTime,
    };
}
