using NeoServiceLayer.Enclave.Core.Access.Sessions;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>
/// Binds stamped operations: a handler runs only for a request whose stamp holds, by a key that has the operation's scope,
/// and in a transaction that also remembers the requestId with the response and appends the audit event.
/// </summary>
/// <param name="map">Where they are bound beside the public ones.</param>
/// <param name="calls">What every stamped call goes through.</param>
public sealed class StampedMap(OperationMap map, StampedCalls calls)
{
    /// <summary>Binds a handler.</summary>
    /// <param name="operation">An operation with <see cref="Protocol.Operations.Access.Stamped"/>.</param>
    /// <param name="handler">
    /// Runs inside the transaction, and again if that has to be repeated: it reads and changes <see cref="Call.State"/> and does
    /// nothing else. It may throw RequestException; then nothing is changed. An operation without effects only reads.
    /// </param>
    /// <exception cref="InvalidOperationException">The operation is bound already, or not one for stamps.</exception>
    public StampedMap Bind<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, Func<TRequest, Call, ValueTask<TResponse>> handler)
    {
        Check(operation, Protocol.Operations.Access.Stamped);
        map.BindBytes(operation, new StampedOperation<TRequest, TResponse>(calls, operation, handler).ServeAsync);
        Inner.Add(operation, handler);
        Inner.AddOwn(operation, new OwnOperation<TRequest, TResponse>(calls.Account, operation).Serve(handler));
        return this;
    }

    /// <summary>Binds a handler that needs long work (a key derivation, say), which no transaction may wait for.</summary>
    /// <param name="operation">An operation with <see cref="Protocol.Operations.Access.Stamped"/>.</param>
    /// <param name="prepare">
    /// Runs once, outside any transaction, when the stamp holds, the key has the scope and no answer is remembered; it may take
    /// its time. What it gives is disposed of when the request is answered.
    /// </param>
    /// <param name="handler">As above, with what was prepared. What was read while preparing may have changed: it looks again.</param>
    /// <exception cref="InvalidOperationException">The operation is bound already, or not one for stamps.</exception>
    public StampedMap Bind<TRequest, TPrepared, TResponse>(
        Operation<TRequest, TResponse> operation,
        Func<TRequest, Preparation, ValueTask<TPrepared>> prepare,
        Func<TRequest, TPrepared, Call, ValueTask<TResponse>> handler)
        where TPrepared : IDisposable
    {
        Check(operation, Protocol.Operations.Access.Stamped);
        map.BindBytes(operation, new PreparedOperation<TRequest, TPrepared, TResponse>(calls, operation, prepare, handler).ServeAsync);
        Inner.AddOwn(operation, new OwnOperation<TRequest, TResponse>(calls.Account, operation).Serve(prepare, handler));
        return this;
    }

    /// <summary>Binds the handler of an operation that begins an account.</summary>
    /// <param name="operation">An operation with <see cref="Protocol.Operations.Access.StampedByNewKey"/>.</param>
    /// <param name="keyOf">The key in the request. It may throw RequestException.</param>
    /// <param name="handler">
    /// As above; <see cref="Call.Caller"/> names the account that begins, and the key, which the handler puts among
    /// <see cref="AccessDocuments.Keys"/>.
    /// </param>
    /// <exception cref="InvalidOperationException">The operation is bound already, or not one for stamps of new keys.</exception>
    public StampedMap BindRegistering<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, Func<TRequest, StampKey> keyOf, Func<TRequest, Call, ValueTask<TResponse>> handler)
    {
        Check(operation, Protocol.Operations.Access.StampedByNewKey);
        map.BindBytes(operation, new RegisteringOperation<TRequest, TResponse>(calls, operation, keyOf, handler).ServeAsync);
        return this;
    }

    /// <summary>How services call one another's operations, those without long work; and how the enclave calls any by itself.</summary>
    public InnerCalls Inner { get; } = new();

    /// <summary>What sessions are opened with.</summary>
    public Challenges Challenges => calls.Challenges;

    /// <summary>Binds a handler that anybody may call, and that is quick and never waits. It may throw RequestException.</summary>
    /// <exception cref="InvalidOperationException">The operation is bound already, or not a public one.</exception>
    public StampedMap BindPublic<TRequest, TResponse>(Operation<TRequest, TResponse> operation, Func<TRequest, TResponse> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Check(operation, Protocol.Operations.Access.Public);
        map.Bind(operation, (TRequest request, in CallContext _) => handler(request));
        return this;
    }

    /// <summary>Binds the handler of an operation that opens a session, stamped by the session's key.</summary>
    /// <param name="operation">An operation with <see cref="Protocol.Operations.Access.StampedByNewKey"/>.</param>
    /// <param name="keyOf">The session's key in the request. It may throw RequestException.</param>
    /// <param name="openerOf">The id of the key that opens it, as the request names it.</param>
    /// <param name="prepare">Judges what can be judged without the state. It may throw RequestException, which is not recorded.</param>
    /// <param name="handler">
    /// As above; <see cref="Call.Caller"/> names the opening key's account and the session's key, which has no scopes yet. It decides whether the
    /// opening key wants this, and puts the session's key among <see cref="AccessDocuments.Keys"/>.
    /// </param>
    /// <exception cref="InvalidOperationException">The operation is bound already, or not one for stamps of new keys.</exception>
    public StampedMap BindOpening<TRequest, TPrepared, TResponse>(
        Operation<TRequest, TResponse> operation,
        Func<TRequest, StampKey> keyOf,
        Func<TRequest, string> openerOf,
        Func<TRequest, TPrepared> prepare,
        Func<TRequest, TPrepared, Call, ValueTask<TResponse>> handler)
    {
        Check(operation, Protocol.Operations.Access.StampedByNewKey);
        map.BindBytes(operation, new OpeningOperation<TRequest, TPrepared, TResponse>(calls, operation, keyOf, openerOf, prepare, handler).ServeAsync);
        return this;
    }

    private static void Check(Operation operation, Protocol.Operations.Access access)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.Access != access)
        {
            throw new InvalidOperationException($"{operation} is for {operation.Access}, and bound for {access}.");
        }
    }
}
