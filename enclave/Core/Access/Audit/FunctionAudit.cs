using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Enclave.Core.Access.Audit;

/// <summary>Appends what an account's functions do to its audit events.</summary>
/// <remarks>Not for handlers of requests: their event is appended with the request, and would go over this one.</remarks>
public static class FunctionAudit
{
    /// <summary>Appends an event that names the function in the place of a key.</summary>
    /// <param name="state">The transaction; not one of a request.</param>
    /// <param name="holder">The function.</param>
    /// <param name="operation">What it did.</param>
    /// <param name="target">What to, such as a secret's id.</param>
    /// <param name="time">The time.</param>
    public static async ValueTask AppendAsync(ITransaction state, GrantHolder holder, Operation operation, string target, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(holder);
        AccountDocument account = await AccessDocuments.Accounts.FindAsync(state, holder.AccountId)
            ?? throw new InvalidOperationException("A function's account is missing.");
        DateTime now = DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()).UtcDateTime;
        account = await AuditTrail.AppendAsync(
            state, account, holder.AccountId, holder.KeyId, operation, holder.Reference, now, target, AuditTrail.Ok);
        AccessDocuments.Accounts.Put(state, holder.AccountId, account);
    }
}
