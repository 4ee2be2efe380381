using System.Text.Json;

namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>The request of <c>gasbank.quoteSponsorship</c>: exactly one of transaction, context, and script with user.</summary>
public sealed record QuoteSponsorshipRequest
{
    /// <summary>Which policy would sponsor it.</summary>
    public required string PolicyId { get; init; }

    /// <summary>A transaction without witnesses, in base64, the bank account its first signer.</summary>
    public string? Transaction { get; init; }

    /// <summary>A context of NEP-21 with such a transaction.</summary>
    public JsonElement? Context { get; init; }

    /// <summary>A script alone, in base64: then the transaction is made, with the fees that it needs, for the user to sign.</summary>
    public string? Script { get; init; }

    /// <summary>With a script: the address or script hash of who signs it.</summary>
    public string? User { get; init; }

    /// <summary>The verification script of an account of several keys, in base64; when absent, the user's is one of one key.</summary>
    public string? VerificationScript { get; init; }
}

/// <summary>The response of <c>gasbank.quoteSponsorship</c>. Fees are in datoshi, 10⁻⁸ GAS, in decimal digits.</summary>
public sealed class QuoteSponsorshipResponse
{
    /// <summary>Why it would not be sponsored, all of it; none: it would be, as things stand.</summary>
    public required IReadOnlyList<SponsorViolation> Violations { get; init; }

    /// <summary>The system fee that the transaction declares.</summary>
    public required string SystemFee { get; init; }

    /// <summary>The network fee that it declares.</summary>
    public required string NetworkFee { get; init; }

    /// <summary>Both: what the bank account would pay, whatever becomes of the script.</summary>
    public required string Total { get; init; }

    /// <summary>What the script costs when it is run now.</summary>
    public required string GasConsumed { get; init; }

    /// <summary>The transaction's hash, 0x and reversed.</summary>
    public required string Hash { get; init; }

    /// <summary>The last block that may hold it.</summary>
    public required uint ValidUntilBlock { get; init; }

    /// <summary>Who signs, in order.</summary>
    public required IReadOnlyList<SponsoredSigner> Signers { get; init; }

    /// <summary>The context of NEP-21 that the user signs.</summary>
    public required JsonElement Context { get; init; }
}

/// <summary>A signer of a sponsored transaction.</summary>
public sealed class SponsoredSigner
{
    /// <summary>Its address.</summary>
    public required string Address { get; init; }

    /// <summary>Where its signature counts: None for the bank account, CalledByEntry for others.</summary>
    public required string Scopes { get; init; }
}

/// <summary>The request of <c>gasbank.sponsorTransaction</c> and <c>gasbank.relaySponsored</c>.</summary>
public sealed record SponsorTransactionRequest
{
    /// <summary>Which policy sponsors it.</summary>
    public required string PolicyId { get; init; }

    /// <summary>The context of NEP-21, signed by all but the bank account.</summary>
    public required JsonElement Context { get; init; }
}

/// <summary>The response of <c>gasbank.sponsorTransaction</c>: from now on anybody may broadcast the transaction.</summary>
public sealed class SponsorTransactionResponse
{
    /// <summary>The transaction's hash, 0x and reversed.</summary>
    public required string Hash { get; init; }

    /// <summary>What is reserved for it, in datoshi: its fees.</summary>
    public required string Reserved { get; init; }

    /// <summary>The last block that may hold it. Once that has passed without it, the reservation ends.</summary>
    public required uint ValidUntilBlock { get; init; }

    /// <summary>The context with the bank account's signature.</summary>
    public required JsonElement Context { get; init; }

    /// <summary>The transaction with all witnesses, in base64, as <c>sendrawtransaction</c> takes it.</summary>
    public required string Transaction { get; init; }
}

/// <summary>The response of <c>gasbank.relaySponsored</c>.</summary>
public sealed class RelaySponsoredResponse
{
    /// <summary>The transaction's hash, 0x and reversed; <c>wallet.getTransactionStatus</c> tells what became of it.</summary>
    public required string TransactionHash { get; init; }

    /// <summary>How it stands: <c>pending</c>, committed and about to be sent.</summary>
    public required string Status { get; init; }

    /// <summary>What is reserved for it, in datoshi: its fees.</summary>
    public required string Reserved { get; init; }

    /// <summary>The last block that may hold it.</summary>
    public required uint ValidUntilBlock { get; init; }
}
