using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>Where a signer's witness counts.</summary>
[JsonConverter(typeof(EnumNameConverter<SignerScope>))]
public enum SignerScope
{
    /// <summary>In the contract that the script calls, and in none that this one calls.</summary>
    [JsonStringEnumMemberName("calledByEntry")]
    CalledByEntry,

    /// <summary>Nowhere: it only pays fees.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>In the contracts of allowedContracts, whoever calls them.</summary>
    [JsonStringEnumMemberName("customContracts")]
    CustomContracts,

    /// <summary>Everywhere: any contract that is called, however deep, may act for the account.</summary>
    [JsonStringEnumMemberName("global")]
    Global,
}

/// <summary>Who signs, as <c>wallet.invokeRead</c> takes it on trust: nobody signs anything there.</summary>
public sealed record AssumedSigner
{
    /// <summary>The account: its address, or its script hash with 0x.</summary>
    public required string Account { get; init; }

    /// <summary>Where its witness counts; calledByEntry when absent.</summary>
    public SignerScope Scope { get; init; }

    /// <summary>With scope customContracts, and only there: 1 to 16 contracts' hashes with 0x.</summary>
    public IReadOnlyList<string>? AllowedContracts { get; init; }
}

/// <summary>The request of <c>wallet.invokeRead</c>.</summary>
public sealed record InvokeReadRequest
{
    /// <summary>The network's name in the enclave's configuration, or its number; the first one of the configuration when absent.</summary>
    public string? Network { get; init; }

    /// <summary>The contract: GAS, NEO, or its hash with 0x.</summary>
    public required string Contract { get; init; }

    /// <summary>The method: 1 to 64 characters.</summary>
    public required string Method { get; init; }

    /// <summary>Its arguments in their order; at most 64, and as many again inside arrays.</summary>
    public IReadOnlyList<ContractArgument>? Args { get; init; }

    /// <summary>As if these had signed; at most 16.</summary>
    public IReadOnlyList<AssumedSigner>? Signers { get; init; }
}

/// <summary>The response of <c>wallet.invokeRead</c>: what enough of the network's end points say alike.</summary>
public sealed class InvokeReadResponse
{
    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>HALT where the script ended well, FAULT where it failed.</summary>
    public required string State { get; init; }

    /// <summary>What running it cost, in datoshi.</summary>
    public required string GasConsumed { get; init; }

    /// <summary>What was left, the top first; empty where it failed.</summary>
    public required IReadOnlyList<ContractValue> Stack { get; init; }

    /// <summary>What the machine said when it failed: the nodes' words, at most 1,024 characters.</summary>
    public string? Exception { get; init; }
}

/// <summary>The request of <c>wallet.invokeWrite</c>.</summary>
public sealed record InvokeWriteRequest
{
    /// <summary>Which wallet signs, and pays the fees where no feePayer does.</summary>
    public required string WalletId { get; init; }

    /// <summary>Which address of a wallet of kind hd; 0 when absent.</summary>
    public int? Index { get; init; }

    /// <summary>The network's name in the enclave's configuration, or its number; the first one of the configuration when absent.</summary>
    public string? Network { get; init; }

    /// <summary>The contract: GAS, NEO, or its hash with 0x.</summary>
    public required string Contract { get; init; }

    /// <summary>The method: 1 to 64 characters.</summary>
    public required string Method { get; init; }

    /// <summary>Its arguments in their order; at most 64, and as many again inside arrays.</summary>
    public IReadOnlyList<ContractArgument>? Args { get; init; }

    /// <summary>Where the wallet's witness counts; calledByEntry when absent. The wallet's policy decides on it.</summary>
    public SignerScope Scope { get; init; }

    /// <summary>With scope customContracts, and only there: 1 to 16 contracts' hashes with 0x.</summary>
    public IReadOnlyList<string>? AllowedContracts { get; init; }

    /// <summary>Whether all of it is to fail where the method gives false, as token transfers do.</summary>
    public bool Assert { get; init; }

    /// <summary>The most that running it may cost, in datoshi.</summary>
    public string? MaxSystemFee { get; init; }

    /// <summary>The Gas Bank account that pays the fees; the wallet when absent.</summary>
    public string? FeePayer { get; init; }

    /// <summary>For how many blocks it may be put into one, from the height on; when absent about five minutes' worth, 20 to 100.</summary>
    public int? ValidForBlocks { get; init; }
}
