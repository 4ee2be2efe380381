using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.GasBank.Storage;

namespace NeoServiceLayer.Enclave.GasBank.Proofs;

/// <summary>Serves <c>gasbank.getLedgerProof</c>: over the leaves as they are in the state that the answer's receipt names.</summary>
internal sealed class LedgerProofs(GasBankDocuments documents, BalanceLeaves leaves)
{
    internal async ValueTask<LedgerProof> ProveAsync(GetLedgerProofRequest request, Call call)
    {
        BankAccountDocument account = await documents.RequireAsync(call, request.BankAccountId);
        (IReadOnlyList<SumNode> all, int position) = await leaves.ReadAsync(call.State, account);
        (IReadOnlyList<SumNode> path, SumNode top) = LedgerTree.Climb(all, position);
        return new LedgerProof
        {
            BankAccountId = account.BankAccountId,
            Network = account.Network,
            Magic = account.Magic,
            Balance = DatoshiText.Of(account.Balances.Total),
            Salt = Convert.ToHexStringLower(account.Salt),
            Position = position,
            Count = all.Count,
            Path = [.. path.Select(node => new LedgerProofStep { Hash = Convert.ToHexStringLower(node.Hash.Span), Sum = DatoshiText.Of(node.Sum) })],
            Total = DatoshiText.Of(top.Sum),
            Root = Convert.ToHexStringLower(LedgerTree.Root(account.Magic, all.Count, top)),
        };
    }
}
