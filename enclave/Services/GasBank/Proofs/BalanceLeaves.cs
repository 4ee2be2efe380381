using System.Buffers.Binary;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Proofs;

/// <summary>
/// What the bank owes on each network, a leaf a bank account: written in the same commit as the balance, and only where what is owed
/// changes (deposits, payments and burnt fees, not holds). A leaf is a place in an index's tree of small nodes, so that two accounts'
/// commits meet only where their leaves share a node; the sums above the leaves are made when a proof is asked for.
/// </summary>
internal sealed class BalanceLeaves
{
    /// <summary>How many bytes of a commitment order the leaves: nobody chooses or foresees them.</summary>
    private const int KeyBytes = 16;

    private readonly IndexTable index = new("gasbank-leaves");

    /// <summary>Writes a bank account's leaf as its balances are now.</summary>
    internal async ValueTask PutAsync(ITransaction state, BankAccountDocument account)
    {
        byte[] commitment = LedgerTree.Commit(account.Salt, account.BankAccountId);
        byte[] value = new byte[commitment.Length + sizeof(long)];
        commitment.CopyTo(value, 0);
        BinaryPrimitives.WriteInt64BigEndian(value.AsSpan(commitment.Length), account.Balances.Total);
        await index.PutAsync(state, account.Network, commitment.AsMemory(0, KeyBytes), value);
    }

    /// <summary>The leaves of a network in order, and which of them is a bank account's.</summary>
    /// <exception cref="RequestException">limitExceeded: there are more than a proof is made over.</exception>
    internal async ValueTask<(IReadOnlyList<SumNode> Leaves, int Position)> ReadAsync(ITransaction state, BankAccountDocument account)
    {
        byte[] own = LedgerTree.Commit(account.Salt, account.BankAccountId);
        List<SumNode> leaves = [];
        int position = -1;
        ReadOnlyMemory<byte> after = default;
        while (await index.RangeAsync(state, account.Network, IndexTable.MaxRange, after) is { Count: > 0 } page)
        {
            foreach (IndexEntry entry in page)
            {
                ReadOnlySpan<byte> commitment = entry.Value.Span[..^sizeof(long)];
                if (commitment.SequenceEqual(own))
                {
                    position = leaves.Count;
                }

                leaves.Add(LedgerTree.Leaf(commitment, BinaryPrimitives.ReadInt64BigEndian(entry.Value.Span[commitment.Length..])));
            }

            if (leaves.Count > GasBankLimits.MaxProofAccounts)
            {
                throw new RequestException(ErrorCode.LimitExceeded, $"The network has more than {GasBankLimits.MaxProofAccounts} bank accounts here, which is the most that a proof is made over.");
            }

            after = page[^1].Key;
        }

        return position >= 0 ? (leaves, position) : throw new InvalidOperationException("A bank account has no leaf.");
    }
}
