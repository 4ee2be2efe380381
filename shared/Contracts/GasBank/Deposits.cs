using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>The request of <c>gasbank.deposit</c>.</summary>
public sealed record DepositRequest
{
    /// <summary>Which bank account.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>The transaction that sent GAS to its address: 0x and 64 hexadecimal digits.</summary>
    public required string TransactionHash { get; init; }
}

/// <summary>How a deposit's transaction stands.</summary>
[JsonConverter(typeof(EnumNameConverter<DepositStatus>))]
public enum DepositStatus
{
    /// <summary>It is in no block that a quorum has; nothing was credited. Ask again later, with another requestId.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>It is in a block, and its script failed: it moved nothing.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It is in a block and moved what is listed; all of it that one request takes is credited now.</summary>
    [JsonStringEnumMemberName("confirmed")]
    Confirmed,
}

/// <summary>The response of <c>gasbank.deposit</c>. Amounts are in datoshi.</summary>
public sealed class DepositResponse
{
    /// <summary>How the transaction stands.</summary>
    public required DepositStatus Status { get; init; }

    /// <summary>How many blocks there are from the one that holds it on; 0 while it is in none. One is final.</summary>
    public required long Confirmations { get; init; }

    /// <summary>All that the transaction moved to the address, whenever it was credited.</summary>
    public required string Amount { get; init; }

    /// <summary>What this request credited; 0 where all of it was credited before.</summary>
    public required string Credited { get; init; }

    /// <summary>The transfers that this request credited, at most 32.</summary>
    public required IReadOnlyList<DepositCredit> Credits { get; init; }

    /// <summary>How many transfers of the transaction wait for another request, because one credits 32.</summary>
    public required int Remaining { get; init; }
}

/// <summary>A transfer that was credited: once, whatever is asked.</summary>
public sealed class DepositCredit
{
    /// <summary>Its place among the transaction's notifications, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The address that it came from; absent where GAS was created (a reward for NEO that the address holds).</summary>
    public string? From { get; init; }

    /// <summary>In datoshi.</summary>
    public required string Amount { get; init; }
}
