using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>The <c>gasbank</c> service: GAS on addresses of the enclave's own, and the ledger of it.</summary>
public static class GasBankOperations
{
    /// <summary>Opens a bank account.</summary>
    public static readonly Operation<CreateBankAccountRequest, BankAccountDescription> CreateBankAccount = new(
        "gasbank", "createBankAccount",
        "Opens a bank account: GAS on an address whose key is made inside the enclave.",
        static () => GasBankRequestJson.Default.CreateBankAccountRequest, static () => GasBankResponseJson.Default.BankAccountDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Shows a bank account.</summary>
    public static readonly Operation<GetBankAccountRequest, BankAccountDescription> GetBankAccount = new(
        "gasbank", "getBankAccount",
        "Shows a bank account: its address for deposits, and its balances.",
        static () => GasBankRequestJson.Default.GetBankAccountRequest, static () => GasBankResponseJson.Default.BankAccountDescription)
    {
        Access = Access.Stamped,
    };

    /// <summary>Lists bank accounts.</summary>
    public static readonly Operation<ListBankAccountsRequest, ListBankAccountsResponse> ListBankAccounts = new(
        "gasbank", "listBankAccounts",
        "Lists the account's bank accounts, oldest first.",
        static () => GasBankRequestJson.Default.ListBankAccountsRequest, static () => GasBankResponseJson.Default.ListBankAccountsResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Credits what the chain shows.</summary>
    public static readonly Operation<DepositRequest, DepositResponse> Deposit = new(
        "gasbank", "deposit",
        "Credits GAS that a transaction has sent to the bank account's address: only what the chain shows, each transfer once.",
        static () => GasBankRequestJson.Default.DepositRequest, static () => GasBankResponseJson.Default.DepositResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Pays out.</summary>
    public static readonly Operation<WithdrawRequest, PaymentResponse> Withdraw = new(
        "gasbank", "withdraw",
        "Sends GAS from a bank account to an address; its fees are the bank account's too.",
        static () => GasBankRequestJson.Default.WithdrawRequest, static () => GasBankResponseJson.Default.PaymentResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Sets GAS aside.</summary>
    public static readonly Operation<AllocateRequest, AllocationDescription> Allocate = new(
        "gasbank", "allocate",
        "Sets GAS aside for a wallet or a function, until a time or until it is released.",
        static () => GasBankRequestJson.Default.AllocateRequest, static () => GasBankResponseJson.Default.AllocationDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Changes what is set aside.</summary>
    public static readonly Operation<UpdateAllocationRequest, AllocationDescription> UpdateAllocation = new(
        "gasbank", "updateAllocation",
        "Changes how much is set aside, or until when.",
        static () => GasBankRequestJson.Default.UpdateAllocationRequest, static () => GasBankResponseJson.Default.AllocationDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Ends an allocation.</summary>
    public static readonly Operation<ReleaseAllocationRequest, AllocationDescription> ReleaseAllocation = new(
        "gasbank", "releaseAllocation",
        "Ends an allocation: what is left of it is available again.",
        static () => GasBankRequestJson.Default.ReleaseAllocationRequest, static () => GasBankResponseJson.Default.AllocationDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Lists allocations.</summary>
    public static readonly Operation<ListAllocationsRequest, ListAllocationsResponse> ListAllocations = new(
        "gasbank", "listAllocations",
        "Lists what a bank account has set aside, oldest first.",
        static () => GasBankRequestJson.Default.ListAllocationsRequest, static () => GasBankResponseJson.Default.ListAllocationsResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Holds GAS.</summary>
    public static readonly Operation<ReserveRequest, ReservationDescription> Reserve = new(
        "gasbank", "reserve",
        "Holds GAS for a payment that may come, to an address named now, for some time.",
        static () => GasBankRequestJson.Default.ReserveRequest, static () => GasBankResponseJson.Default.ReservationDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Pays what was held.</summary>
    public static readonly Operation<SettleRequest, PaymentResponse> Settle = new(
        "gasbank", "settle",
        "Pays what a reserved payment came to; what is left of the reservation is available again.",
        static () => GasBankRequestJson.Default.SettleRequest, static () => GasBankResponseJson.Default.PaymentResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Ends a reservation.</summary>
    public static readonly Operation<ReleaseRequest, ReservationDescription> Release = new(
        "gasbank", "release",
        "Ends a reservation without a payment.",
        static () => GasBankRequestJson.Default.ReleaseRequest, static () => GasBankResponseJson.Default.ReservationDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Says what is low.</summary>
    public static readonly Operation<SetRefillRuleRequest, BankAccountDescription> SetRefillRule = new(
        "gasbank", "setRefillRule",
        "Says below which amounts a bank account is low, so that it is told when it is.",
        static () => GasBankRequestJson.Default.SetRefillRuleRequest, static () => GasBankResponseJson.Default.BankAccountDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Lists the ledger.</summary>
    public static readonly Operation<GetLedgerRequest, GetLedgerResponse> GetLedger = new(
        "gasbank", "getLedger",
        "Lists a bank account's ledger: every movement with its legs and the balances after it.",
        static () => GasBankRequestJson.Default.GetLedgerRequest, static () => GasBankResponseJson.Default.GetLedgerResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Proves a balance.</summary>
    public static readonly Operation<GetLedgerProofRequest, LedgerProof> GetLedgerProof = new(
        "gasbank", "getLedgerProof",
        "Proves that a bank account's balance is part of all that the bank owes on its network (a Merkle tree of sums).",
        static () => GasBankRequestJson.Default.GetLedgerProofRequest, static () => GasBankResponseJson.Default.LedgerProof)
    {
        Access = Access.Stamped,
    };

    /// <summary>Compares the ledger with the chain.</summary>
    public static readonly Operation<ReconcileRequest, ReconcileResponse> Reconcile = new(
        "gasbank", "reconcile",
        "Compares a bank account's ledger with what a quorum of the network's end points shows on its address.",
        static () => GasBankRequestJson.Default.ReconcileRequest, static () => GasBankResponseJson.Default.ReconcileResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Every operation of the service.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        CreateBankAccount, GetBankAccount, ListBankAccounts, Deposit, Withdraw, Allocate, UpdateAllocation, ReleaseAllocation,
        ListAllocations, Reserve, Settle, Release, SetRefillRule, GetLedger, GetLedgerProof, Reconcile,
    ];
}
