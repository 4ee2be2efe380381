using System.Text.Json.Serialization;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <summary>A signed transaction that the enclave is to bring to the chain, or only to watch.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Hash">The transaction's hash.</param>
/// <param name="Transaction">Its bytes with every witness; where it is only watched, those that are known (without witnesses).</param>
/// <param name="Broadcast">Whether it is sent; else somebody else does, if anybody.</param>
/// <param name="ValidUntilBlock">The last block that may hold it.</param>
/// <param name="AccountId">Whose it is; its outcome is written in this account's lane.</param>
/// <param name="Kind">Which <see cref="IOutcomeHandler"/> hears of its outcome; null: nobody.</param>
/// <param name="Reference">What that handler finds its own by: at most 128 characters.</param>
public sealed record OutboxEntry(
    string Network, UInt256 Hash, ReadOnlyMemory<byte> Transaction, bool Broadcast, uint ValidUntilBlock, string AccountId, string? Kind, string? Reference);

/// <summary>How a transaction of the outbox stands.</summary>
[JsonConverter(typeof(EnumNameConverter<OutboxStatus>))]
public enum OutboxStatus
{
    /// <summary>Committed here; no node has taken it yet, as far as is known.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>A node has it.</summary>
    [JsonStringEnumMemberName("sent")]
    Sent,

    /// <summary>It is in a block and its script halted: done.</summary>
    [JsonStringEnumMemberName("confirmed")]
    Confirmed,

    /// <summary>It is in a block and its script failed: its fees are burnt, nothing else happened.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>A quorum has passed its last block without it: it can never happen.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}

/// <summary>What became of a transaction for good.</summary>
/// <param name="Status">Confirmed, failed or expired.</param>
/// <param name="Mined">The transaction in its block; null where it expired.</param>
public sealed record Outcome(OutboxStatus Status, MinedTransaction? Mined);

/// <summary>Hears what became of a service's own transactions.</summary>
public interface IOutcomeHandler
{
    /// <summary>The <see cref="OutboxEntry.Kind"/> of what it hears of.</summary>
    string Kind { get; }

    /// <summary>
    /// Writes what follows from the outcome into the transaction in which the outcome itself is written: both or neither, once. It may run
    /// again when that has to be repeated, and does nothing but read and write.
    /// </summary>
    ValueTask SettleAsync(Core.State.ITransaction state, OutboxEntry entry, Outcome outcome, DateTimeOffset time);
}
