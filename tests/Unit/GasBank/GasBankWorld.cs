using System.Globalization;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.GasBank;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>The service over a store in memory, called as the stamped pipeline calls it, with a chain that does what it is told.</summary>
internal sealed class GasBankWorld : IEventLog
{
    /// <summary>Wallets of this prefix exist.</summary>
    internal const string WalletPrefix = "wal_";

    internal static readonly string Receiver = Address.ToAddress(new UInt160("somebody to be paid!"u8));
    internal static readonly UInt160 Sender = new("somebody who pays in"u8);

    /// <param name="store">Where it keeps what it keeps; null: in a memory that runs each body twice.</param>
    /// <param name="network">The chain; null: one that does nothing yet.</param>
    /// <param name="real">A real chain, and what brings transactions to it, in the doubles' place.</param>
    /// <param name="functions">What executions cost; null: nothing.</param>
    internal GasBankWorld(
        IStateStore? store = null, NetworkDouble? network = null, (INeoNetwork Network, ITransactionOutbox Outbox)? real = null, ExecutionSettings? functions = null)
    {
        Store = store ?? new RerunningState();
        Network = network ?? new NetworkDouble();
        InnerCalls calls = new();
        calls.Add(WalletOperations.GetWallet, static (GetWalletRequest request, Call _) => request.WalletId.StartsWith(WalletPrefix, StringComparison.Ordinal)
            ? new ValueTask<WalletDescription>((WalletDescription)null!)
            : throw new RequestException(ErrorCode.NotFound, "There is no such wallet in this account."));
        Service = new GasBankService(new NeoNetworks([real?.Network ?? Network]), real?.Outbox ?? Outbox, calls, this, functions);
    }

    internal IStateStore Store { get; }

    internal NetworkDouble Network { get; }

    internal OutboxDouble Outbox { get; } = new();

    internal GasBankService Service { get; }

    /// <summary>What the operator was told.</summary>
    internal List<EnclaveEvent> Told { get; } = [];

    /// <summary>Whether requests run in lanes of their own: at once, even those of one account.</summary>
    internal bool RunsAtOnce { get; set; }

    internal DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    internal Owner Alice => new(this, "acc_alice");

    internal Owner Bob => new(this, "acc_bob");

    public void Write(EnclaveEvent happened) => Told.Add(happened);

    /// <summary>Sends GAS to an address on the chain, in one transaction of one transfer or more.</summary>
    internal UInt256 Pay(BankAccountDescription account, params IReadOnlyList<long> amounts)
    {
        UInt160 to = AccountOf(account);
        Network.Change(to, amounts.Sum());
        return Network.Mine(halted: true, [.. amounts.Select(amount => NetworkDouble.Transfer(Sender, to, amount))]);
    }

    /// <summary>Has a signed payment end on the chain, and its outcome written.</summary>
    internal async Task<bool> EndAsync(PaymentResponse payment, OutboxStatus status, BankAccountDescription account)
    {
        TakeOnChain(payment, status, account);
        UInt256 hash = HashOf(payment);
        return await Store.RunAsync("outcomes", state => Outbox.SettleAsync(state, hash, status, Now));
    }

    /// <summary>Has a signed payment end on the chain; nothing is written yet.</summary>
    internal void TakeOnChain(PaymentResponse payment, OutboxStatus status, BankAccountDescription account)
    {
        long fees = Number(payment.SystemFee) + Number(payment.NetworkFee);
        if (status != OutboxStatus.Expired)
        {
            Network.Change(AccountOf(account), -(fees + (status == OutboxStatus.Confirmed ? Number(payment.Amount) : 0)));
            Network.Mine(HashOf(payment), status == OutboxStatus.Confirmed);
        }
    }

    internal static UInt256 HashOf(PaymentResponse payment) => UInt256.TryParse(payment.TransactionHash, out UInt256 hash) ? hash : throw new FormatException();

    internal static UInt160 AccountOf(BankAccountDescription account) => UInt160.TryParse(account.ScriptHash, out UInt160 hash) ? hash : throw new FormatException();

