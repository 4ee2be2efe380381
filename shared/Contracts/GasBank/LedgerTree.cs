using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>A node of the tree of sums.</summary>
/// <param name="Hash">32 bytes; they cover the sums below it.</param>
/// <param name="Sum">What is owed below it, in datoshi; not negative.</param>
public sealed record SumNode(ReadOnlyMemory<byte> Hash, long Sum);

/// <summary>
/// A Merkle tree of sums (after Maxwell's proof of liabilities). Each node's hash covers both neighbours' hashes and both their sums, so
/// that no sum can be made smaller on the way up. A leaf's kind, a node's and the root's are told apart by the first byte hashed.
/// </summary>
/// <remarks>
/// commitment = SHA-256("nsl-gasbank-leaf" ‖ salt ‖ id); leaf = SHA-256(00 ‖ commitment ‖ sum); node = SHA-256(01 ‖ left sum ‖ left hash ‖
/// right sum ‖ right hash); root = SHA-256(02 ‖ network's number ‖ count ‖ total ‖ top hash). Numbers are big-endian, sums and the count of
/// 8 bytes, the network's number of 4. A node without a neighbour on its right goes up as it is.
/// </remarks>
public static class LedgerTree
{
    /// <summary>The length of a hash and of a salt, in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    private const byte LeafKind = 0;
    private const byte NodeKind = 1;
    private const byte RootKind = 2;

    private static ReadOnlySpan<byte> Label => "nsl-gasbank-leaf"u8;

    /// <summary>What stands for a bank account in its leaf.</summary>
    public static byte[] Commit(ReadOnlySpan<byte> salt, string bankAccountId) =>
        SHA256.HashData([.. Label, .. salt, .. Encoding.UTF8.GetBytes(bankAccountId)]);

    /// <summary>A bank account's leaf.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sum is negative.</exception>
    public static SumNode Leaf(ReadOnlySpan<byte> commitment, long sum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sum);
        return new SumNode(SHA256.HashData([LeafKind, .. commitment, .. Bytes(sum)]), sum);
    }

    /// <summary>The node above two.</summary>
    /// <exception cref="OverflowException">The sum is more than there can be.</exception>
    public static SumNode Join(SumNode left, SumNode right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        byte[] hash = SHA256.HashData([NodeKind, .. Bytes(left.Sum), .. left.Hash.Span, .. Bytes(right.Sum), .. right.Hash.Span]);
        return new SumNode(hash, checked(left.Sum + right.Sum));
    }

    /// <summary>The root over the top node.</summary>
    public static byte[] Root(uint magic, long count, SumNode top)
    {
        ArgumentNullException.ThrowIfNull(top);
        byte[] number = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(number, magic);
        return SHA256.HashData([RootKind, .. number, .. Bytes(count), .. Bytes(top.Sum), .. top.Hash.Span]);
    }

    /// <summary>The nodes beside the way from a leaf to the top, and the top.</summary>
    /// <param name="leaves">All leaves, in order; at least one.</param>
    /// <param name="position">Which of them is meant.</param>
    public static (IReadOnlyList<SumNode> Path, SumNode Top) Climb(IReadOnlyList<SumNode> leaves, int position)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        List<SumNode> path = [];
        IReadOnlyList<SumNode> level = leaves;
        for (int at = position; level.Count > 1; at /= 2)
        {
            if (HasNeighbour(at, level.Count))
            {
                path.Add(level[at ^ 1]);
            }

            List<SumNode> above = new((level.Count + 1) / 2);
            for (int i = 0; i < level.Count; i += 2)
            {
                above.Add(i + 1 < level.Count ? Join(level[i], level[i + 1]) : level[i]);
            }

            level = above;
        }

        return (path, level[0]);
    }

    /// <summary>Whether the node at a place of a level that has so many is joined with another.</summary>
    internal static bool HasNeighbour(long position, long count) => (position ^ 1) < count;

    private static byte[] Bytes(long number)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
