using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>A transaction and what the chain says of it, before the state is asked whether it is sponsored.</summary>
internal sealed class PreparedSponsorship(ContractParametersContext context, ChainFacts facts, IReadOnlyList<AccountContract> signers) : IDisposable
{
    internal ContractParametersContext Context => context;

    internal ChainFacts Facts => facts;

    /// <summary>How each signer verifies.</summary>
    internal IReadOnlyList<AccountContract> Signers => signers;

    /// <summary>The bank account's signature, once it is made: a transaction of the state that runs again gives the same one.</summary>
    internal byte[]? Signature { get; set; }

    internal Transaction Transaction => context.Transaction;

    /// <summary>What the transaction declares, and whoever pays loses, in datoshi: both are in the range, and their sum is.</summary>
    internal long Total => Transaction.SystemFee + Transaction.NetworkFee;

    /// <summary>All but limits and signatures that speaks against it.</summary>
    internal IEnumerable<Contracts.GasBank.SponsorViolation> Violations(SponsorPolicyDocument policy, BankAccountDocument bank) =>
    [
        .. TransactionRules.Of(Transaction, policy, bank.Account),
        .. ScriptRules.Of(Transaction.Script, policy, bank.Account),
        .. FeeRules.Of(Transaction, facts, signers),
    ];

    /// <summary>There is nothing to clear.</summary>
    public void Dispose()
    {
    }
}

/// <summary>Finds the policy that a request names, and the bank account that pays by it.</summary>
internal sealed class Sponsors(SponsorPolicies policies, GasBankDocuments banks)
{
    internal async ValueTask<(SponsorPolicyDocument Policy, BankAccountDocument Bank)> RequireAsync(ITransaction state, Caller caller, string policyId)
    {
        SponsorPolicyDocument policy = await policies.RequireAsync(state, caller, policyId);
        return (policy, await banks.RequireAsync(state, caller, policy.BankAccountId));
    }

    /// <summary>How the signers of a context verify, as far as that costs: as it says, or as is known, or else with one key, as the bank account does.</summary>
    internal static IReadOnlyList<AccountContract> ContractsOf(ContractParametersContext context, BankAccountDocument bank, AccountContract? known = null) =>
    [
        .. context.Transaction.Signers.Select(signer =>
            context.ContractOf(signer.Account) ?? (known?.ScriptHash == signer.Account ? known : bank.Contract)),
    ];
}
