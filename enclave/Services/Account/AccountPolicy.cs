using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Account;

/// <summary>What a key may give to another: scopes that it has, for no longer than it lives.</summary>
internal static class AccountPolicy
{
    /// <summary>Decides about a key that is new.</summary>
    /// <exception cref="RequestException">forbidden.</exception>
    internal static void CheckNew(Caller caller, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt) =>
        CheckGrant(caller, scopes, expiresAt);

    /// <summary>
    /// Decides about a key that is changed: what it keeps is not given to it, but who lets it live longer gives it all of its
    /// scopes for that time.
    /// </summary>
    /// <exception cref="RequestException">forbidden.</exception>
    internal static void CheckChange(Caller caller, KeyDocument before, KeyDocument after)
    {
        string[] granted = IsLater(after.ExpiresAt, before.ExpiresAt)
            ? [.. after.Scopes]
            : [.. after.Scopes.Where(scope => !Scopes.Include(before.Scopes, scope))];
        if (granted.Length > 0 || IsLater(after.ExpiresAt, before.ExpiresAt))
        {
            CheckGrant(caller, granted, after.ExpiresAt);
        }
    }

    private static void CheckGrant(Caller caller, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt)
    {
        if (scopes.FirstOrDefault(scope => !Scopes.Include(caller.Scopes, scope)) is { } missing)
        {
            throw new RequestException(ErrorCode.Forbidden, $"This key cannot grant {missing}, a scope that it has not got.");
        }

        if (IsLater(expiresAt, caller.ExpiresAt))
        {
            throw new RequestException(
                ErrorCode.Forbidden, "This key cannot grant scopes for longer than it lives: give an expiresAt that is not later than its own.");
        }
    }

    /// <summary>Whether an end is later than another; null is never.</summary>
    private static bool IsLater(DateTimeOffset? end, DateTimeOffset? than) => than is not null && (end is null || end > than);
}
