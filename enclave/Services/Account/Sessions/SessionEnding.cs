using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Account.Sessions;

/// <summary>Serves <c>account.endSession</c>.</summary>
internal static class SessionEnding
{
    internal static async ValueTask<EndSessionResponse> EndAsync(EndSessionRequest request, Call call)
    {
        string sessionId = request.SessionId ?? call.Caller.KeyId;
        if (sessionId != call.Caller.KeyId && !Scopes.Allow(call.Caller.Scopes, AccountOperations.EndSession))
        {
            throw new RequestException(
                ErrorCode.Forbidden, $"This session may end itself alone: for others it needs the scope {AccountOperations.EndSession} or account.*.");
        }

        List<SessionEntry> sessions = await SessionRoll.ReadAsync(call);
        int place = sessions.FindIndex(session => session.SessionId == sessionId && session.IsLive(call.Time));
        if (place < 0)
        {
            throw request.SessionId is null
                ? new RequestException("sessionId is missing: only a session ends itself without.")
                : new RequestException(ErrorCode.NotFound, "The account has no such session; listSessions lists them.");
        }

        call.Target = sessionId;
        KeyDocument key = await AccountKeys.FindAsync(call, sessionId);
        AccessDocuments.Keys.Put(call.State, sessionId, key with { RevokedAt = call.Time });
        sessions[place] = sessions[place] with { EndedAt = call.Time };
        SessionRoll.Put(call, sessions);
        return new EndSessionResponse();
    }
}
