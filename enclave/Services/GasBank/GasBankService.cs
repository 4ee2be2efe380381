using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Payments;
using NeoServiceLayer.Enclave.GasBank.Proofs;

namespace NeoServiceLayer.Enclave.GasBank;

/// <summary>The <c>gasbank</c> service.</summary>
public sealed class GasBankService
{
    private readonly BankAccounts accounts;
    private readonly Deposits deposits;
    private readonly Withdrawals withdrawals;
    private readonly Allocations allocations;
    private readonly Reservations reservations;
    private readonly LedgerListing listing;
    private readonly LedgerProofs proofs;
    private readonly Reconciliation reconciliation;

    /// <summary>Sets the service up; nothing is read yet. From now on the outbox tells it what became of its payments.</summary>
    /// <param name="networks">The networks of the configuration.</param>
    /// <param name="outbox">What sends signed transactions.</param>
    /// <param name="calls">How wallets are asked for.</param>
    /// <param name="events">Where it is told that some bank account is low.</param>
    public GasBankService(NeoNetworks networks, ITransactionOutbox outbox, InnerCalls calls, IEventLog events)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        BankNetworks known = new(networks);
        BalanceLeaves leaves = new();
        Documents = new GasBankDocuments();
        Ledger = new Ledger(Documents, leaves, events);
        Holds = new Holds(Ledger);
        Keys = new BankKeys(Documents);
        BankReservations = new BankReservations(Documents, Ledger, Holds);
        accounts = new BankAccounts(Documents, known, leaves, Holds);
        allocations = new Allocations(Documents, Ledger, Holds, calls);
        reservations = new Reservations(Documents, Ledger, Holds);
        deposits = new Deposits(Documents, known, Ledger);
        withdrawals = new Withdrawals(Documents, known, Keys, Ledger, Holds, reservations, outbox);
        listing = new LedgerListing(Documents, Ledger);
        proofs = new LedgerProofs(Documents, leaves);
        reconciliation = new Reconciliation(Documents, known, Ledger, Holds);
        outbox.Handle(new WithdrawalOutcomes(Documents, Ledger, Holds));
    }

    internal GasBankDocuments Documents { get; }

    internal Ledger Ledger { get; }

    internal Holds Holds { get; }

    internal BankKeys Keys { get; }

    internal BankReservations BankReservations { get; }

    /// <summary>Binds the service's operations.</summary>
    public void Bind(StampedMap stamped)
    {
        ArgumentNullException.ThrowIfNull(stamped);
        stamped.Bind(GasBankOperations.CreateBankAccount, accounts.CreateAsync)
            .Bind(GasBankOperations.GetBankAccount, accounts.GetAsync)
            .Bind(GasBankOperations.ListBankAccounts, accounts.ListAsync)
            .Bind(GasBankOperations.SetRefillRule, accounts.SetRefillRuleAsync)
            .Bind(GasBankOperations.Deposit, deposits.LookAsync, deposits.CreditAsync)
            .Bind(GasBankOperations.Withdraw, withdrawals.PrepareAsync, withdrawals.WithdrawAsync)
            .Bind(GasBankOperations.Allocate, allocations.AllocateAsync)
            .Bind(GasBankOperations.UpdateAllocation, allocations.UpdateAsync)
            .Bind(GasBankOperations.ReleaseAllocation, allocations.ReleaseAsync)
            .Bind(GasBankOperations.ListAllocations, allocations.ListAsync)
            .Bind(GasBankOperations.Reserve, reservations.ReserveAsync)
            .Bind(GasBankOperations.Settle, withdrawals.PrepareAsync, withdrawals.SettleAsync)
            .Bind(GasBankOperations.Release, reservations.ReleaseAsync)
            .Bind(GasBankOperations.GetLedger, listing.ListAsync)
            .Bind(GasBankOperations.GetLedgerProof, proofs.ProveAsync)
            .Bind(GasBankOperations.Reconcile, reconciliation.LookAsync, reconciliation.CompareAsync);
    }
}
