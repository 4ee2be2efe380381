using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Enclave.Core.Access.Audit;

/// <summary>Appends to an account's audit events, which are chained by their hashes.</summary>
internal static class AuditTrail
{
    /// <summary>The outcome of what was done.</summary>
    internal const string Ok = "ok";

    /// <summary>Appends an event; the account given back has it as its last one, and is to be put by the caller.</summary>
    internal static ValueTask<AccountDocument> AppendAsync(
        ITransaction transaction, AccountDocument account, StampedRequest request, DateTime now, string? target, string outcome) =>
        AppendAsync(transaction, account, request.AccountId, request.KeyId, request.Operation, request.RequestId, now, target, outcome);

    /// <summary>The same for what is no stamped request: somebody else stands in the place of the key's id.</summary>
    internal static async ValueTask<AccountDocument> AppendAsync(
        ITransaction transaction, AccountDocument account, string accountId, string keyId, Operation operation, string requestId, DateTime now, string? target, string outcome)
    {
        AuditEvent entry = new()
        {
            Sequence = account.Events + 1,

            // Across boots the clock may be found to have gone back: the log's order is that of its times all the same.
            Time = now > account.LastEventAt ? now : account.LastEventAt,
            KeyId = keyId,
            Service = operation.Service,
            Operation = operation.Name,
            RequestId = requestId,
            Target = target,
            Outcome = outcome,
            Hash = "",
        };
        entry = entry with { Hash = AuditChain.Next(account.LastHash, entry) };
        await AccessDocuments.Events.AppendAsync(transaction, accountId, entry);
        return account with { Events = entry.Sequence, LastEventAt = entry.Time, LastHash = entry.Hash };
    }
}
