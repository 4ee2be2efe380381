using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>What a transaction's bytes and witnesses cost, also while it is only assumed how some of its signers verify.</summary>
internal static class SponsoredFee
{
    /// <summary>The least network fee, in datoshi.</summary>
    /// <param name="transaction">The transaction; its own network fee does not matter.</param>
    /// <param name="contracts">How each signer verifies, or is assumed to, in their order.</param>
    /// <param name="fees">What the network asks for.</param>
    internal static long Of(Transaction transaction, IReadOnlyList<AccountContract> contracts, ChainFees fees)
    {
        Transaction standing = new()
        {
            Nonce = transaction.Nonce,
            SystemFee = transaction.SystemFee,
            NetworkFee = transaction.NetworkFee,
            ValidUntilBlock = transaction.ValidUntilBlock,
            Signers = [.. transaction.Signers.Zip(contracts, Standing)],
            Attributes = transaction.Attributes,
            Script = transaction.Script,
        };
        return NetworkFees.Of(standing, contracts, fees);
    }

    // All accounts have one size.
    private static Signer Standing(Signer signer, AccountContract contract) => new()
    {
        Account = contract.ScriptHash,
        Scopes = signer.Scopes,
        AllowedContracts = signer.AllowedContracts,
        AllowedGroups = signer.AllowedGroups,
        Rules = signer.Rules,
    };
}
