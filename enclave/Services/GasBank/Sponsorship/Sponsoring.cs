using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>The service's sponsorship, put together.</summary>
internal sealed class Sponsoring
{
    internal Sponsoring(GasBankDocuments banks, BankKeys keys, Holds holds, BankReservations reservations, BankNetworks networks, ITransactionOutbox outbox)
    {
        SponsorPolicies policies = new();
        Sponsorships sponsorships = new();
        SponsorUses uses = new(sponsorships);
        FeeSeats seats = new(sponsorships, uses, reservations, keys);
        Sponsors sponsors = new(policies, banks);
        Policies = new SponsorPolicyManagement(policies, uses, banks);
        Quotes = new SponsorQuotes(sponsors, uses, networks, holds);
        Transactions = new TransactionSponsor(sponsors, uses, sponsorships, seats, networks, outbox);
        FeePayer = new FeePayer(banks, sponsorships, seats);
        outbox.Handle(seats);
    }

    internal SponsorPolicyManagement Policies { get; }

    internal SponsorQuotes Quotes { get; }

    internal TransactionSponsor Transactions { get; }

    internal IFeePayer FeePayer { get; }

    internal void Bind(StampedMap stamped) =>
        stamped.Bind(SponsorOperations.CreateSponsorPolicy, Policies.CreateAsync)
            .Bind(SponsorOperations.UpdateSponsorPolicy, Policies.UpdateAsync)
            .Bind(SponsorOperations.ListSponsorPolicies, Policies.ListAsync)
            .Bind(SponsorOperations.DeleteSponsorPolicy, Policies.DeleteAsync)
            .Bind(SponsorOperations.QuoteSponsorship, Quotes.PrepareAsync, Quotes.QuoteAsync)
            .Bind(SponsorOperations.SponsorTransaction, Transactions.PrepareAsync, Transactions.SponsorAsync)
            .Bind(SponsorOperations.RelaySponsored, Transactions.PrepareAsync, Transactions.RelayAsync);
}
