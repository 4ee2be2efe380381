using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <summary>
/// Signed transactions on their way: committed to the state before anybody is sent them, sent again until they are in a block or can
/// never be, and never replaced by others. So a crash or a retry neither loses a payment nor makes it twice.
/// </summary>
public interface ITransactionOutbox
{
    /// <summary>Puts a transaction in, as part of the caller's own transaction of the state: once that is committed, it is sent.</summary>
    /// <remarks>Follow with <c>call.OnCommitted(outbox.Wake)</c>, or it waits until the next look, about a second.</remarks>
    /// <exception cref="Protocol.Errors.RequestException">limitExceeded: the account has as many under way as it may.</exception>
    ValueTask AddAsync(ITransaction state, OutboxEntry entry);

    /// <summary>How a transaction stands; null if it was never put in, or is long forgotten. Only its account is told.</summary>
    ValueTask<OutboxState?> FindAsync(ITransaction state, string accountId, string network, UInt256 hash);

    /// <summary>Looks now.</summary>
    void Wake();

    /// <summary>Names who hears of the outcomes of a kind; before anything is served.</summary>
    void Handle(IOutcomeHandler handler);
}

/// <summary>How a transaction of the outbox stands.</summary>
/// <param name="Entry">What was put in.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Refusal">Why nodes refuse it, as long as they do; it is sent again all the same until it expires.</param>
/// <param name="Mined">The block and what happened; null while it is in none.</param>
/// <param name="CreatedAt">When it was put in.</param>
public sealed record OutboxState(OutboxEntry Entry, OutboxStatus Status, string? Refusal, MinedSummary? Mined, DateTimeOffset CreatedAt);

/// <summary>What is kept of a transaction in a block.</summary>
/// <param name="Block">The block's index.</param>
/// <param name="SystemFee">In datoshi.</param>
/// <param name="NetworkFee">In datoshi.</param>
/// <param name="Exception">What the machine said when it failed.</param>
public sealed record MinedSummary(uint Block, long SystemFee, long NetworkFee, string? Exception);
