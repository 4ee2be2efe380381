using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <content>Sessions: the key that stamps is there only once the call is done.</content>
internal sealed partial class AccountCalls
{
    /// <summary>
    /// Opens a session: the handler decides whether a key of the account wants it, and puts the session's key, which stamped the request. The same
    /// request again, by that key, is given the remembered answer.
    /// </summary>
    internal async ValueTask<ResponseBytes> OpenAsync(StampedRequest request, Func<Call, ValueTask<ResponseBuffer>> handler)
    {
        using CallAttempt attempt = new(handler);
        try
        {
            ((byte[]? remembered, RequestException? refusal), CommitPoint point) =
                await store.CommitAsync(request.AccountId, transaction => OpenAsync(transaction, request, attempt));
            return refusal is not null ? throw refusal : answers.Of(request, request.AccountId, remembered, attempt, point);
        }
        catch (RequestException refused) when (IsRecorded(refused.Code))
        {
            await RecordAsync(request, attempt.Target, refused.Code);
            throw;
        }
    }

    private async ValueTask<(byte[]? Remembered, RequestException? Refusal)> OpenAsync(
        ITransaction transaction, StampedRequest request, CallAttempt attempt)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (await AccessDocuments.Keys.FindAsync(transaction, request.KeyId) is { } taken)
        {
            return (await OpenedAsync(transaction, request, taken, now), null);
        }

        CheckDeadline(request);
        AccountDocument account = await ForgetAsync(transaction, request, now.UtcDateTime);
        Caller caller = new(request.AccountId, request.KeyId, [], ExpiresAt: null);
        ResponseBuffer response = await attempt.RunAsync(attempt.Begin(request, caller, new MeteredTransaction(transaction), now));

        // Only now is it known that the request is one of the account's: what the account has done is told to nobody else.
        if (await AnsweredAsync(transaction, request, now.UtcDateTime) is not null)
        {
            throw new RequestException(ErrorCode.Conflict, "This request opened a session before, which is over: open another with a session key of its own.");
        }

        if (account.Remembered >= settings.MaxRememberedResponses)
        {
            throw TooManyChanges();
        }

        await FinishAsync(transaction, account, request, attempt, response, now);
        return (null, null);
    }

    /// <summary>The answer to who opened this session before; for anybody else its key is taken.</summary>
    private async ValueTask<byte[]> OpenedAsync(ITransaction transaction, StampedRequest request, KeyDocument key, DateTimeOffset now)
    {
        bool same = key.IsSession && key.AccountId == request.AccountId;
        byte[]? answer = same ? await AnsweredAsync(transaction, request, now.UtcDateTime) : null;
        if (answer is null)
        {
            throw new RequestException(ErrorCode.Conflict, "This session key is one already, or was: make a new one for each session.");
        }

        Authorisation.CheckAlive(key, now);
        return answer;
    }
}
