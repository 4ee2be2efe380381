using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using NeoServiceLayer.Contracts.GasBank;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>A proof holds for the very balance that it is of, and for nothing else.</summary>
public sealed class LedgerProofTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(33)]
    public async Task Every_bank_account_has_a_proof_against_one_root(int accounts)
    {
        GasBankWorld world = new();
        List<BankAccountDescription> made = [];
        for (int i = 0; i < accounts; i++)
        {
            made.Add(await world.Alice.FundedAsync(i * 10 + 1));
        }

        List<LedgerProof> proofs = [];
        foreach (BankAccountDescription account in made)
        {
            LedgerProof proof = await world.Alice.ProveAsync(account);
            Assert.Null(LedgerProofVerifier.FindFault(proof));
            Assert.Equal((await world.Alice.GetAsync(account)).Balance, proof.Balance);
            proofs.Add(proof);
        }

        Assert.Single(proofs.Select(proof => proof.Root).Distinct());
        Assert.Equal(accounts, proofs.Select(proof => proof.Position).Distinct().Count());
        string total = made.Select((_, i) => (i * 10L) + 1).Sum().ToString(CultureInfo.InvariantCulture);
        Assert.All(proofs, proof => Assert.Equal((total, accounts), (proof.Total, proof.Count)));
    }

    [Fact]
    public async Task The_root_follows_what_is_owed_and_not_what_is_held()
    {
        GasBankWorld world = new();
        BankAccountDescription account = await world.Alice.FundedAsync(1000);
        await world.Alice.FundedAsync(5);
        LedgerProof before = await world.Alice.ProveAsync(account);
        await world.Alice.ReserveAsync(account, 10);
        Assert.Equal(before.Root, (await world.Alice.ProveAsync(account)).Root);
        await world.Alice.DepositAsync(account, world.Pay(account, 1));
        LedgerProof after = await world.Alice.ProveAsync(account);
        Assert.Equal(("1001", "1006"), (after.Balance, after.Total));
        Assert.NotEqual(before.Root, after.Root);
    }

    [Fact]
    public void No_proof_with_a_character_changed_holds()
    {
        LedgerProof proof = Tree([5, 0, 17, 300, 2], 1);
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(proof, GasBankOperations.GetLedgerProof.Response);
        int name = Encoding.UTF8.GetString(text).IndexOf("\"network\"", StringComparison.Ordinal);
        int magic = Encoding.UTF8.GetString(text).IndexOf("\"magic\"", StringComparison.Ordinal);
        for (int i = 0; i < text.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. text];
                changed[i] ^= (byte)(1 << bit);
                bool isName = i > name && i < magic; // the network's name is for people: the root covers its number
                Assert.True(isName || !Holds(changed), $"It holds with bit {bit} of byte {i} changed: {Encoding.UTF8.GetString(changed)}");
            }
        }
    }

    [Fact]
    public void Sums_that_are_swapped_shifted_or_negative_are_found()
    {
        LedgerProof proof = Tree([5, 6, 7, 8], 0);
        LedgerProofStep[] steps = [.. proof.Path];
        Assert.Null(LedgerProofVerifier.FindFault(With(proof, steps)));
        Assert.NotNull(LedgerProofVerifier.FindFault(With(proof, [steps[1], steps[0]])));
        Assert.NotNull(LedgerProofVerifier.FindFault(With(proof, [Step(steps[0], "7"), steps[1]])));
        Assert.NotNull(LedgerProofVerifier.FindFault(With(proof, [Step(steps[0], "7"), Step(steps[1], "14")])));
        Assert.NotNull(LedgerProofVerifier.FindFault(With(proof, [Step(steps[0], steps[1].Sum), Step(steps[1], steps[0].Sum)])));
        Assert.NotNull(LedgerProofVerifier.FindFault(With(proof, [Step(steps[0], "-6"), steps[1]])));
        Assert.NotNull(LedgerProofVerifier.FindFault(With(proof, [Step(steps[0], "9223372036854775807"), steps[1]])));
        Assert.NotNull(LedgerProofVerifier.FindFault(With(proof, [steps[0]])));
        Assert.NotNull(LedgerProofVerifier.FindFault(With(proof, [.. steps, steps[1]])));
        Assert.NotNull(LedgerProofVerifier.FindFault(With(proof, [])));
        Assert.NotNull(LedgerProofVerifier.FindFault(With(proof, [steps[0], null!])));
    }

    [Fact]
    public void A_tree_whose_maker_hides_what_is_owed_proves_no_balance_below_it()
    {
        // The maker says that a neighbour owes less than nothing: the tree's own code refuses, and a hash made by hand does not verify.
        Assert.Throws<ArgumentOutOfRangeException>(() => LedgerTree.Leaf(new byte[32], -1));
        LedgerProof honest = Tree([5, 6], 0);
        SumNode own = LedgerTree.Leaf(LedgerTree.Commit(Convert.FromHexString(honest.Salt), honest.BankAccountId), 5);
        SumNode negative = new(new byte[32], -6);
        SumNode top = LedgerTree.Join(own, negative);
        LedgerProof forged = Copy(honest, "-1", Convert.ToHexStringLower(LedgerTree.Root(honest.Magic, 2, top)), [new LedgerProofStep { Hash = new string('0', 64), Sum = "-6" }]);
        Assert.NotNull(LedgerProofVerifier.FindFault(forged));
    }

    [Fact]
    public void Another_s_leaf_is_not_one_s_own()
    {
        LedgerProof one = Tree([5, 6, 7], 0);
        LedgerProof other = Tree([5, 6, 7], 1);
        Assert.Equal(one.Root, other.Root);
        Assert.NotNull(LedgerProofVerifier.FindFault(new LedgerProof
        {
            BankAccountId = one.BankAccountId,
            Network = other.Network,
            Magic = other.Magic,
            Balance = other.Balance,
            Salt = other.Salt,
            Position = other.Position,
            Count = other.Count,
            Path = other.Path,
            Total = other.Total,
            Root = other.Root,
        }));
    }

    [Fact]
    public void Trees_of_any_size_prove_each_leaf() => Gen.Long[0, 1L << 50].Array[1, 70].Sample(
        sums =>
        {
            string? root = null;
            for (int i = 0; i < sums.Length; i++)
            {
                LedgerProof proof = Tree(sums, i);
                Assert.Null(LedgerProofVerifier.FindFault(proof));
                Assert.Equal(root ??= proof.Root, proof.Root);
                Assert.Equal(sums.Sum().ToString(CultureInfo.InvariantCulture), proof.Total);
            }
        },
        iter: 40);

    private static bool Holds(byte[] text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, GasBankOperations.GetLedgerProof.Response) is { } proof && LedgerProofVerifier.FindFault(proof) is null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static LedgerProof Tree(long[] sums, int position)
    {
        SumNode[] leaves = [.. sums.Select((sum, i) => LedgerTree.Leaf(LedgerTree.Commit(Salt(i), $"gba_{i}"), sum))];
        (IReadOnlyList<SumNode> path, SumNode top) = LedgerTree.Climb(leaves, position);
        return new LedgerProof
        {
            BankAccountId = $"gba_{position}",
            Network = "double",
            Magic = 12345,
            Balance = sums[position].ToString(CultureInfo.InvariantCulture),
            Salt = Convert.ToHexStringLower(Salt(position)),
            Position = position,
            Count = sums.Length,
            Path = [.. path.Select(node => new LedgerProofStep { Hash = Convert.ToHexStringLower(node.Hash.Span), Sum = node.Sum.ToString(CultureInfo.InvariantCulture) })],
            Total = top.Sum.ToString(CultureInfo.InvariantCulture),
            Root = Convert.ToHexStringLower(LedgerTree.Root(12345, sums.Length, top)),
        };
    }

    private static byte[] Salt(int i) => [.. Enumerable.Repeat((byte)i, LedgerTree.HashLength)];

    private static LedgerProofStep Step(LedgerProofStep step, string sum) => new() { Hash = step.Hash, Sum = sum };

    private static LedgerProof With(LedgerProof proof, IReadOnlyList<LedgerProofStep> path) => Copy(proof, proof.Total, proof.Root, path);

    private static LedgerProof Copy(LedgerProof proof, string total, string root, IReadOnlyList<LedgerProofStep> path) => new()
    {
        BankAccountId = proof.BankAccountId,
        Network = proof.Network,
        Magic = proof.Magic,
        Balance = proof.Balance,
        Salt = proof.Salt,
        Position = proof.Position,
        Count = proof.Count,
        Path = path,
        Total = total,
        Root = root,
    };
}
