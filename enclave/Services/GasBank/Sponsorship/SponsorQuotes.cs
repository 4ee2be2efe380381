using System.Text.Json;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Building;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>Serves <c>gasbank.quoteSponsorship</c>: judges a transaction as it would be judged, or makes one of a script.</summary>
internal sealed class SponsorQuotes(Sponsors sponsors, SponsorUses uses, BankNetworks networks, Holds holds)
{
    internal async ValueTask<PreparedSponsorship> PrepareAsync(QuoteSponsorshipRequest request, Preparation preparation)
    {
        BankAccountDocument bank = (await preparation.ReadAsync(state => sponsors.RequireAsync(state, preparation.Caller, request.PolicyId))).Bank;
        INeoNetwork network = networks.Of(bank);
        AccountContract? known = ReadScript(request.VerificationScript);
        if ((request.User is null) != (request.Script is null))
        {
            throw new RequestException("payload: user stands with script, and script with user.");
        }

        return (request.Transaction, request.Context, request.Script) switch
        {
            ({ } text, null, null) => await JudgeAsync(new ContractParametersContext(SponsorText.ReadTransaction(text), bank.Magic), bank, network, known),
            (null, { } json, null) => await JudgeAsync(SponsorText.ReadContext(json, bank.Magic), bank, network, known),
            (null, null, { } text) => await MakeAsync(
                SponsorText.ReadBase64(text, "script", Transaction.MaxScript), ReadUser(request.User, bank, known), bank, network, known),
            _ => throw new RequestException("payload: exactly one of the members transaction, context and script must stand there."),
        };
    }

    internal async ValueTask<QuoteSponsorshipResponse> QuoteAsync(QuoteSponsorshipRequest request, PreparedSponsorship prepared, Call call)
    {
        (SponsorPolicyDocument policy, BankAccountDocument bank) = await sponsors.RequireAsync(call.State, call.Caller, request.PolicyId);
        bank = await holds.ViewAsync(call.State, bank, call.Time);
        Transaction transaction = prepared.Transaction;
        UserUse user = transaction.Signers.Count > 1 ? await uses.FindAsync(call.State, policy, transaction.Signers[1].Account, call.Time) : default;
        List<SponsorViolation> violations =
        [
            .. prepared.Violations(policy, bank),
            .. TransactionRules.OfWitnesses(prepared.Context, bank.Account, required: false),
            .. LimitRules.Of(prepared.Total, policy, await uses.FindAsync(call.State, policy, call.Time), user),
        ];
        if (bank.Balances.Available < prepared.Total)
        {
            violations.Add(Violations.Of(
                SponsorViolationCode.InsufficientFunds, $"The fees are {prepared.Total} datoshi; the bank account has {bank.Balances.Available} available."));
        }

        call.Target = policy.PolicyId;
        return new QuoteSponsorshipResponse
        {
            Violations = violations,
            SystemFee = DatoshiText.Of(transaction.SystemFee),
            NetworkFee = DatoshiText.Of(transaction.NetworkFee),
            Total = DatoshiText.Of(prepared.Total),
            GasConsumed = DatoshiText.Of(prepared.Facts.Trial.GasConsumed),
            Hash = transaction.Hash.ToString(),
            ValidUntilBlock = transaction.ValidUntilBlock,
            Signers = [.. transaction.Signers.Select(signer => new SponsoredSigner { Address = Address.ToAddress(signer.Account), Scopes = signer.Scopes.ToString() })],
            Context = JsonElement.Parse(prepared.Context.ToBytes()),
        };
    }

    private static async ValueTask<PreparedSponsorship> JudgeAsync(
        ContractParametersContext context, BankAccountDocument bank, INeoNetwork network, AccountContract? known)
    {
        Transaction transaction = context.Transaction;
        ChainFacts facts = await ChainFacts.ReadAsync(network, transaction.Script, transaction.Signers, transaction.Hash);
        return new PreparedSponsorship(context, facts, Sponsors.ContractsOf(context, bank, known));
    }

    /// <summary>Makes the transaction that the user is to sign: the bank first, and just the fees that are needed.</summary>
    private static async ValueTask<PreparedSponsorship> MakeAsync(
        byte[] script, UInt160 user, BankAccountDocument bank, INeoNetwork network, AccountContract? known)
    {
        Signer[] signers =
        [
            new Signer { Account = bank.Account, Scopes = WitnessScopes.None },
            new Signer { Account = user, Scopes = WitnessScopes.CalledByEntry },
        ];
        ChainFacts facts = await ChainFacts.ReadAsync(network, script, signers, hash: null);
        AccountContract[] contracts = [bank.Contract, known ?? bank.Contract];
        Transaction transaction = TransactionBuilder.Make(
            script, signers, facts.Trial.GasConsumed, facts.LastBlock, bare => SponsoredFee.Of(bare, contracts, facts.Fees));
        return new PreparedSponsorship(new ContractParametersContext(transaction, bank.Magic), facts, contracts);
    }

    private static UInt160 ReadUser(string? text, BankAccountDocument bank, AccountContract? known)
    {
        UInt160 user = ChainText.ReadAccount(text, "user");
        if (user == bank.Account)
        {
            throw new RequestException("user is the bank account itself, which signs first.");
        }

        return known is null || known.ScriptHash == user ? user : throw new RequestException("verificationScript is another account's than the user's.");
    }

    private static AccountContract? ReadScript(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return AccountContract.TryRead(SponsorText.ReadBase64(text, "verificationScript", Witness.MaxScript), out AccountContract? contract)
            ? contract
            : throw new RequestException("verificationScript must be that of one key, or of several.");
    }
}
