using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <content>What the enclave asks for by itself, in an account's name.</content>
internal sealed partial class AccountCalls
{
    /// <summary>Runs a call's handler; or gives the answer that is remembered, else null.</summary>
    internal async ValueTask<byte[]?> RunOwnAsync(StampedRequest request, Func<Call, ValueTask<ResponseBuffer>> handler)
    {
        using CallAttempt attempt = new(handler);
        return (await RunAsync(request, attempt)).Remembered;
    }

    /// <summary>What comes before long work: what the work may use, or else the remembered answer.</summary>
    internal async ValueTask<(byte[]? Remembered, Preparation? Preparation)> BeginOwnAsync(StampedRequest request) =>
        (await BeginToAsync(request)).Result;

    /// <summary>Decides whether a request may be done, now: by its key, or, where the enclave asks, by what it says itself.</summary>
    private async ValueTask<Caller> CheckAsync(ITransaction transaction, StampedRequest request, DateTimeOffset now)
    {
        if (request.Own is not { } own)
        {
            return await Authorisation.CheckAsync(transaction, request, now, settings.AdminKeyIds);
        }

        await (own.Permit?.Invoke(new ReadOnlyTransaction(transaction)) ?? ValueTask.CompletedTask);
        return new Caller(own.AccountId, own.Actor, [request.Operation.ToString(), .. own.Scopes], ExpiresAt: null) { IsEnclave = true };
    }
}
