using System.Text.Json.Serialization;
using NeoServiceLayer.Json;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <summary>A transaction of the outbox as it is kept.</summary>
internal sealed record OutboxDocument
{
    public required string Network { get; init; }

    public required string Hash { get; init; }

    public required byte[] Transaction { get; init; }

    public required bool Broadcast { get; init; }

    public required uint ValidUntilBlock { get; init; }

    public required string AccountId { get; init; }

    public string? Kind { get; init; }

    public string? Reference { get; init; }

    /// <summary>Pending while it is under way; whether a node has it is not kept.</summary>
    public required OutboxStatus Status { get; init; }

    public MinedDocument? Mined { get; init; }

    public required DateTime CreatedAt { get; init; }

    internal bool IsUnderWay => Status == OutboxStatus.Pending;

    internal static OutboxDocument From(OutboxEntry entry, DateTimeOffset time) => new()
    {
        Network = entry.Network,
        Hash = entry.Hash.ToString(),
        Transaction = entry.Transaction.ToArray(),
        Broadcast = entry.Broadcast,
        ValidUntilBlock = entry.ValidUntilBlock,
        AccountId = entry.AccountId,
        Kind = entry.Kind,
        Reference = entry.Reference,
        Status = OutboxStatus.Pending,
        CreatedAt = time.UtcDateTime,
    };

    internal OutboxEntry ToEntry() => new(
        Network,
        UInt256.TryParse(Hash, out UInt256 hash) ? hash : throw new InvalidOperationException("A transaction's hash is none."),
        Transaction, Broadcast, ValidUntilBlock, AccountId, Kind, Reference);
}

/// <summary>What is kept of a transaction in a block.</summary>
internal sealed record MinedDocument
{
    public required uint Block { get; init; }

    public required long SystemFee { get; init; }

    public required long NetworkFee { get; init; }

    public string? Exception { get; init; }

    internal static MinedDocument From(MinedTransaction mined) => new()
    {
        Block = mined.Block,
        SystemFee = mined.SystemFee,
        NetworkFee = mined.NetworkFee,
        Exception = mined.Exception,
    };

    internal MinedSummary ToSummary() => new(Block, SystemFee, NetworkFee, Exception);
}

/// <summary>How many transactions of an account there are.</summary>
internal sealed record OutboxAccountDocument
{
    public required int UnderWay { get; init; }

    public required int Ended { get; init; }
}

/// <summary>Documents as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonType(typeof(OutboxDocument))]
[JsonType(typeof(OutboxAccountDocument))]
internal sealed partial class OutboxDocumentJson : JsonContext;
