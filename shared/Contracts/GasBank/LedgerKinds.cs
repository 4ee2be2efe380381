using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>Between which accounts of the books an entry moves GAS: five inside the bank account, three outside.</summary>
[JsonConverter(typeof(EnumNameConverter<LedgerAccount>))]
public enum LedgerAccount
{
    /// <summary>What can be spent.</summary>
    [JsonStringEnumMemberName("available")]
    Available,

    /// <summary>What is held for a payment that may come, or for a sponsored transaction that is under way.</summary>
    [JsonStringEnumMemberName("reserved")]
    Reserved,

    /// <summary>What is set aside for wallets and functions.</summary>
    [JsonStringEnumMemberName("allocated")]
    Allocated,

    /// <summary>What a signed withdrawal takes, until it is in a block or can never be.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Where deposits come from: negative legs.</summary>
    [JsonStringEnumMemberName("chainIn")]
    ChainIn,

    /// <summary>Where withdrawals go.</summary>
    [JsonStringEnumMemberName("chainOut")]
    ChainOut,

    /// <summary>Fees that the chain burnt.</summary>
    [JsonStringEnumMemberName("feesBurnt")]
    FeesBurnt,

    /// <summary>What executions of functions cost, and this deployment's operator is not paid yet.</summary>
    [JsonStringEnumMemberName("charged")]
    Charged,
}

/// <summary>Why an entry is in the ledger.</summary>
[JsonConverter(typeof(EnumNameConverter<LedgerEntryKind>))]
public enum LedgerEntryKind
{
    /// <summary>The chain shows a transfer to the address.</summary>
    [JsonStringEnumMemberName("deposit")]
    Deposit,

    /// <summary>A withdrawal, or a reservation that is paid out, was signed: its amount and fees wait for the chain.</summary>
    [JsonStringEnumMemberName("withdrawal")]
    Withdrawal,

    /// <summary>It is in a block, and paid.</summary>
    [JsonStringEnumMemberName("withdrawalConfirmed")]
    WithdrawalConfirmed,

    /// <summary>It is in a block, and its script failed: the fees are burnt, the amount is back.</summary>
    [JsonStringEnumMemberName("withdrawalFailed")]
    WithdrawalFailed,

    /// <summary>It can never be in a block: all of it is back.</summary>
    [JsonStringEnumMemberName("withdrawalExpired")]
    WithdrawalExpired,

    /// <summary>Set aside for a wallet or a function.</summary>
    [JsonStringEnumMemberName("allocated")]
    Allocated,

    /// <summary>More or less is set aside.</summary>
    [JsonStringEnumMemberName("allocationChanged")]
    AllocationChanged,

    /// <summary>What was set aside, and not spent, is back.</summary>
    [JsonStringEnumMemberName("allocationReleased")]
    AllocationReleased,

    /// <summary>The same, because its time was over.</summary>
    [JsonStringEnumMemberName("allocationExpired")]
    AllocationExpired,

    /// <summary>Held by the owner for a payment.</summary>
    [JsonStringEnumMemberName("reserved")]
    Reserved,

    /// <summary>What was held is back.</summary>
    [JsonStringEnumMemberName("released")]
    Released,

    /// <summary>The same, because its time was over.</summary>
    [JsonStringEnumMemberName("reservationExpired")]
    ReservationExpired,

    /// <summary>Held by the bank for the fees of a transaction that it signed.</summary>
    [JsonStringEnumMemberName("feesReserved")]
    FeesReserved,

    /// <summary>The transaction is in a block: its fees are burnt.</summary>
    [JsonStringEnumMemberName("feesSettled")]
    FeesSettled,

    /// <summary>It can never be in a block: the fees are back.</summary>
    [JsonStringEnumMemberName("feesReleased")]
    FeesReleased,

    /// <summary>Less is available than a threshold of the refill rule; nothing was moved.</summary>
    [JsonStringEnumMemberName("lowBalance")]
    LowBalance,

    /// <summary>Held for an execution of a function, of what is allocated to that.</summary>
    [JsonStringEnumMemberName("usageReserved")]
    UsageReserved,

    /// <summary>The execution is over: what it cost is charged, the rest is back.</summary>
    [JsonStringEnumMemberName("usageCharged")]
    UsageCharged,

    /// <summary>A payment of what was charged, to the address of the measured configuration, was signed: its fees are taken from it.</summary>
    [JsonStringEnumMemberName("chargesPaid")]
    ChargesPaid,
}
