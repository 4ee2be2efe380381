using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access.Approvals;
using NeoServiceLayer.Enclave.Core.Access.Audit;
using NeoServiceLayer.Enclave.Core.Access.Idempotency;
using NeoServiceLayer.Enclave.Core.Access.Keys;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>
/// The transaction of a call: may the key do this, now; was it done before; the handler; and in the same commit the response
/// that is remembered, and the audit event.
/// </summary>
internal sealed partial class AccountCalls(IStateStore store, EnclaveClock clock, AccessSettings settings, SecretBytes idempotencyKey, SignedAnswers answers)
{
    /// <summary>Runs a call's handler, or gives the answer that is remembered.</summary>
    internal async ValueTask<ResponseBytes> RunAsync(StampedRequest request, Func<Call, ValueTask<ResponseBuffer>> handler)
    {
        using CallAttempt attempt = new(handler);
        (byte[]? remembered, CommitPoint point) = await RunAsync(request, attempt);
        return answers.Of(request, request.AccountId, remembered, attempt, point);
    }

    private async ValueTask<(byte[]? Remembered, CommitPoint Point)> RunAsync(StampedRequest request, CallAttempt attempt)
    {
        try
        {
            ((byte[]? remembered, RequestException? refusal), CommitPoint point) = await AskingAsync(
                request,
                () => attempt.Gate,
                () => store.CommitAsync(request.AccountId, transaction => RunAsync(transaction, request, attempt)));
            if (refusal is not null)
            {
                throw refusal;
            }

            if (remembered is null)
            {
                attempt.TellCommitted();
            }

            return (remembered, point);
        }
        catch (RequestException refused) when (IsRecorded(refused.Code))
        {
            await RecordAsync(request, attempt.Target, refused.Code);
            throw;
        }
    }

    /// <summary>
    /// What comes before long work: may the key do this, and was it done before? Gives what the work may use, or else the remembered
    /// answer.
    /// </summary>
    internal async ValueTask<(ResponseBytes Answer, Preparation? Preparation)> BeginAsync(StampedRequest request)
    {
        ((byte[]? remembered, Preparation? preparation), CommitPoint point) = await BeginToAsync(request);
        return (remembered is null ? default : answers.Of(request, request.AccountId, remembered, point), preparation);
    }

    private async ValueTask<Committed<(byte[]? Remembered, Preparation? Preparation)>> BeginToAsync(StampedRequest request)
    {
        ApprovalGate? gate = null;
        try
        {
            return await AskingAsync(
                request,
                () => gate,
                () => store.CommitAsync(request.AccountId, transaction => BeginAsync(transaction, request, opened => gate = opened)));
        }
        catch (RequestException refused) when (IsRecorded(refused.Code))
        {
            await RecordAsync(request, target: null, refused.Code);
            throw;
        }
    }

    /// <summary>The account's rules are asked before the work, which nobody then does in vain; and once more when it is used.</summary>
    private async ValueTask<(byte[]? Remembered, Preparation? Preparation)> BeginAsync(
        ITransaction transaction, StampedRequest request, Action<ApprovalGate> opened)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Caller caller = await CheckAsync(transaction, request, now);
        if (request.ChangesState && await AnsweredAsync(transaction, request, now.UtcDateTime) is { } answer)
        {
            return (answer, null);
        }

        if (request.IsAudited)
        {
            await OpenGateAsync(transaction, request, caller, now, opened);
        }

