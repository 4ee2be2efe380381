using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Billing;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Accounting;

/// <summary>
/// Pays for executions of functions: from what is allocated to the function to reserved, and from there to charged, which stays on the bank
/// account's address, and in its books, until it is paid out.
/// </summary>
internal sealed class UsagePayer(GasBankDocuments documents, Ledger ledger, Holds holds, ChargesDue due) : IUsagePayer
{
    private const string HoldPrefix = "gus_";

    private readonly DocumentTable<UsageHoldDocument> usages = new("gasbank-usage", GasBankDocumentJson.Default.UsageHoldDocument);

    public async ValueTask<string> HoldAsync(ITransaction state, Usage usage, long amount, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
        BankAccountDocument account = await documents.RequireAsync(state, usage.AccountId, usage.BankAccountId);
        account = await holds.ExpireAsync(state, account, time);
        AllocationDocument? allocation = await holds.FindAllocationAsync(state, account.BankAccountId, walletId: null, usage.FunctionId);
        long allocated = allocation is null || allocation.IsOver(time) ? 0 : allocation.Amount;
        if (allocated < amount)
        {
            throw new RequestException(
                ErrorCode.InsufficientFunds,
                $"An execution may cost {DatoshiText.Of(amount)} datoshi, and {DatoshiText.Of(allocated)} are allocated to the function: allocate more with gasbank.allocate or gasbank.updateAllocation.");
        }

        UsageHoldDocument hold = new()
        {
            AccountId = account.AccountId,
            BankAccountId = account.BankAccountId,
            HoldId = RandomId.New(HoldPrefix),
            AllocationId = allocation!.AllocationId,
            Amount = amount,
            Reference = usage.Reference,
        };
        usages.Put(state, hold.HoldId, hold);
        holds.Put(state, allocation with { Amount = allocated - amount });
        await ledger.MoveAsync(
            state,
            account,
            Movement.Of(LedgerEntryKind.UsageReserved, LedgerAccount.Allocated, LedgerAccount.Reserved, amount) with { Reference = usage.Reference },
            time);
        return hold.HoldId;
    }

    public async ValueTask ChargeAsync(ITransaction state, string hold, long amount, DateTimeOffset time)
    {
        UsageHoldDocument held = await usages.FindAsync(state, hold) ?? throw new InvalidOperationException("What is held for an execution is not there.");
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, held.Amount);
        BankAccountDocument account = await documents.GetAsync(state, held.BankAccountId);
        long rest = held.Amount - amount;
        LedgerAccount back = LedgerAccount.Available;
        if (await holds.FindAllocationAsync(state, held.AllocationId) is { } allocation)
        {
            holds.Put(state, allocation with { Amount = checked(allocation.Amount + rest) });
            back = LedgerAccount.Allocated;
        }

        usages.Delete(state, hold);
        account = await ledger.MoveAsync(
            state,
            account,
            new Movement(LedgerEntryKind.UsageCharged, (LedgerAccount.Reserved, -held.Amount), (LedgerAccount.Charged, amount), (back, rest))
            {
                Reference = held.Reference,
            },
            time);
        await due.NoteAsync(state, account);
    }
}