    internal static long Number(string datoshi) => long.Parse(datoshi, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>An account that calls.</summary>
    internal sealed class Owner(GasBankWorld world, string account)
    {
        private static readonly string[] Scopes = ["gasbank.*", "wallet.*"];

        private readonly Caller caller = new(account, "key", Scopes, null);

        private GasBankService Service => world.Service;

        /// <summary>Runs a handler as one request.</summary>
        internal async Task<T> RunAsync<T>(Func<Call, ValueTask<T>> handler)
        {
            Call? last = null;
            T answer = await world.Store.RunAsync(world.RunsAtOnce ? RandomId.New("lane_") : account, state => handler(last = new Call(caller, state, world.Now)));
            last!.TellCommitted();
            return answer;
        }

        internal Task<BankAccountDescription> CreateAsync(string name = "gas") =>
            RunAsync(call => Service.Accounts.CreateAsync(new CreateBankAccountRequest { Name = name }, call));

        internal Task<BankAccountDescription> GetAsync(BankAccountDescription of) => GetAsync(of.BankAccountId);

        internal Task<BankAccountDescription> GetAsync(string id) =>
            RunAsync(call => Service.Accounts.GetAsync(new GetBankAccountRequest { BankAccountId = id }, call));

        internal Task<DepositResponse> DepositAsync(BankAccountDescription of, UInt256 hash) => DepositAsync(of.BankAccountId, hash.ToString());

        internal async Task<DepositResponse> DepositAsync(string id, string hash)
        {
            DepositRequest request = new() { BankAccountId = id, TransactionHash = hash };
            using var seen = await Service.Deposits.LookAsync(request, Preparation());
            return await RunAsync(call => Service.Deposits.CreditAsync(request, seen, call));
        }

        /// <summary>A bank account with so much available.</summary>
        internal async Task<BankAccountDescription> FundedAsync(long amount)
        {
            BankAccountDescription made = await CreateAsync();
            await DepositAsync(made, world.Pay(made, amount));
            return made;
        }

        internal async Task<PaymentResponse> WithdrawAsync(BankAccountDescription of, long amount, string? to = null)
        {
            WithdrawRequest request = new() { BankAccountId = of.BankAccountId, Amount = Text(amount), To = to ?? Receiver };
            using var made = await Service.Withdrawals.PrepareAsync(request, Preparation());
            return await RunAsync(call => Service.Withdrawals.WithdrawAsync(request, made, call));
        }

        internal Task<ReservationDescription> ReserveAsync(BankAccountDescription of, long amount, int ttl = 60, string? to = null) => RunAsync(call => Service.Reservations.ReserveAsync(
            new ReserveRequest { BankAccountId = of.BankAccountId, Amount = Text(amount), To = to ?? Receiver, Reference = "order 1", TtlSeconds = ttl }, call));

        internal async Task<PaymentResponse> SettleAsync(string reservationId, long actual)
        {
            SettleRequest request = new() { ReservationId = reservationId, Actual = Text(actual) };
            using var made = await Service.Withdrawals.PrepareAsync(request, Preparation());
            return await RunAsync(call => Service.Withdrawals.SettleAsync(request, made, call));
        }

        internal Task<ReservationDescription> ReleaseAsync(string reservationId) =>
            RunAsync(call => Service.Reservations.ReleaseAsync(new ReleaseRequest { ReservationId = reservationId }, call));

        internal Task<AllocationDescription> AllocateAsync(BankAccountDescription of, long amount, string? walletId = null, string? functionId = null, DateTime? expiresAt = null) =>
            RunAsync(call => Service.Allocations.AllocateAsync(
                new AllocateRequest { BankAccountId = of.BankAccountId, Amount = Text(amount), WalletId = walletId, FunctionId = functionId, ExpiresAt = expiresAt }, call));

        internal Task<AllocationDescription> UpdateAsync(string allocationId, long? amount = null, DateTime? expiresAt = null) => RunAsync(call => Service.Allocations.UpdateAsync(
            new UpdateAllocationRequest { AllocationId = allocationId, Amount = amount is { } number ? Text(number) : null, ExpiresAt = expiresAt }, call));

        internal Task<AllocationDescription> ReleaseAllocationAsync(string allocationId) =>
            RunAsync(call => Service.Allocations.ReleaseAsync(new ReleaseAllocationRequest { AllocationId = allocationId }, call));

        internal async Task<IReadOnlyList<AllocationDescription>> AllocationsAsync(BankAccountDescription of) =>
            (await RunAsync(call => Service.Allocations.ListAsync(new ListAllocationsRequest { BankAccountId = of.BankAccountId }, call))).Allocations;

        internal Task<BankAccountDescription> SetThresholdsAsync(BankAccountDescription of, params IReadOnlyList<long> thresholds) => RunAsync(call =>
            Service.Accounts.SetRefillRuleAsync(new SetRefillRuleRequest { BankAccountId = of.BankAccountId, Thresholds = [.. thresholds.Select(Text)] }, call));

        /// <summary>All of the ledger, the oldest entry first.</summary>
        internal async Task<List<LedgerEntry>> LedgerAsync(string id, LedgerEntryKind? kind = null)
        {
            List<LedgerEntry> entries = [];
            for (string? cursor = null; ;)
            {
                GetLedgerRequest request = new() { BankAccountId = id, Limit = 100, Cursor = cursor, Kind = kind };
                GetLedgerResponse page = await RunAsync(call => Service.Listing.ListAsync(request, call));
                entries.AddRange(page.Entries);
                cursor = page.NextCursor;
                if (cursor is null)
                {
                    return entries;
                }
            }
        }

        internal Task<LedgerProof> ProveAsync(BankAccountDescription of) =>
            RunAsync(call => Service.Proofs.ProveAsync(new GetLedgerProofRequest { BankAccountId = of.BankAccountId }, call));

        internal async Task<ReconcileResponse> ReconcileAsync(BankAccountDescription of)
        {
            ReconcileRequest request = new() { BankAccountId = of.BankAccountId };
            using var seen = await Service.Reconciliation.LookAsync(request, Preparation());
            return await RunAsync(call => Service.Reconciliation.CompareAsync(request, seen, call));
        }

        /// <summary>Holds the fees of a transaction, as sponsorship does.</summary>
        internal Task<ReservationDocument> HoldFeesAsync(BankAccountDescription of, FeeHold hold) => RunAsync(async call =>
            await Service.BankReservations.ReserveAsync(call, await Service.Documents.RequireAsync(call, of.BankAccountId), hold));

        internal Preparation Preparation() => new(caller, world.Now, world.Store, "request");

        private static string Text(long amount) => amount.ToString(CultureInfo.InvariantCulture);
    }
}