        return (null, new Preparation(caller, now, store, request.RequestId));
    }

    /// <summary>Runs the long work; a refusal in it is recorded like one of the handler.</summary>
    internal async ValueTask<T> PrepareAsync<T>(StampedRequest request, Func<ValueTask<T>> work)
    {
        try
        {
            return await work();
        }
        catch (RequestException refused) when (IsRecorded(refused.Code))
        {
            await RecordAsync(request, target: null, refused.Code);
            throw;
        }
    }

    /// <summary>Begins an account: the handler puts the key that stamped the request, and its call's account is the new one.</summary>
    internal async ValueTask<ResponseBytes> RegisterAsync(StampedRequest request, Func<Call, ValueTask<ResponseBuffer>> handler)
    {
        using CallAttempt attempt = new(handler);
        ((byte[]? remembered, string accountId), CommitPoint point) = await store.CommitAsync<(byte[]?, string)>(
            KnownKeys.Lane(request.KeyId),
            async transaction =>
            {
                DateTimeOffset now = clock.GetUtcNow();
                if (await AccessDocuments.Keys.FindAsync(transaction, request.KeyId) is { } taken)
                {
                    return (await RegisteredAsync(transaction, request, taken, now), taken.AccountId);
                }

                CheckDeadline(request);
                Call call = attempt.Begin(request, new Caller(request.AccountId, request.KeyId, [], ExpiresAt: null), new MeteredTransaction(transaction), now);
                ResponseBuffer response = await attempt.RunAsync(call);
                AccountDocument account = new() { LastHash = AuditChain.Start(request.AccountId) };
                await FinishAsync(transaction, account, request, attempt, response, now);
                return (null, request.AccountId);
            });
        return answers.Of(request, accountId, remembered, attempt, point);
    }

    /// <summary>One run of the transaction: the answer that is remembered, a refusal although something is committed, or neither.</summary>
    private async ValueTask<(byte[]? Remembered, RequestException? Refusal)> RunAsync(
        ITransaction transaction, StampedRequest request, CallAttempt attempt)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Caller caller = await CheckAsync(transaction, request, now);
        if (!request.IsAudited)
        {
            await attempt.RunAsync(attempt.Begin(request, caller, new ReadOnlyTransaction(transaction), now));
            return (null, null);
        }

        if (request.ChangesState && await AnsweredAsync(transaction, request, now.UtcDateTime) is { } answer)
        {
            return (answer, null);
        }

        CheckDeadline(request);
        AccountDocument account = await ForgetAsync(transaction, request, now.UtcDateTime);
        if (request is { ChangesState: true, Own: null } && account.Remembered >= settings.MaxRememberedResponses)
        {
            // What was forgotten stays so, or no call would ever find a place.
            AccessDocuments.Accounts.Put(transaction, request.AccountId, account);
            return (null, TooManyChanges());
        }

        ApprovalGate gate = await OpenGateAsync(transaction, request, caller, now, opened => attempt.Gate = opened);
        Call call = attempt.Begin(
            request, caller, request.ChangesState ? new MeteredTransaction(transaction) : new ReadOnlyTransaction(transaction), now);
        ResponseBuffer response = await attempt.RunAsync(call);
        await gate.UseAsync();
        await FinishAsync(transaction, account, request, attempt, response, now);
        return (null, null);
    }

    private RequestException TooManyChanges() => new(
        ErrorCode.Overloaded, $"The account made {settings.MaxRememberedResponses} changes within 24 hours, as many as are remembered; send this again later.");

    private static void CheckDeadline(StampedRequest request)
    {
        if (request.Own is null && request.Context.DeadlinePassed)
        {
            throw new RequestException(ErrorCode.DeadlineExceeded, "The deadline passed before the operation began.");
        }
    }

    /// <summary>Refusals that the account's owner wants to know of.</summary>
    private static bool IsRecorded(ErrorCode code) => code == ErrorCode.Forbidden || code == ErrorCode.PolicyDenied;

    private async ValueTask<byte[]?> AnsweredAsync(ITransaction transaction, StampedRequest request, DateTime now)
    {
        if (request.Own is { } own)
        {
            return own.Memory is { } memory ? await memory.RecallAsync(new ReadOnlyTransaction(transaction), request.Digest(idempotencyKey)) : null;
        }

        string name = RememberedResponses.Name(request.AccountId, request.RequestId);
        return await RememberedResponses.FindAsync(transaction, name, now) is { } remembered
            ? RememberedResponses.Answer(remembered, request.Digest(idempotencyKey))
            : null;
    }

    private async ValueTask<byte[]> RegisteredAsync(ITransaction transaction, StampedRequest request, KeyDocument key, DateTimeOffset now)
    {
        string name = RememberedResponses.Name(request.KeyId, request.RequestId);
        RememberedResponse remembered = await RememberedResponses.FindAsync(transaction, name, now.UtcDateTime)
            ?? throw new RequestException(ErrorCode.Conflict, "This key belongs to an account, or did: an account begins with a key of its own.");
        Authorisation.CheckAlive(key, now);
        return RememberedResponses.Answer(remembered, request.Digest(idempotencyKey));
    }

    private async ValueTask<AccountDocument> ForgetAsync(ITransaction transaction, StampedRequest request, DateTime now)
    {
        AccountDocument account = await FindAsync(transaction, request.AccountId);
        return await RememberedResponses.ForgetAsync(
            transaction, request.AccountId, account, now, full: account.Remembered >= settings.MaxRememberedResponses);
    }

    /// <summary>Writes what belongs to every call that was done.</summary>
    private async ValueTask FinishAsync(
        ITransaction transaction, AccountDocument account, StampedRequest request, CallAttempt attempt, ResponseBuffer response, DateTimeOffset now)
    {
        account = account with { Records = account.Records + attempt.Growth, ClosedAt = attempt.ClosesAccount ? now.UtcDateTime : account.ClosedAt };
        if (attempt.Growth > 0 && account.Records > settings.MaxRecordsPerAccount)
        {
            throw new RequestException(
                ErrorCode.LimitExceeded, $"The account would have more than {settings.MaxRecordsPerAccount} records; delete something first.");
        }

        account = await AuditTrail.AppendAsync(transaction, account, request, Milliseconds(now), attempt.Target, AuditTrail.Ok);
        if (request is { ChangesState: true, Own: { } own })
        {
            await (own.Memory?.RememberAsync(transaction, request.Digest(idempotencyKey), response.Written) ?? ValueTask.CompletedTask);
        }
        else if (request.ChangesState)
        {
            // The first event is that of the account's beginning.
            string owner = account.Events == 1 ? request.KeyId : request.AccountId;
            account = await RememberedResponses.RememberAsync(
                transaction, account, RememberedResponses.Name(owner, request.RequestId),
                request.Digest(idempotencyKey), request.Operation, response.Written);
        }

        AccessDocuments.Accounts.Put(transaction, request.AccountId, account);
    }

    /// <summary>Appends the event of a refusal, in a transaction of its own: the call's was given up.</summary>
    private async ValueTask RecordAsync(StampedRequest request, string? target, ErrorCode code) =>
        await store.RunAsync(request.AccountId, async transaction =>
        {
            DateTime now = Milliseconds(clock.GetUtcNow());
            AccountDocument account = await ForgetAsync(transaction, request, now);
            account = await AuditTrail.AppendAsync(transaction, account, request, now, target, code.Name);
            AccessDocuments.Accounts.Put(transaction, request.AccountId, account);
            return account.Events;
        });

    private static async ValueTask<AccountDocument> FindAsync(ITransaction transaction, string accountId) =>
        await AccessDocuments.Accounts.FindAsync(transaction, accountId) ?? throw new InvalidOperationException("A key's account is missing.");

    private static DateTime Milliseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}
