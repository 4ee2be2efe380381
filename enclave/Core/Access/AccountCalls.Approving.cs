using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access.Approvals;
using NeoServiceLayer.Enclave.Core.Access.Audit;
using NeoServiceLayer.Enclave.Core.Access.Idempotency;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <content>Requests that others have to approve: they are kept in a commit of their own, since the request's is given up.</content>
internal sealed partial class AccountCalls
{
    /// <summary>Opens the gate of a request, and requires what the account's rules say about its operation.</summary>
    private async ValueTask<ApprovalGate> OpenGateAsync(
        ITransaction transaction, StampedRequest request, Caller caller, DateTimeOffset now, Action<ApprovalGate> opened)
    {
        ApprovalGate gate = request.Own is not null
            ? ApprovalGate.OfEnclave(transaction, caller, now)
            : await ApprovalGate.OpenAsync(
                transaction, caller, () => RememberedResponses.Name(request.AccountId, request.RequestId), () => request.Digest(idempotencyKey), now);
        opened(gate);
        await gate.RequireRulesAsync(request.Operation);
        return gate;
    }

    /// <summary>Commits what a request does; one that finds its gate shut is kept for others to approve, and refused by the approval's name.</summary>
    private async ValueTask<T> AskingAsync<T>(StampedRequest request, Func<ApprovalGate?> gate, Func<ValueTask<T>> commit)
    {
        try
        {
            return await commit();
        }
        catch (RequestException refused) when (refused.Code == ErrorCode.ApprovalRequired && gate() is { IsShut: true })
        {
            if (request.Own is not null)
            {
                throw new RequestException(
                    ErrorCode.ApprovalRequired, $"{refused.Message} What a function asks for waits for nobody's approval: it was not done.");
            }

            await AskAsync(request, gate()!.Needs);
        }

        // The same request was done over another line meanwhile: this finds its answer.
        return await commit();
    }

    private async ValueTask AskAsync(StampedRequest request, IReadOnlyList<ApprovalRequirement> needs)
    {
        RequestException? refusal = await store.RunAsync(request.AccountId, async transaction =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            Caller caller = await Authorisation.CheckAsync(transaction, request, now, settings.AdminKeyIds);
            if (request.ChangesState && await AnsweredAsync(transaction, request, now.UtcDateTime) is not null)
            {
                return null;
            }

            string name = RememberedResponses.Name(request.AccountId, request.RequestId);
            AskedApproval asked = new(request, caller, name, request.Digest(idempotencyKey), settings.GenesisId, needs);
            (RequestException refused, string approvalId, bool isNews) = await ApprovalAsking.KeepAsync(transaction, asked, now);
            if (isNews)
            {
                AccountDocument account = await ForgetAsync(transaction, request, now.UtcDateTime);
                account = await AuditTrail.AppendAsync(
                    transaction, account, request, Milliseconds(now), approvalId, ErrorCode.ApprovalRequired.Name);
                AccessDocuments.Accounts.Put(transaction, request.AccountId, account);
            }

            return refused;
        });
        if (refusal is not null)
        {
            throw refusal;
        }
    }
}
