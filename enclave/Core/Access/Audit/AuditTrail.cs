using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Access.Audit;

/// <summary>Appends to an account's audit events, which are chained by their hashes.</summary>
internal static class AuditTrail
{
    /// <summary>The outcome of what was done.</summary>
    internal const string Ok = "ok";

    /// <summary>Appends an event; the account given back has it as its last one, and is to be put by the caller.</summary>
    internal static async ValueTask<AccountDocument> AppendAsync(
        ITransaction transaction, AccountDocument account, StampedRequest request, DateTime now, string? target, string outcome)
    {
        AuditEvent entry = new()
        {
            Sequence = account.Events + 1,

            // Across boots the clock may be found to have gone back: the log's order is that of its times all the same.
            Time = now > account.LastEventAt ? now : account.LastEventAt,
            KeyId = request.KeyId,
            Service = request.Operation.Service,
            Operation = request.Operation.Name,
            RequestId = request.RequestId,
            Target = target,
            Outcome = outcome,
            Hash = "",
        };
        entry = entry with { Hash = AuditChain.Next(account.LastHash, entry) };
        await AccessDocuments.Events.AppendAsync(transaction, request.AccountId, entry);
        return account with { Events = entry.Sequence, LastEventAt = entry.Time, LastHash = entry.Hash };
    }
}
