using System.Text.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The request of <c>wallet.signTransaction</c>: exactly one of transaction and context.</summary>
public sealed record SignTransactionRequest
{
    /// <summary>Which wallet; its account must be a signer of the transaction.</summary>
    public required string WalletId { get; init; }

    /// <summary>Which address of a wallet of kind hd; 0 when absent.</summary>
    public int? Index { get; init; }

    /// <summary>A transaction without witnesses, in <see cref="Encoding"/>; with <see cref="Network"/>.</summary>
    public string? Transaction { get; init; }

    /// <summary>How the transaction is written; base64 when absent.</summary>
    public BytesEncoding Encoding { get; init; }

    /// <summary>A context of NEP-21, as neo-cli writes it, with what others have signed already.</summary>
    public JsonElement? Context { get; init; }

    /// <summary>
    /// The network: <c>mainnet</c>, <c>testnet</c>, or its number in decimal digits. With a context it may be absent, and is the
    /// context's otherwise.
    /// </summary>
    public string? Network { get; init; }

    /// <summary>
    /// Whether the enclave is to send it, once every signer's witness is there, until a block has it or none can have it any more; its
    /// network is one of the enclave's configuration then.
    /// </summary>
    public bool Broadcast { get; init; }
}

/// <summary>The response of <c>wallet.signTransaction</c>.</summary>
public sealed class SignTransactionResponse
{
    /// <summary>The transaction's hash, 0x and reversed.</summary>
    public required string Hash { get; init; }

    /// <summary>Whether the wallet's account has all signatures that it needs.</summary>
    public required bool Complete { get; init; }

    /// <summary>The account's witness, when it is complete.</summary>
    public TransactionWitness? Witness { get; init; }

    /// <summary>The context with the signature added.</summary>
    public required JsonElement Context { get; init; }

    /// <summary>The transaction in base64 as nodes take it, when the witnesses of all its signers are there.</summary>
    public string? Transaction { get; init; }

    /// <summary>Where broadcast was asked for: whether it is on its way, or waits for others' signatures.</summary>
    public SubmittedStatus? Status { get; init; }
}

/// <summary>What proves to nodes that a signer agreed.</summary>
public sealed class TransactionWitness
{
    /// <summary>The script that pushes the signatures, in base64.</summary>
    public required string InvocationScript { get; init; }

    /// <summary>The account's own script, in base64.</summary>
    public required string VerificationScript { get; init; }
}
