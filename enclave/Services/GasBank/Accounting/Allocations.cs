using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Accounting;

/// <summary>Serves what an owner does with allocations.</summary>
/// <param name="documents">The bank accounts.</param>
/// <param name="ledger">The books.</param>
/// <param name="holds">What is held.</param>
/// <param name="calls">How wallets are asked for, with the caller's own scopes.</param>
internal sealed class Allocations(GasBankDocuments documents, Ledger ledger, Holds holds, InnerCalls calls)
{
    internal async ValueTask<AllocationDescription> AllocateAsync(AllocateRequest request, Call call)
    {
        long amount = DatoshiText.Read(request.Amount, "amount");
        DateTime? expiresAt = GasBankChecks.Expiry(request.ExpiresAt, call.Time);
        await CheckHolderAsync(request, call);
        BankAccountDocument account = await documents.RequireAsync(call, request.BankAccountId);
        account = await holds.ExpireAsync(call.State, account, call.Time);
        if (await holds.FindAllocationAsync(call.State, account.BankAccountId, request.WalletId, request.FunctionId) is { } there)
        {
            throw new RequestException(ErrorCode.Conflict, $"The allocation {there.AllocationId} is for the same one: update or release it.");
        }

        AllocationDocument allocation = new()
        {
            AccountId = account.AccountId,
            BankAccountId = account.BankAccountId,
            AllocationId = RandomId.New(Holds.AllocationPrefix),
            WalletId = request.WalletId,
            FunctionId = request.FunctionId,
            Amount = amount,
            ExpiresAt = expiresAt,
            CreatedAt = WholeTime.Of(call.Time),
        };
        await holds.OpenAsync(call.State, allocation);
        await MoveAsync(call, account, LedgerEntryKind.Allocated, allocation, amount);
        return Describe(allocation);
    }

    internal async ValueTask<AllocationDescription> UpdateAsync(UpdateAllocationRequest request, Call call)
    {
        if (request.Amount is null && request.ExpiresAt is null)
        {
            throw new RequestException("payload: amount, expiresAt or both must stand there.");
        }

        long? amount = request.Amount is null ? null : DatoshiText.Read(request.Amount, "amount");
        DateTime? expiresAt = GasBankChecks.Expiry(request.ExpiresAt, call.Time);
        (BankAccountDocument account, AllocationDocument before) = await RequireAsync(call, request.AllocationId);
        AllocationDocument after = before with { Amount = amount ?? before.Amount, ExpiresAt = expiresAt ?? before.ExpiresAt };
        await holds.ChangeExpiryAsync(call.State, after, before.ExpiresAt);
        holds.Put(call.State, after);
        if (after.Amount != before.Amount)
        {
            await MoveAsync(call, account, LedgerEntryKind.AllocationChanged, after, after.Amount - before.Amount);
        }

        return Describe(after);
    }

    internal async ValueTask<AllocationDescription> ReleaseAsync(ReleaseAllocationRequest request, Call call)
    {
        (BankAccountDocument account, AllocationDocument allocation) = await RequireAsync(call, request.AllocationId);
        await holds.CloseAsync(call.State, allocation);
        await MoveAsync(call, account, LedgerEntryKind.AllocationReleased, allocation, -allocation.Amount);
        return Describe(allocation with { Amount = 0 });
    }

    internal async ValueTask<ListAllocationsResponse> ListAsync(ListAllocationsRequest request, Call call)
    {
        BankAccountDocument account = await documents.RequireAsync(call, request.BankAccountId);
        ListPage<AllocationDocument> page = await holds.PageAsync(call.State, account.BankAccountId, new PageRequest(request.Limit, request.Cursor));
        return new ListAllocationsResponse
        {
            Allocations = [.. page.Items.Where(each => !each.IsOver(call.Time)).Select(Describe)],
            NextCursor = page.NextCursor,
        };
    }

    private async ValueTask CheckHolderAsync(AllocateRequest request, Call call)
    {
        if (request.WalletId is null == request.FunctionId is null)
        {
            throw new RequestException("payload: either walletId or functionId must stand there.");
        }

        if (request.WalletId is { } walletId)
        {
            await calls.InvokeAsync(WalletOperations.GetWallet, new GetWalletRequest { WalletId = walletId }, call);
        }
        else
        {
            GasBankChecks.FunctionId(request.FunctionId!);
        }
    }

    /// <summary>The caller's allocation, its time not over, and the bank account that it is of.</summary>
    private async ValueTask<(BankAccountDocument Account, AllocationDocument Allocation)> RequireAsync(Call call, string allocationId)
    {
        if (await holds.FindAllocationAsync(call.State, allocationId) is { } found && found.AccountId == call.Caller.AccountId)
        {
            call.Target = allocationId;
            BankAccountDocument account = await documents.GetAsync(call.State, found.BankAccountId);
            account = await holds.ExpireAsync(call.State, account, call.Time);
            if (await holds.FindAllocationAsync(call.State, allocationId) is { } alive && !alive.IsOver(call.Time))
            {
                return (account, alive);
            }
        }

        throw new RequestException(ErrorCode.NotFound, "There is no such allocation in this account, or it has ended.");
    }

    private async ValueTask MoveAsync(Call call, BankAccountDocument account, LedgerEntryKind kind, AllocationDocument allocation, long amount) =>
        await ledger.MoveAsync(
            call, account, Movement.Of(kind, LedgerAccount.Available, LedgerAccount.Allocated, amount) with { Reference = allocation.AllocationId });

    private static AllocationDescription Describe(AllocationDocument allocation) => new()
    {
        AllocationId = allocation.AllocationId,
        BankAccountId = allocation.BankAccountId,
        WalletId = allocation.WalletId,
        FunctionId = allocation.FunctionId,
        Amount = DatoshiText.Of(allocation.Amount),
        ExpiresAt = allocation.ExpiresAt,
        CreatedAt = allocation.CreatedAt,
    };
}
