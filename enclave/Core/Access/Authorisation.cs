using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access.Keys;
using NeoServiceLayer.Enclave.Core.Access.Sessions;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Decides in a request's transaction whether the key that stamped it may do this, now.</summary>
internal static class Authorisation
{
    /// <exception cref="RequestException">unauthenticated: the key is none any more; forbidden: it lacks the scope.</exception>
    internal static async ValueTask<Caller> CheckAsync(
        ITransaction transaction, StampedRequest request, DateTimeOffset now, IReadOnlySet<string> admins)
    {
        KeyDocument? key = await AccessDocuments.Keys.FindAsync(transaction, request.KeyId);
        if (key is null || key.AccountId != request.AccountId)
        {
            // A session's key may have gone since the stamp was checked, and even be of another account.
            throw StampCheck.Refused(StampCheck.NotByKey);
        }

        CheckAlive(key, now);
        if (request.Operation.Admin && !admins.Contains(request.KeyId))
        {
            throw new RequestException(ErrorCode.Forbidden, "This key may not do this: it is for the keys that the enclave's configuration names as adminKeys.");
        }

        Caller caller = key.OpenedBy is { } opener
            ? await SessionAsync(transaction, request.KeyId, key, opener, now)
            : new Caller(key.AccountId, request.KeyId, key.Scopes, key.ExpiresAt);
        return Scopes.Allow(caller.Scopes, request.Operation) || EndsItself(key, request.Operation)
            ? caller
            : throw new RequestException(ErrorCode.Forbidden, request.Operation.Guard
                ? $"This key may not do this: it needs the scope {request.Operation} by name."
                : $"This key may not do this: it needs the scope {request.Operation} or {request.Operation.Service}.*.");
    }

    internal static void CheckAlive(KeyDocument key, DateTimeOffset now)
    {
        if (!key.IsAlive(now))
        {
            throw StampCheck.Refused(key.IsSession ? SessionRefusals.Over
                : key.RevokedAt is null ? "The key that made the stamp has expired: use another key of the account."
                : "The key that made the stamp was revoked: use another key of the account.");
        }
    }

    /// <summary>A session has no more than the key that opened it has now, and ends with that one.</summary>
    private static async ValueTask<Caller> SessionAsync(
        ITransaction transaction, string sessionId, KeyDocument session, string opener, DateTimeOffset now)
    {
        KeyDocument? key = await AccessDocuments.Keys.FindAsync(transaction, opener);
        return key is not null && key.IsAlive(now)
            ? new Caller(session.AccountId, sessionId, SessionScopes.Of(session, key), SessionScopes.EndOf(session, key)) { OpenedBy = opener }
            : throw StampCheck.Refused(SessionRefusals.Over);
    }

    /// <summary>Any session may end itself; the handler sees to it that it ends no other without the scope.</summary>
    private static bool EndsItself(KeyDocument key, Operation operation) => key.IsSession && operation == AccountOperations.EndSession;
}
