using System.Text.Json;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>
/// Serves <c>gasbank.sponsorTransaction</c> and <c>gasbank.relaySponsored</c>: what the policy allows is reserved, signed and put into the
/// outbox in one commit. A transaction that is sponsored already is not reserved again, however often it is asked for.
/// </summary>
internal sealed class TransactionSponsor(Sponsors sponsors, SponsorUses uses, Sponsorships sponsorships, FeeSeats seats, BankNetworks networks, ITransactionOutbox outbox)
{
    internal async ValueTask<PreparedSponsorship> PrepareAsync(SponsorTransactionRequest request, Preparation preparation)
    {
        BankAccountDocument bank = (await preparation.ReadAsync(state => sponsors.RequireAsync(state, preparation.Caller, request.PolicyId))).Bank;
        ContractParametersContext context = SponsorText.ReadContext(request.Context, bank.Magic);
        Transaction transaction = context.Transaction;
        ChainFacts facts = await ChainFacts.ReadAsync(networks.Of(bank), transaction.Script, transaction.Signers, transaction.Hash);
        return new PreparedSponsorship(context, facts, Sponsors.ContractsOf(context, bank));
    }

    /// <summary>Gives the context with the bank account's signature, for others to broadcast; what becomes of it is watched.</summary>
    internal async ValueTask<SponsorTransactionResponse> SponsorAsync(SponsorTransactionRequest request, PreparedSponsorship prepared, Call call)
    {
        (SponsorshipDocument sponsorship, Transaction signed) = await PayAsync(request, prepared, call, broadcast: false);
        return new SponsorTransactionResponse
        {
            Hash = sponsorship.Hash,
            Reserved = DatoshiText.Of(sponsorship.Amount),
            ValidUntilBlock = signed.ValidUntilBlock,
            Context = JsonElement.Parse(prepared.Context.ToBytes()),
            Transaction = Convert.ToBase64String(signed.ToBytes()),
        };
    }

    /// <summary>Has the enclave broadcast it.</summary>
    internal async ValueTask<RelaySponsoredResponse> RelayAsync(SponsorTransactionRequest request, PreparedSponsorship prepared, Call call)
    {
        (SponsorshipDocument sponsorship, Transaction signed) = await PayAsync(request, prepared, call, broadcast: true);
        return new RelaySponsoredResponse
        {
            TransactionHash = sponsorship.Hash,
            Status = "pending",
            Reserved = DatoshiText.Of(sponsorship.Amount),
            ValidUntilBlock = signed.ValidUntilBlock,
        };
    }

    private async ValueTask<(SponsorshipDocument Sponsorship, Transaction Signed)> PayAsync(
        SponsorTransactionRequest request, PreparedSponsorship prepared, Call call, bool broadcast)
    {
        (SponsorPolicyDocument policy, BankAccountDocument bank) = await sponsors.RequireAsync(call.State, call.Caller, request.PolicyId);
        call.Target = policy.PolicyId;
        Transaction transaction = prepared.Transaction;
        if (await sponsorships.FindAsync(call.State, bank.Network, transaction.Hash) is { } before)
        {
            CheckSame(before, policy);
            RequireWitnesses(prepared, bank);
            Transaction again = Sign(prepared, bank, before.Signature);
            if (broadcast && !before.Broadcast)
            {
                sponsorships.Put(call.State, before with { Broadcast = true });
                await SendAsync(call, bank, again, broadcast);
            }

            return (before, again);
        }

        UInt160 user = await RequireAllowedAsync(prepared, policy, bank, call);
        UserUse use = await uses.FindAsync(call.State, policy, user, call.Time);
        prepared.Signature ??= await seats.SignAsync(call.State, bank, transaction);
        SponsorshipDocument sponsorship = await seats.TakeAsync(call, bank, transaction, prepared.Signature, new SeatFor
        {
            PolicyId = policy.PolicyId,
            User = user.ToString(),
            Broadcast = broadcast,
            WindowStart = use.WindowStart,
            WindowSeconds = policy.WindowSeconds,
        });
        await uses.AddAsync(call.State, policy, user, sponsorship.Amount, call.Time);
        Transaction signed = Sign(prepared, bank, sponsorship.Signature);
        await SendAsync(call, bank, signed, broadcast);
        return (sponsorship, signed);
    }

    /// <summary>Has the outbox send it, or only watch what becomes of it.</summary>
    private async ValueTask SendAsync(Call call, BankAccountDocument bank, Transaction signed, bool broadcast)
    {
        await outbox.AddAsync(call.State, new OutboxEntry(
            bank.Network, signed.Hash, broadcast ? signed.ToBytes() : signed.ToUnsignedBytes(), broadcast, signed.ValidUntilBlock,
            call.Caller.AccountId, FeeSeats.Kind, signed.Hash.ToString()));
        call.OnCommitted(outbox.Wake);
    }

    /// <summary>Judges by the state as it is now.</summary>
    /// <returns>The user.</returns>
    private async ValueTask<UInt160> RequireAllowedAsync(PreparedSponsorship prepared, SponsorPolicyDocument policy, BankAccountDocument bank, Call call)
    {
        List<SponsorViolation> violations =
        [
            .. prepared.Violations(policy, bank), .. TransactionRules.OfWitnesses(prepared.Context, bank.Account, required: true),
        ];
        if (violations.Count == 0)
        {
            UserUse user = await uses.FindAsync(call.State, policy, prepared.Transaction.Signers[1].Account, call.Time);
            violations.AddRange(LimitRules.Of(prepared.Total, policy, await uses.FindAsync(call.State, policy, call.Time), user));
        }

        return violations.Count == 0 ? prepared.Transaction.Signers[1].Account : throw Violations.Refusal(violations);
    }

    private static void CheckSame(SponsorshipDocument before, SponsorPolicyDocument policy)
    {
        if (before.PolicyId != policy.PolicyId)
        {
            throw new RequestException(ErrorCode.Conflict, "The transaction is paid for already, by another policy or for a wallet.");
        }

        if (before.Ended)
        {
            throw new RequestException(ErrorCode.Conflict, "The transaction was paid for, and the chain has decided on it: wallet.getTransactionStatus tells.");
        }
    }

    private static void RequireWitnesses(PreparedSponsorship prepared, BankAccountDocument bank)
    {
        SponsorViolation[] violations = [.. TransactionRules.OfWitnesses(prepared.Context, bank.Account, required: true)];
        if (violations.Length > 0)
        {
            throw Violations.Refusal(violations);
        }
    }

    /// <summary>Adds the bank account's signature to all others.</summary>
    private static Transaction Sign(PreparedSponsorship prepared, BankAccountDocument bank, byte[] signature)
    {
        AccountContract contract = bank.Contract;
        prepared.Context.TryAdd(contract, contract.Keys[0], signature);
        return prepared.Context.ToSigned() ?? throw new InvalidOperationException("A sponsored transaction lacks a witness.");
    }
}
