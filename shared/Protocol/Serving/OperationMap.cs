using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>
/// Serves an operation on the connection's own thread: quick, and never waiting for anything, because the connection's
/// next request waits meanwhile.
/// </summary>
public delegate TResponse InlineHandler<TRequest, TResponse>(TRequest request, in CallContext context);

/// <summary>Serves an operation away from the connection's thread: it may take its time.</summary>
public delegate ValueTask<TResponse> QueuedHandler<TRequest, TResponse>(TRequest request, CallContext context);

/// <summary>
/// Which handler serves which operation. Filled at start-up by the composition root, one service after the other, and
/// then sealed, which refuses what is unbound.
/// </summary>
public sealed class OperationMap
{
    private readonly Dictionary<Operation, Binding> bindings = [];

    /// <summary>Binds a handler that is quick and never waits. It may throw RequestException.</summary>
    /// <exception cref="InvalidOperationException">The operation is bound already.</exception>
    public OperationMap Bind<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, InlineHandler<TRequest, TResponse> handler) =>
        Add(new InlineBinding<TRequest, TResponse>(operation, handler));

    /// <summary>Binds a handler that waits or takes longer than some microseconds. It may throw RequestException.</summary>
    /// <exception cref="InvalidOperationException">The operation is bound already.</exception>
    public OperationMap BindAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, QueuedHandler<TRequest, TResponse> handler) =>
        Add(new TypedBinding<TRequest, TResponse>(operation, handler));

    /// <summary>Binds a handler that takes the request as it was sent, and gives the response's bytes. It may throw RequestException.</summary>
    /// <exception cref="InvalidOperationException">The operation is bound already.</exception>
    public OperationMap BindBytes(Operation operation, BytesHandler handler) => Add(new BytesBinding(operation, handler));

    /// <summary>Makes the table that requests are looked up in.</summary>
    /// <param name="expected">What must be bound, all of it and nothing else.</param>
    /// <param name="absent">What is not served yet: it is answered with <c>notReady</c>.</param>
    /// <exception cref="InvalidOperationException">An operation is unbound, or bound and not expected.</exception>
    public OperationTable Seal(IEnumerable<Operation> expected, IEnumerable<Operation>? absent = null)
    {
        HashSet<Operation> wanted = [.. expected];
        foreach (Operation operation in wanted)
        {
            if (!bindings.ContainsKey(operation))
            {
                throw new InvalidOperationException($"{operation} is bound to no handler.");
            }
        }

        foreach (Operation operation in bindings.Keys)
        {
            if (!wanted.Contains(operation))
            {
                throw new InvalidOperationException($"{operation} is bound, and not served here.");
            }
        }

        return new OperationTable(bindings.Values.Concat((absent ?? []).Select(operation => new AbsentBinding(operation))));
    }

    private OperationMap Add(Binding binding) => bindings.TryAdd(binding.Operation, binding)
        ? this
        : throw new InvalidOperationException($"{binding.Operation} is bound twice.");
}
