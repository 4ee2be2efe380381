using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>
/// Checks a proof of a bank account's balance without the bank: that the root covers this balance, and that what the bank owes in all is at
/// least that. That the root is the one of a state is what the response's receipt says, which is verified beside.
/// </summary>
public static class LedgerProofVerifier
{
    /// <summary>So many levels have room for every count.</summary>
    private const int MostSteps = 63;

    /// <summary>What is wrong with a proof, in one sentence; null if it holds.</summary>
    public static string? FindFault(LedgerProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (!TryHash(proof.Salt, out byte[]? salt) || !TryHash(proof.Root, out byte[]? root))
        {
            return "salt and root are not 64 hexadecimal digits in lower case.";
        }

        if (!TrySum(proof.Balance, out long balance) || !TrySum(proof.Total, out long total))
        {
            return "balance and total are not amounts: decimal digits alone.";
        }

        if (proof.Count < 1 || proof.Position < 0 || proof.Position >= proof.Count || proof.Path is null || proof.Path.Count > MostSteps)
        {
            return "position, count and path do not belong to one tree.";
        }

        SumNode? top = Climb(proof, LedgerTree.Leaf(LedgerTree.Commit(salt, proof.BankAccountId), balance), out string? fault);
        return top is null ? fault
            : top.Sum != total ? "total is not the sum of what stands in the proof."
            : !LedgerTree.Root(proof.Magic, proof.Count, top).AsSpan().SequenceEqual(root) ? "The root does not cover this balance."
            : null;
    }

    private static SumNode? Climb(LedgerProof proof, SumNode leaf, out string? fault)
    {
        int taken = 0;
        SumNode node = leaf;
        (long position, long count) = (proof.Position, proof.Count);
        for (; count > 1; (position, count) = (position / 2, (count / 2) + (count % 2)))
        {
            if (!LedgerTree.HasNeighbour(position, count))
            {
                continue;
            }

            if (taken == proof.Path.Count || proof.Path[taken] is not { } step || !TryHash(step.Hash, out byte[]? hash) || !TrySum(step.Sum, out long sum))
            {
                fault = "path has too few steps, or one that is no hash and sum.";
                return null;
            }

            if (sum > long.MaxValue - node.Sum)
            {
                fault = "The sums are more than there can be.";
                return null;
            }

            SumNode neighbour = new(hash, sum);
            node = position % 2 == 0 ? LedgerTree.Join(node, neighbour) : LedgerTree.Join(neighbour, node);
            taken++;
        }

        fault = taken == proof.Path.Count ? null : "path has more steps than there are levels.";
        return fault is null ? node : null;
    }

    private static bool TryHash(string? text, [NotNullWhen(true)] out byte[]? hash)
    {
        bool isHash = text is { Length: 2 * LedgerTree.HashLength } && text.All(char.IsAsciiHexDigitLower);
        hash = isHash ? Convert.FromHexString(text!) : null;
        return isHash;
    }

    private static bool TrySum(string? text, out long sum)
    {
        sum = 0;
        return text is { Length: >= 1 and <= 19 } && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out sum);
    }
}
