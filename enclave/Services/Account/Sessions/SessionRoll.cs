using NeoServiceLayer.Enclave.Core.Access;

namespace NeoServiceLayer.Enclave.Account.Sessions;

/// <summary>The list of an account's sessions. What may go goes when the list is next read for a change: there is no timer.</summary>
internal static class SessionRoll
{
    /// <summary>
    /// The sessions that are to be known, the oldest first; the keys of the others are removed. For calls that change state and then
    /// <see cref="Put"/> the list.
    /// </summary>
    internal static async ValueTask<List<SessionEntry>> ReadAsync(Call call)
    {
        List<SessionEntry> known = [];
        foreach (SessionEntry session in await FindAsync(call))
        {
            if (session.MayGo(call.Time))
            {
                AccessDocuments.Keys.Delete(call.State, session.SessionId);
            }
            else
            {
                known.Add(session);
            }
        }

        return known;
    }

    /// <summary>The sessions as they are kept.</summary>
    internal static async ValueTask<IReadOnlyList<SessionEntry>> FindAsync(Call call) =>
        (await AccountDocuments.Sessions.FindAsync(call.State, call.Caller.AccountId))?.Sessions ?? [];

    internal static void Put(Call call, IReadOnlyList<SessionEntry> sessions) =>
        AccountDocuments.Sessions.Put(call.State, call.Caller.AccountId, new SessionsDocument { Sessions = sessions });

    /// <summary>Ends what a key opened. No stamp of these sessions holds once the key is none: this makes room for others.</summary>
    internal static async ValueTask EndOfKeyAsync(Call call, string keyId)
    {
        IReadOnlyList<SessionEntry> before = await FindAsync(call);
        if (before.Any(session => session.OpenedBy == keyId))
        {
            List<SessionEntry> known = await ReadAsync(call);
            Put(call, [.. known.Select(session => session.OpenedBy == keyId && session.IsLive(call.Time) ? session with { EndedAt = call.Time } : session)]);
        }
    }
}
