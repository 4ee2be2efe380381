using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>What a check of a witness found.</summary>
[JsonConverter(typeof(EnumNameConverter<WitnessStatus>))]
public enum WitnessStatus
{
    /// <summary>It is the signer's script, and enough of its keys signed this transaction for this network.</summary>
    [JsonStringEnumMemberName("valid")]
    Valid,

    /// <summary>It is not the signer's script, or the signatures do not hold.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,

    /// <summary>Only the chain can say, or the network is not known.</summary>
    [JsonStringEnumMemberName("notChecked")]
    NotChecked,
}

/// <summary>Why a witness is not valid, or was not checked.</summary>
[JsonConverter(typeof(EnumNameConverter<WitnessReason>))]
public enum WitnessReason
{
    /// <summary>The verification script is not the signer's.</summary>
    [JsonStringEnumMemberName("scriptHashMismatch")]
    ScriptHashMismatch,

    /// <summary>A signature does not hold.</summary>
    [JsonStringEnumMemberName("signatureMismatch")]
    SignatureMismatch,

    /// <summary>There are more or fewer signatures than the script asks for.</summary>
    [JsonStringEnumMemberName("signatureCount")]
    SignatureCount,

    /// <summary>The request names no network.</summary>
    [JsonStringEnumMemberName("networkMissing")]
    NetworkMissing,

    /// <summary>The signer is a deployed contract: its own method decides.</summary>
    [JsonStringEnumMemberName("deployedContract")]
    DeployedContract,

    /// <summary>The verification script is neither that of one key nor that of several.</summary>
    [JsonStringEnumMemberName("unknownVerification")]
    UnknownVerification,

    /// <summary>The invocation script does something else than push signatures.</summary>
    [JsonStringEnumMemberName("unknownInvocation")]
    UnknownInvocation,
}

/// <summary>The witness of a signer.</summary>
public sealed class DecodedWitness
{
    /// <summary>The signer's address.</summary>
    public required string Signer { get; init; }

    /// <summary>What a check found.</summary>
    public required WitnessStatus Status { get; init; }

    /// <summary>Why it is not valid.</summary>
    public WitnessReason? Reason { get; init; }

    /// <summary>The invocation script in base64.</summary>
    public required string Invocation { get; init; }

    /// <summary>The verification script in base64.</summary>
    public required string Verification { get; init; }
}

/// <summary>Something to look at before signing.</summary>
public sealed class DecodedRisk
{
    /// <summary>
    /// globalScope, witnessRules, unrecognisedScript, transferToUnknownContract, callToUnknownContract,
    /// transferNotListed, computedArgument, transferNotAsserted,
    /// feeHigh, conflictsAttribute, invalidWitness; there may be more one day.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Message { get; init; }
}
