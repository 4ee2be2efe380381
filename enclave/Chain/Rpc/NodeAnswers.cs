using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

// What of nodes' answers is read: members that are not named here differ between versions, and are not looked at.
namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>Of <c>getversion</c>.</summary>
internal sealed record VersionAnswer
{
    public required ProtocolAnswer Protocol { get; init; }
}

/// <summary>What the network goes by.</summary>
internal sealed record ProtocolAnswer
{
    public required uint Network { get; init; }

    /// <summary>The time that a block is meant to take.</summary>
    public required int Msperblock { get; init; }

    public required uint Maxvaliduntilblockincrement { get; init; }
}

/// <summary>Of <c>invokescript</c>.</summary>
internal sealed record InvocationAnswer
{
    public required string State { get; init; }

    /// <summary>Datoshi, in decimal digits.</summary>
    public required string Gasconsumed { get; init; }

    public string? Exception { get; init; }

    public MachineValues? Stack { get; init; }

    public IReadOnlyList<NotificationAnswer>? Notifications { get; init; }
}

/// <summary>What a contract told.</summary>
internal sealed record NotificationAnswer
{
    public required string Contract { get; init; }

    public required string Eventname { get; init; }

    public MachineValues? State { get; init; }
}

/// <summary>Of <c>getapplicationlog</c>: of a transaction, or of a block's own scripts.</summary>
internal sealed record LogAnswer
{
    public string? Txid { get; init; }

    public string? Blockhash { get; init; }

    public required IReadOnlyList<ExecutionAnswer> Executions { get; init; }
}

/// <summary>How a script ended.</summary>
internal sealed record ExecutionAnswer
{
    public required string Trigger { get; init; }

    public required string Vmstate { get; init; }

    public required string Gasconsumed { get; init; }

    public string? Exception { get; init; }

    public IReadOnlyList<NotificationAnswer>? Notifications { get; init; }
}

/// <summary>Of <c>getrawtransaction</c> with its block.</summary>
internal sealed record PlaceAnswer
{
    public required string Hash { get; init; }

    /// <summary>Absent while it is in no block.</summary>
    public string? Blockhash { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long? Blocktime { get; init; }
}

/// <summary>Of <c>getblock</c>.</summary>
internal sealed record BlockAnswer
{
    public required string Hash { get; init; }

    public required uint Index { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long Time { get; init; }

    public required IReadOnlyList<BlockTransactionAnswer> Tx { get; init; }
}

/// <summary>A transaction of a block.</summary>
internal sealed record BlockTransactionAnswer
{
    public required string Hash { get; init; }
}

/// <summary>Of <c>getcontractstate</c>.</summary>
internal sealed record ContractAnswer
{
    public required string Hash { get; init; }

    public required int Updatecounter { get; init; }

    public required ManifestAnswer Manifest { get; init; }
}

/// <summary>A contract's manifest.</summary>
internal sealed record ManifestAnswer
{
    public required string Name { get; init; }
}

/// <summary>Nodes' answers as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = RpcReply.MaxDepth, RespectNullableAnnotations = true)]
[JsonType(typeof(VersionAnswer))]
[JsonType(typeof(InvocationAnswer))]
[JsonType(typeof(LogAnswer))]
[JsonType(typeof(PlaceAnswer))]
[JsonType(typeof(BlockAnswer))]
[JsonType(typeof(BlockTransactionAnswer))]
[JsonType(typeof(ContractAnswer))]
internal sealed partial class NodeJson : JsonContext;
