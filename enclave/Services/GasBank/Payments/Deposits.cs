using System.Buffers.Binary;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Payments;

/// <summary>
/// Serves <c>gasbank.deposit</c>. What is credited is a transfer, told by the transaction's hash and its place among the notifications; each
/// is written down in the same commit as the credit, so that none is credited twice, whoever asks and however often.
/// </summary>
internal sealed class Deposits(GasBankDocuments documents, BankNetworks networks, Ledger ledger)
{
    private readonly IndexTable credits = new("gasbank-credits");

    /// <summary>Reads the transaction, by a quorum.</summary>
    internal async ValueTask<Prepared<SeenDeposit>> LookAsync(DepositRequest request, Preparation preparation)
    {
        UInt256 hash = GasBankChecks.TransactionHash(request.TransactionHash);
        BankAccountDocument account = await preparation.ReadAsync(state => documents.RequireAsync(state, preparation.Caller, request.BankAccountId));
        INeoNetwork network = networks.Of(account);
        MinedTransaction? mined = await network.FindTransactionAsync(hash);
        if (mined is null)
        {
            return new Prepared<SeenDeposit>(new SeenDeposit(hash, null, 0, []));
        }

        uint height = await network.GetHeightAsync();
        long confirmations = Math.Max(1, height - (long)mined.Block + 1);
        return new Prepared<SeenDeposit>(new SeenDeposit(hash, mined.Halted, confirmations, GasTransfers.To(account.Account, mined)));
    }

    internal async ValueTask<DepositResponse> CreditAsync(DepositRequest request, Prepared<SeenDeposit> prepared, Call call)
    {
        SeenDeposit seen = prepared.Value;
        BankAccountDocument account = await documents.RequireAsync(call, request.BankAccountId);
        if (seen.Halted is not true)
        {
            return Answer(seen.Halted is null ? DepositStatus.Pending : DepositStatus.Failed, seen, [], 0);
        }

        if (seen.Transfers.Count == 0)
        {
            throw new RequestException(ErrorCode.ChainRefused, "The transaction is in a block, and moved no GAS to this bank account's address.");
        }

        List<GasTransfer> credited = [];
        int remaining = 0;
        foreach (GasTransfer transfer in seen.Transfers)
        {
            byte[] key = KeyOf(seen.Hash, transfer.Index);
            if (await credits.FindAsync(call.State, account.BankAccountId, key) is not null)
            {
                continue;
            }

            if (credited.Count == GasBankLimits.MaxCredits)
            {
                remaining++;
                continue;
            }

            await credits.PutAsync(call.State, account.BankAccountId, key, new byte[] { 1 });
            account = await ledger.MoveAsync(call, account, Credit(seen.Hash, transfer));
            credited.Add(transfer);
        }

        return Answer(DepositStatus.Confirmed, seen, credited, remaining);
    }

    private static Movement Credit(UInt256 hash, GasTransfer transfer) =>
        Movement.Of(LedgerEntryKind.Deposit, LedgerAccount.ChainIn, LedgerAccount.Available, transfer.Amount) with
        {
            Reference = transfer.From is { } from ? Address.ToAddress(from) : null,
            TransactionHash = hash.ToString(),
        };

    private static DepositResponse Answer(DepositStatus status, SeenDeposit seen, List<GasTransfer> credited, int remaining) => new()
    {
        Status = status,
        Confirmations = seen.Confirmations,
        Amount = DatoshiText.Of(Sum(seen.Transfers)),
        Credited = DatoshiText.Of(Sum(credited)),
        Credits =
        [
            .. credited.Select(transfer => new DepositCredit
            {
                Index = transfer.Index,
                From = transfer.From is { } from ? Address.ToAddress(from) : null,
                Amount = DatoshiText.Of(transfer.Amount),
            }),
        ],
        Remaining = remaining,
    };

    private static long Sum(IReadOnlyList<GasTransfer> transfers) => transfers.Aggregate(0L, (sum, transfer) => checked(sum + transfer.Amount));

    private static byte[] KeyOf(UInt256 hash, int index)
    {
        byte[] key = new byte[UInt256.Length + sizeof(int)];
        hash.CopyTo(key);
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(UInt256.Length), index);
        return key;
    }
}

/// <summary>What a quorum says of a deposit's transaction.</summary>
/// <param name="Hash">Which.</param>
/// <param name="Halted">Whether its script ended well; null where it is in no block.</param>
/// <param name="Confirmations">How many blocks there are from its own on.</param>
/// <param name="Transfers">What it moved to the address.</param>
internal sealed record SeenDeposit(UInt256 Hash, bool? Halted, long Confirmations, IReadOnlyList<GasTransfer> Transfers);
