using NeoServiceLayer.Enclave.Core.Access.Approvals;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>A call's handler, run once or, when the transaction has to be repeated, again: what the last run left.</summary>
internal sealed class CallAttempt(Func<Call, ValueTask<ResponseBuffer>> handler) : IDisposable
{
    private Call? call;
    private MeteredTransaction? metered;
    private ResponseBuffer? response;

    /// <summary>What the handler named for the audit event.</summary>
    internal string? Target => call?.Target;

    /// <summary>Whether the handler ended the account.</summary>
    internal bool ClosesAccount => call?.ClosesAccount ?? false;

    /// <summary>By how many records the handler made the account's grow.</summary>
    internal long Growth => metered?.Growth ?? 0;

    /// <summary>What the last run needed of others' approval; null where nothing can.</summary>
    internal ApprovalGate? Gate { get; set; }

    internal Call Begin(StampedRequest request, Caller caller, ITransaction state, DateTimeOffset now)
    {
        Dispose();
        metered = state as MeteredTransaction;
        return call = new Call(caller, state, now) { Gate = Gate, Request = request };
    }

    internal async ValueTask<ResponseBuffer> RunAsync(Call begun) => response = await handler(begun);

    /// <summary>The last run's changes are committed.</summary>
    internal void TellCommitted() => call?.TellCommitted();

    /// <summary>The response of the last run.</summary>
    internal ReadOnlyMemory<byte> Response => response!.Written;

    /// <summary>The response is written, and its owner's from then on.</summary>
    internal ResponseBytes Give(string receipt)
    {
        ResponseBytes given = response!.ToBytes(receipt);
        response = null;
        return given;
    }

    /// <summary>A response that nobody was given is cleared.</summary>
    public void Dispose()
    {
        response?.Dispose();
        response = null;
    }
}
