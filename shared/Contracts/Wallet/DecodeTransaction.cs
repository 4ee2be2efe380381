namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The request of <c>wallet.decodeTransaction</c>: exactly one of transaction and script.</summary>
public sealed record DecodeTransactionRequest
{
    /// <summary>A transaction with its witnesses, or without them while nobody has signed; at most 102,400 bytes.</summary>
    public string? Transaction { get; init; }

    /// <summary>A script alone; 1 to 65,535 bytes.</summary>
    public string? Script { get; init; }

    /// <summary>How the one or the other is written; base64 when absent.</summary>
    public BytesEncoding Encoding { get; init; }

    /// <summary>
    /// The network: <c>mainnet</c>, <c>testnet</c>, or its number in decimal digits. Signatures are checked only with it.
    /// </summary>
    public string? Network { get; init; }
}

/// <summary>
/// The response of <c>wallet.decodeTransaction</c>. Fees are in datoshi, 10⁻⁸ GAS. With a script alone there are only
/// script, calls, transfers and risks.
/// </summary>
public sealed class DecodeTransactionResponse
{
    /// <summary>The transaction's hash, 0x and reversed.</summary>
    public string? Hash { get; init; }

    /// <summary>Its bytes, as they were sent.</summary>
    public int? Size { get; init; }

    /// <summary>Its version.</summary>
    public int? Version { get; init; }

    /// <summary>Its nonce.</summary>
    public uint? Nonce { get; init; }

    /// <summary>The address that pays all fees: the first signer's.</summary>
    public string? Sender { get; init; }

    /// <summary>What running it may cost, in datoshi.</summary>
    public string? SystemFee { get; init; }

    /// <summary>What its bytes and witnesses cost, in datoshi.</summary>
    public string? NetworkFee { get; init; }

    /// <summary>The last height of a block that may hold it.</summary>
    public uint? ValidUntilBlock { get; init; }

    /// <summary>Who agrees, and where that counts.</summary>
    public IReadOnlyList<DecodedSigner>? Signers { get; init; }

    /// <summary>What it says besides.</summary>
    public IReadOnlyList<DecodedAttribute>? Attributes { get; init; }

    /// <summary>What it runs.</summary>
    public required DecodedScript Script { get; init; }

    /// <summary>The calls that the script makes; all of them only when the script is recognised.</summary>
    public required IReadOnlyList<DecodedCall> Calls { get; init; }

    /// <summary>Those of the calls that have the shape of a NEP-17 transfer.</summary>
    public required IReadOnlyList<DecodedTransfer> Transfers { get; init; }

    /// <summary>The witnesses, in the signers' order; empty when the transaction came without.</summary>
    public IReadOnlyList<DecodedWitness>? Witnesses { get; init; }

    /// <summary>What to look at before signing.</summary>
    public required IReadOnlyList<DecodedRisk> Risks { get; init; }

    /// <summary>The 36 bytes that signers sign, in hexadecimal; with a network only.</summary>
    public string? SignedData { get; init; }
}
