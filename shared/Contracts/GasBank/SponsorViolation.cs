using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>Why a transaction is not sponsored.</summary>
public sealed class SponsorViolation
{
    /// <summary>Which rule.</summary>
    public required SponsorViolationCode Code { get; init; }

    /// <summary>What is wrong, and how to put it right.</summary>
    public required string Message { get; init; }
}

/// <summary>The rules of sponsorship that a transaction can break.</summary>
[JsonConverter(typeof(EnumNameConverter<SponsorViolationCode>))]
public enum SponsorViolationCode
{
    /// <summary>The policy is paused.</summary>
    [JsonStringEnumMemberName("policyPaused")]
    PolicyPaused,

    /// <summary>The first signer is not the bank account.</summary>
    [JsonStringEnumMemberName("bankNotFirst")]
    BankNotFirst,

    /// <summary>The bank account's scope is not None.</summary>
    [JsonStringEnumMemberName("bankScope")]
    BankScope,

    /// <summary>There is no second signer.</summary>
    [JsonStringEnumMemberName("userMissing")]
    UserMissing,

    /// <summary>A signer other than the bank has another scope than CalledByEntry.</summary>
    [JsonStringEnumMemberName("signerScope")]
    SignerScope,

    /// <summary>The user is none of the policy's senders.</summary>
    [JsonStringEnumMemberName("senderDenied")]
    SenderDenied,

    /// <summary>A third or later signer is none of the policy's cosigners.</summary>
    [JsonStringEnumMemberName("cosignerDenied")]
    CosignerDenied,

    /// <summary>A signer is a contract, whose consent cannot be checked beforehand.</summary>
    [JsonStringEnumMemberName("contractSigner")]
    ContractSigner,

    /// <summary>A signer beside the bank has not signed.</summary>
    [JsonStringEnumMemberName("signatureMissing")]
    SignatureMissing,

    /// <summary>The transaction has attributes.</summary>
    [JsonStringEnumMemberName("attributes")]
    Attributes,

    /// <summary>The transaction's last block has passed.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>The transaction is valid for more blocks than a sponsored one may be.</summary>
    [JsonStringEnumMemberName("validTooLong")]
    ValidTooLong,

    /// <summary>The transaction is in a block already.</summary>
    [JsonStringEnumMemberName("alreadyMined")]
    AlreadyMined,

    /// <summary>The script does something else than call contracts with constants, or calls none.</summary>
    [JsonStringEnumMemberName("scriptUnrecognised")]
    ScriptUnrecognised,

    /// <summary>The script calls a contract that the policy does not name.</summary>
    [JsonStringEnumMemberName("contractDenied")]
    ContractDenied,

    /// <summary>The script calls a method that the policy does not name.</summary>
    [JsonStringEnumMemberName("methodDenied")]
    MethodDenied,

    /// <summary>The bank account stands in the script otherwise than as the receiver of a transfer.</summary>
    [JsonStringEnumMemberName("bankInScript")]
    BankInScript,

    /// <summary>The script fails when it is run now.</summary>
    [JsonStringEnumMemberName("scriptFails")]
    ScriptFails,

    /// <summary>The system fee is less than the script costs now.</summary>
    [JsonStringEnumMemberName("systemFeeTooLow")]
    SystemFeeTooLow,

    /// <summary>The system fee is more than 10 per cent over what the script costs now.</summary>
    [JsonStringEnumMemberName("systemFeeTooHigh")]
    SystemFeeTooHigh,

    /// <summary>The network fee is less than the network asks for.</summary>
    [JsonStringEnumMemberName("networkFeeTooLow")]
    NetworkFeeTooLow,

    /// <summary>The network fee is more than 10 per cent over what the network asks for.</summary>
    [JsonStringEnumMemberName("networkFeeTooHigh")]
    NetworkFeeTooHigh,

    /// <summary>The fees are over the policy's limit for a transaction.</summary>
    [JsonStringEnumMemberName("overPerTransaction")]
    OverPerTransaction,

    /// <summary>With this one, the user's transactions in this window are over the policy's limit.</summary>
    [JsonStringEnumMemberName("overPerUser")]
    OverPerUser,

    /// <summary>With this one, the transactions of this day are over the policy's limit.</summary>
    [JsonStringEnumMemberName("overPerDay")]
    OverPerDay,

    /// <summary>As many of the user's transactions are under way as may be, less those that failed.</summary>
    [JsonStringEnumMemberName("userOutstanding")]
    UserOutstanding,

    /// <summary>As many of the policy's transactions are under way as may be.</summary>
    [JsonStringEnumMemberName("policyOutstanding")]
    PolicyOutstanding,

    /// <summary>Too many of the user's transactions have failed.</summary>
    [JsonStringEnumMemberName("userBlocked")]
    UserBlocked,

    /// <summary>The bank account has less available than the fees.</summary>
    [JsonStringEnumMemberName("insufficientFunds")]
    InsufficientFunds,
}
