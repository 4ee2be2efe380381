namespace NeoServiceLayer.Enclave.Core.Access.Sessions;

/// <summary>What a session may do, and until when: both may have become less since it was opened.</summary>
public static class SessionScopes
{
    /// <summary>What it was given, as far as the key that opened it has that today.</summary>
    public static IReadOnlyList<string> Of(KeyDocument session, KeyDocument opener)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(opener);
        return [.. session.Scopes.Where(scope => Scopes.Include(opener.Scopes, scope))];
    }

    /// <summary>Its own end, or that of the key that opened it if that is sooner; null is never.</summary>
    public static DateTimeOffset? EndOf(KeyDocument session, KeyDocument opener)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(opener);
        return session.ExpiresAt > opener.ExpiresAt ? opener.ExpiresAt : session.ExpiresAt;
    }
}
