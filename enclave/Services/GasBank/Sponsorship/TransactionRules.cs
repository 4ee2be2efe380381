using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>Who may sign a sponsored transaction, and with what: the bank first, for nothing but the fees; the user second.</summary>
internal static class TransactionRules
{
    internal static IEnumerable<SponsorViolation> Of(Transaction transaction, SponsorPolicyDocument policy, UInt160 bank)
    {
        if (policy.Status != SponsorPolicyStatus.Active)
        {
            yield return Violations.Of(SponsorViolationCode.PolicyPaused, "The policy is paused.");
        }

        if (OfBank(transaction.Signers[0], bank) is { } violation)
        {
            yield return violation;
        }

        if (transaction.Signers.Count < 2)
        {
            yield return Violations.Of(SponsorViolationCode.UserMissing, "There is no second signer: the user, whose transaction it is.");
        }
        else if (policy.Senders is { } senders && !senders.Contains(transaction.Signers[1].Account.ToString()))
        {
            yield return Violations.Of(SponsorViolationCode.SenderDenied, $"The policy does not name the sender {Address.ToAddress(transaction.Signers[1].Account)}.");
        }

        foreach (Signer signer in transaction.Signers.Skip(1).Where(signer => signer.Scopes != WitnessScopes.CalledByEntry))
        {
            yield return Violations.Of(SponsorViolationCode.SignerScope, $"{Address.ToAddress(signer.Account)} signs with another scope than CalledByEntry.");
        }

        foreach (Signer signer in transaction.Signers.Skip(2).Where(signer => !policy.Cosigners.Contains(signer.Account.ToString())))
        {
            yield return Violations.Of(SponsorViolationCode.CosignerDenied, $"The policy does not name the cosigner {Address.ToAddress(signer.Account)}.");
        }

        if (transaction.Attributes.Count > 0)
        {
            yield return Violations.Of(SponsorViolationCode.Attributes, "The transaction has attributes; a sponsored one has none, since they could evict others.");
        }
    }

    /// <summary>What speaks against the witnesses of all but the bank. Every signature in a context was checked when it was read.</summary>
    internal static IEnumerable<SponsorViolation> OfWitnesses(ContractParametersContext context, UInt160 bank, bool required)
    {
        foreach (UInt160 account in context.Transaction.Signers.Select(signer => signer.Account).Where(account => account != bank))
        {
            Witness? witness = context.WitnessOf(account);
            if (witness is { Verification.IsEmpty: true })
            {
                yield return Violations.Of(
                    SponsorViolationCode.ContractSigner, $"{Address.ToAddress(account)} is a contract's account, whose consent cannot be checked beforehand.");
            }
            else if (witness is null && required)
            {
                yield return Violations.Of(
                    SponsorViolationCode.SignatureMissing, $"{Address.ToAddress(account)} has not signed: the bank account signs last.");
            }
        }
    }

    private static SponsorViolation? OfBank(Signer first, UInt160 bank)
    {
        if (first.Account != bank)
        {
            return Violations.Of(SponsorViolationCode.BankNotFirst, $"The first signer is not the bank account, {Address.ToAddress(bank)}: the first one pays.");
        }

        return first.Scopes == WitnessScopes.None
            ? null
            : Violations.Of(SponsorViolationCode.BankScope, "The bank account's scope is not None: it pays fees, and nothing else.");
    }
}
