using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>How a transaction stands.</summary>
[JsonConverter(typeof(EnumNameConverter<TransactionStatus>))]
public enum TransactionStatus
{
    /// <summary>No block has it, and this account never asked the enclave to send it, or long ago.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>It is signed and kept; no node has taken it yet, as far as is known.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>A node has taken it.</summary>
    [JsonStringEnumMemberName("sent")]
    Sent,

    /// <summary>A block has it, and its script ended well (HALT).</summary>
    [JsonStringEnumMemberName("confirmed")]
    Confirmed,

    /// <summary>A block has it, and its script failed (FAULT): its fees are burnt, and nothing else happened.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Its last block has passed without it: it never happens.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}

/// <summary>The request of <c>wallet.getTransactionStatus</c>.</summary>
public sealed record GetTransactionStatusRequest
{
    /// <summary>The transaction's hash, with 0x; anybody's.</summary>
    public required string TransactionHash { get; init; }

    /// <summary>The network's name in the enclave's configuration, or its number; the first one of the configuration when absent.</summary>
    public string? Network { get; init; }
}

/// <summary>The response of <c>wallet.getTransactionStatus</c>.</summary>
public sealed class GetTransactionStatusResponse
{
    /// <summary>The transaction's hash, 0x and reversed.</summary>
    public required string TransactionHash { get; init; }

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>How it stands.</summary>
    public required TransactionStatus Status { get; init; }

    /// <summary>Pending: why nodes refuse it, as long as they do. Failed: what the machine said, at most 1,024 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Confirmed or failed: the block's index.</summary>
    public uint? Block { get; init; }

    /// <summary>Confirmed or failed: how many blocks there are from that one on. One is final on Neo. Absent where the network does not answer now.</summary>
    public uint? Confirmations { get; init; }

    /// <summary>Confirmed or failed: what was burnt for running it, in datoshi.</summary>
    public string? SystemFee { get; init; }

    /// <summary>Confirmed or failed: what was burnt for its bytes and witnesses, in datoshi.</summary>
    public string? NetworkFee { get; init; }

    /// <summary>Pending, sent or expired: the last block that may hold it, or might have.</summary>
    public uint? ValidUntilBlock { get; init; }
}
