using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>
/// A request that the enclave makes by itself in an account's name: a function's, say. There is no stamp; who makes it answers for its being
/// the account's will, and what the account's rules and policies say holds for it as for any.
/// </summary>
public sealed record OwnCall
{
    /// <summary>Whose it is.</summary>
    public required string AccountId { get; init; }

    /// <summary>Who audit events say did it, such as <c>function:ID@VERSION</c>: no id of a key has a colon.</summary>
    public required string Actor { get; init; }

    /// <summary>The request's name in the audit events: 1 to 128 characters.</summary>
    public required string RequestId { get; init; }

    /// <summary>What it may ask of other services beside the operation that is called; nothing when absent.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>
    /// Asked in every transaction of the call, before anything else: throws RequestException where it may not, or not any more. It only reads.
    /// </summary>
    public Func<ITransaction, ValueTask>? Permit { get; init; }

    /// <summary>Where a change is remembered, so that it is not made again; null: the same call makes another change.</summary>
    public IOwnMemory? Memory { get; init; }
}

/// <summary>Remembers the answer to one call, in the same commit as what the call did.</summary>
public interface IOwnMemory
{
    /// <summary>The answer to the call that was done in this one's place; null: none was. What is given is kept.</summary>
    /// <param name="state">The call's transaction; only read.</param>
    /// <param name="digest">What calls are compared by: of operation and request.</param>
    /// <exception cref="Protocol.Errors.RequestException">The call is not done: another was in its place, say.</exception>
    ValueTask<byte[]?> RecallAsync(ITransaction state, ReadOnlyMemory<byte> digest);

    /// <summary>Remembers the answer. It may still refuse the call, of which nothing is done then.</summary>
    /// <param name="state">The call's transaction; its records are not the account's to count.</param>
    /// <param name="digest">As above.</param>
    /// <param name="response">The answer; valid until this returns.</param>
    /// <exception cref="Protocol.Errors.RequestException">The call is not done.</exception>
    ValueTask RememberAsync(ITransaction state, ReadOnlyMemory<byte> digest, ReadOnlyMemory<byte> response);
}
