using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Billing;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Payments;
using NeoServiceLayer.Enclave.GasBank.Proofs;
using NeoServiceLayer.Enclave.GasBank.Sponsorship;

namespace NeoServiceLayer.Enclave.GasBank;

/// <summary>The <c>gasbank</c> service.</summary>
public sealed class GasBankService
{
    /// <summary>Sets the service up; nothing is read yet. From now on the outbox tells it what became of its payments.</summary>
    /// <param name="networks">The networks of the configuration.</param>
    /// <param name="outbox">What sends signed transactions.</param>
    /// <param name="calls">How wallets are asked for.</param>
    /// <param name="events">Where it is told that some bank account is low.</param>
    /// <param name="functions">Who is paid what executions cost; null: they cost nothing.</param>
    /// <exception cref="FormatException">The configuration's functions.paidTo is no address.</exception>
    public GasBankService(NeoNetworks networks, ITransactionOutbox outbox, InnerCalls calls, IEventLog events, ExecutionSettings? functions = null)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        BankNetworks known = new(networks);
        BalanceLeaves leaves = new();
        Documents = new GasBankDocuments();
        Ledger = new Ledger(Documents, leaves, events);
        Holds = new Holds(Ledger);
        Keys = new BankKeys(Documents);
        BankReservations = new BankReservations(Documents, Ledger, Holds);
        Accounts = new BankAccounts(Documents, known, leaves, Holds);
        Allocations = new Allocations(Documents, Ledger, Holds, calls);
        Reservations = new Reservations(Documents, Ledger, Holds);
        Deposits = new Deposits(Documents, known, Ledger);
        Withdrawals = new Withdrawals(Documents, known, Keys, Ledger, Holds, Reservations, outbox);
        Listing = new LedgerListing(Documents, Ledger);
        Proofs = new LedgerProofs(Documents, leaves);
        Reconciliation = new Reconciliation(Documents, known, Ledger, Holds);
        ChargesDue due = new(functions?.PaidFrom ?? long.MaxValue);
        Payer = new UsagePayer(Documents, Ledger, Holds, due);
        ChargePayments = ChargePayments.Of(functions, Documents, known, Keys, Ledger, Holds, due, outbox);
        outbox.Handle(new WithdrawalOutcomes(Documents, Ledger, Holds, due));
        Sponsoring = new Sponsoring(Documents, Keys, Holds, BankReservations, known, outbox);
    }

    /// <summary>Pays fees in wallets' stead.</summary>
    public IFeePayer FeePayer => Sponsoring.FeePayer;

    /// <summary>Holds and charges what executions of functions cost.</summary>
    public IUsagePayer UsagePayer => Payer;

    internal UsagePayer Payer { get; }

    /// <summary>Pays what was charged to whom the configuration names; null where nothing costs anything.</summary>
    internal ChargePayments? ChargePayments { get; }

    internal GasBankDocuments Documents { get; }

    internal Ledger Ledger { get; }

    internal Holds Holds { get; }

    internal BankKeys Keys { get; }

    internal BankReservations BankReservations { get; }

    internal BankAccounts Accounts { get; }

    internal Deposits Deposits { get; }

    internal Withdrawals Withdrawals { get; }

    internal Allocations Allocations { get; }

    internal Reservations Reservations { get; }

    internal LedgerListing Listing { get; }

    internal LedgerProofs Proofs { get; }

    internal Reconciliation Reconciliation { get; }

    internal Sponsoring Sponsoring { get; }

    /// <summary>Has what was charged be paid from now on, until the parts end; what the state does not serve yet is waited for.</summary>
    public void Start(EnclaveParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (ChargePayments is { } payments)
        {
            parts.Own(() => new ChargeLoop(payments, parts.State, parts.Clock)).Start();
        }
    }

    /// <summary>Binds the service's operations.</summary>
    public void Bind(StampedMap stamped)
    {
        ArgumentNullException.ThrowIfNull(stamped);
        stamped.Bind(GasBankOperations.CreateBankAccount, Accounts.CreateAsync)
            .Bind(GasBankOperations.GetBankAccount, Accounts.GetAsync)
            .Bind(GasBankOperations.ListBankAccounts, Accounts.ListAsync)
            .Bind(GasBankOperations.SetRefillRule, Accounts.SetRefillRuleAsync)
            .Bind(GasBankOperations.Deposit, Deposits.LookAsync, Deposits.CreditAsync)
            .Bind(GasBankOperations.Withdraw, Withdrawals.PrepareAsync, Withdrawals.WithdrawAsync)
            .Bind(GasBankOperations.Allocate, Allocations.AllocateAsync)
            .Bind(GasBankOperations.UpdateAllocation, Allocations.UpdateAsync)
            .Bind(GasBankOperations.ReleaseAllocation, Allocations.ReleaseAsync)
            .Bind(GasBankOperations.ListAllocations, Allocations.ListAsync)
            .Bind(GasBankOperations.Reserve, Reservations.ReserveAsync)
            .Bind(GasBankOperations.Settle, Withdrawals.PrepareAsync, Withdrawals.SettleAsync)
            .Bind(GasBankOperations.Release, Reservations.ReleaseAsync)
            .Bind(GasBankOperations.GetLedger, Listing.ListAsync)
            .Bind(GasBankOperations.GetLedgerProof, Proofs.ProveAsync)
            .Bind(GasBankOperations.Reconcile, Reconciliation.LookAsync, Reconciliation.CompareAsync);
        Sponsoring.Bind(stamped);
    }
}
