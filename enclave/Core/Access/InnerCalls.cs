using NeoServiceLayer.Enclave.Core.Access.Approvals;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>
/// How a service calls another: by descriptor, in process, for the same caller with the same scopes, and in the caller's own
/// transaction, so that all of it is one commit. And how the enclave calls a service by itself, in an account's name.
/// </summary>
public sealed class InnerCalls
{
    private readonly Dictionary<Operation, object> handlers = [];
    private readonly Dictionary<Operation, object> owned = [];

    /// <summary>
    /// Runs another operation's handler inside a call. What the account's rules say about that operation holds for it too: the request is
    /// approved as the whole that it is.
    /// </summary>
    /// <exception cref="RequestException">forbidden: the caller's key lacks its scope; approvalRequired; or what the handler throws.</exception>
    /// <exception cref="InvalidOperationException">
    /// It is not bound, or has long work before its transaction; or it would be an audit event, and the call that it is part of is none.
    /// </exception>
    public async ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request, Call call)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(call);
        if (!handlers.TryGetValue(operation, out object? bound) || bound is not Func<TRequest, Call, ValueTask<TResponse>> handler)
        {
            throw new InvalidOperationException($"{operation} is not one that services call.");
        }

        if (call.Request is { IsAudited: false } && ApprovalRules.IsGoverned(operation))
        {
            throw new InvalidOperationException($"{operation} is to be approved where a rule says so, and is called by a request that is not kept for that.");
        }

        if (!Scopes.Allow(call.Caller.Scopes, operation))
        {
            throw new RequestException(ErrorCode.Forbidden, $"This key may not do this: it needs the scope {operation} beside the one of the operation that was called.");
        }

        if (call.Gate is { } gate)
        {
            await gate.RequireRulesAsync(operation);
        }

        return await handler(request, call);
    }

    /// <summary>
    /// Does a request of the enclave's own as if it had come stamped: with what the operation prepares, in a transaction of the account, with
    /// the account's approval rules, and an audit event. Outside any transaction.
    /// </summary>
    /// <returns>The response, or the one that is remembered of the same call. It is signed by nobody.</returns>
    /// <exception cref="RequestException">
    /// What the operation throws; approvalRequired: nothing is kept for others to approve; or what <see cref="OwnCall.Permit"/> and
    /// <see cref="OwnCall.Memory"/> throw.
    /// </exception>
    /// <exception cref="InvalidOperationException">The operation is not bound, or its request or response is confidential.</exception>
    public ValueTask<TResponse> CallAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request, OwnCall call)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(call);
        return owned.TryGetValue(operation, out object? bound) && bound is Func<TRequest, OwnCall, ValueTask<TResponse>> served
            ? served(request, call)
            : throw new InvalidOperationException($"{operation} is not one that the enclave calls by itself.");
    }

    internal void AddOwn<TRequest, TResponse>(Operation<TRequest, TResponse> operation, Func<TRequest, OwnCall, ValueTask<TResponse>> served)
    {
        if (operation.Confidential == Confidential.None)
        {
            owned.Add(operation, served);
        }
    }

    internal void Add<TRequest, TResponse>(Operation<TRequest, TResponse> operation, Func<TRequest, Call, ValueTask<TResponse>> handler) =>
        handlers.Add(operation, handler);
}
