using NeoServiceLayer.Enclave.Core.Access.Approvals;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>A stamped request under way: who asks, when, and the transaction that its changes go into.</summary>
public sealed class Call(Caller caller, ITransaction state, DateTimeOffset time)
{
    /// <summary>Who asks.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>What the handler reads and changes; the response, the audit event and the requestId are committed with it.</summary>
    public ITransaction State { get; } = state;

    /// <summary>The enclave's time when the request was taken.</summary>
    public DateTimeOffset Time { get; } = time;

    /// <summary>What the audit event names beside the operation, such as a wallet's id; null if nothing.</summary>
    public string? Target { get; set; }

    /// <summary>The request; null in a call that is part of none.</summary>
    internal StampedRequest? Request { get; init; }

    /// <summary>What the request needs of others' approval; null where no request is kept for them.</summary>
    internal ApprovalGate? Gate { get; init; }

    /// <summary>
    /// Goes on only if enough of the keys have approved this very request; else it is kept for them to approve, and refused. Who catches the
    /// refusal gains nothing: the request is refused at its end all the same.
    /// </summary>
    /// <exception cref="RequestException">approvalRequired.</exception>
    public ValueTask RequireApprovalAsync(ApprovalNeed need)
    {
        ArgumentNullException.ThrowIfNull(need);
        return Gate?.RequireAsync(need) ?? throw new RequestException(ErrorCode.ApprovalRequired, need.Reason);
    }

    /// <summary>Whether the account ends with this call.</summary>
    internal bool ClosesAccount { get; private set; }

    /// <summary>Ends the account: what the enclave does in its name without a request ends too.</summary>
    public void CloseAccount() => ClosesAccount = true;

    private Action? committed;

    /// <summary>Has something done once this run's changes are committed, and not where they are given up. It is quick, and never fails.</summary>
    public void OnCommitted(Action action) => committed += action;

    internal void TellCommitted() => committed?.Invoke();
}
