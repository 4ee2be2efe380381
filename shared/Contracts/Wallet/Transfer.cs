using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The request of <c>wallet.transfer</c>.</summary>
public sealed record TransferRequest
{
    /// <summary>Which wallet pays.</summary>
    public required string WalletId { get; init; }

    /// <summary>Which address of a wallet of kind hd; 0 when absent.</summary>
    public int? Index { get; init; }

    /// <summary>The network's name in the enclave's configuration, or its number; the first one of the configuration when absent.</summary>
    public string? Network { get; init; }

    /// <summary>What is sent: GAS, NEO, or a NEP-17 token's hash with 0x.</summary>
    public required string Asset { get; init; }

    /// <summary>Who receives: an address, or a script hash with 0x.</summary>
    public required string To { get; init; }

    /// <summary>How much, in the token's smallest unit (10⁻⁸ GAS; whole NEO), in decimal digits; more than 0.</summary>
    public required string Amount { get; init; }

    /// <summary>What the receiver is told, where it is a contract; null when absent.</summary>
    public ContractArgument? Data { get; init; }

    /// <summary>The Gas Bank account that pays the fees; the wallet when absent.</summary>
    public string? FeePayer { get; init; }

    /// <summary>For how many blocks it may be put into one, from the height on; when absent about five minutes' worth, 20 to 100.</summary>
    public int? ValidForBlocks { get; init; }
}

/// <summary>How a transaction that was asked for stands.</summary>
[JsonConverter(typeof(EnumNameConverter<SubmittedStatus>))]
public enum SubmittedStatus
{
    /// <summary>It is signed and kept; the enclave sends it to the network until a block has it or none can have it any more.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Other accounts' keys have to sign it: it is not sent, and the enclave keeps nothing of it.</summary>
    [JsonStringEnumMemberName("needsSignatures")]
    NeedsSignatures,
}

/// <summary>The response of <c>wallet.transfer</c> and <c>wallet.invokeWrite</c>. Fees are in datoshi, 10⁻⁸ GAS, and burnt whatever comes of it.</summary>
public sealed class SubmittedTransaction
{
    /// <summary>The transaction's hash, 0x and reversed: what <c>wallet.getTransactionStatus</c> takes.</summary>
    public required string TransactionHash { get; init; }

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>How it stands.</summary>
    public required SubmittedStatus Status { get; init; }

    /// <summary>The address that pays the fees.</summary>
    public required string Sender { get; init; }

    /// <summary>What running it may cost: what a trial run at the nodes cost, and a twentieth more.</summary>
    public required string SystemFee { get; init; }

    /// <summary>What its bytes and witnesses cost, as the network asks for them now.</summary>
    public required string NetworkFee { get; init; }

    /// <summary>The last block that may hold it: after that it is expired, and never happens.</summary>
    public required uint ValidUntilBlock { get; init; }

    /// <summary>When that block is due, about: the network's block time for each block that is left. In UTC.</summary>
    public required DateTime ExpiresAbout { get; init; }

    /// <summary>
    /// With needsSignatures: the NEP-21 context with the signatures so far. The other accounts hand it to
    /// <c>wallet.signTransaction</c>, the last of them with broadcast.
    /// </summary>
    public JsonElement? Context { get; init; }
}
