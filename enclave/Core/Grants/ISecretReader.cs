using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Grants;

/// <summary>
/// Gives functions the secrets that were granted to them: the Secrets service. It is named here because functions may know of secrets by
/// this alone.
/// </summary>
public interface ISecretReader
{
    /// <summary>
    /// Reads a secret for the very source that it was granted to, and appends the audit event of it, which the list of accesses is made of.
    /// Part of a transaction that is not a request's own.
    /// </summary>
    /// <param name="state">The transaction.</param>
    /// <param name="holder">Who reads.</param>
    /// <param name="secretId">Which secret.</param>
    /// <param name="version">Which version; null: the current one.</param>
    /// <param name="time">The time.</param>
    /// <returns>The value, which is the caller's to clear.</returns>
    /// <exception cref="Protocol.Errors.RequestException">
    /// notFound: the account has no such secret, or it no such version; forbidden: it is not granted to this source; conflict: it is deleted,
    /// has expired, or the version is not readable any more.
    /// </exception>
    ValueTask<GrantedSecret> ReadAsync(ITransaction state, GrantHolder holder, string secretId, long? version, DateTimeOffset time);

    /// <summary>
    /// The same of the current version for a use inside the enclave, which gives nothing of it away: no audit event is appended, and
    /// nothing is written.
    /// </summary>
    /// <exception cref="Protocol.Errors.RequestException">As above.</exception>
    ValueTask<GrantedSecret> UseAsync(ITransaction state, GrantHolder holder, string secretId, DateTimeOffset time);
}
