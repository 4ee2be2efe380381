extern alias NeoReference;

using NeoReference::Neo.IO;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;
using Theirs = NeoReference::Neo.Network.P2P.Payloads.Transaction;

namespace NeoServiceLayer.Tests.Neo.Reference;

/// <summary>Transactions, ours beside Neo.dll's: which bytes are one, what its hash is, what its bytes are.</summary>
public sealed class TransactionReferenceTests
{
    // What 3.5.0 does not know yet: NotValidBefore and Conflicts (3.6), NotaryAssisted (3.7).
    private static readonly Transaction Rich = OnlyOlderAttributes(RichTransaction.Signed());

    [Fact]
    public void The_rich_transaction_is_theirs()
    {
        byte[] bytes = Rich.ToBytes();
        Theirs theirs = Read(bytes)!;
        Assert.Equal(bytes, theirs.ToArray());
        Assert.Equal(Rich.Hash.ToString(), theirs.Hash.ToString());
        Assert.Equal(Rich.Size, theirs.Size);
        Assert.Equal(Rich.Sender.ToString(), theirs.Sender.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_same_changed_bytes_are_transactions(int seed)
    {
        var random = new Random(seed);
        byte[] original = Rich.ToBytes();
        int both = 0;
        for (int i = 0; i < 5_000; i++)
        {
            byte[] bytes = Change(original, random);
            Transaction? ours = Ours(bytes);
            Theirs? theirs = Read(bytes);
            if (ours is not null && theirs is not null)
            {
                both++;
                Assert.Equal(ours.Hash.ToString(), theirs.Hash.ToString());
                Assert.Equal(ours.ToBytes(), theirs.ToArray());
            }
            else if (ours is not null)
            {
                Assert.True(IsLater(ours), Convert.ToHexStringLower(bytes));
            }
            else if (theirs is not null)
            {
                // We read only what is written back as the same bytes; they take longer forms, and bytes after the end.
                Assert.NotEqual(bytes, theirs.ToArray());
            }
        }

        Assert.InRange(both, 250, 4_750);
    }

    private static byte[] Change(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        int changes = random.Next(1, 3);
        for (int i = 0; i < changes; i++)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveAt(at);
                    break;
                case 1:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    // A length in a longer form than needed.
                    bytes.InsertRange(at, [0xfd]);
                    bytes.Insert(Math.Min(at + 2, bytes.Count), 0);
                    break;
                default:
                    bytes[at] = (byte)(random.Next(2) == 0 ? random.Next(256) : bytes[at] ^ (1 << random.Next(8)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static Transaction? Ours(byte[] bytes)
    {
        try
        {
            return Transaction.Parse(bytes);
        }
        catch (NeoFormatException)
        {
            return null;
        }
    }

    private static Theirs? Read(byte[] bytes)
    {
        try
        {
            return bytes.AsSerializable<Theirs>();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or ArithmeticException
            or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether a transaction says what only nodes after 3.5.0 read.</summary>
    private static bool IsLater(Transaction transaction) =>
        transaction.Attributes.Any(attribute => attribute is not (HighPriorityAttribute or OracleResponseAttribute))
        || transaction.Signers.Any(signer => signer.Rules.Any(rule => Depth(rule.Condition) > 2));

    private static int Depth(WitnessCondition condition) => condition switch
    {
        NotCondition not => 1 + Depth(not.Condition),
        AndCondition and => 1 + and.Conditions.Max(Depth),
        OrCondition or => 1 + or.Conditions.Max(Depth),
        _ => 1,
    };

    private static Transaction OnlyOlderAttributes(Transaction rich) => new Transaction
    {
        Nonce = rich.Nonce,
        SystemFee = rich.SystemFee,
        NetworkFee = rich.NetworkFee,
        ValidUntilBlock = rich.ValidUntilBlock,
        Signers =
        [
            rich.Signers[0],
            new Signer
            {
                Account = rich.Signers[1].Account,
                Scopes = rich.Signers[1].Scopes,
                AllowedContracts = rich.Signers[1].AllowedContracts,
                AllowedGroups = rich.Signers[1].AllowedGroups,
                Rules =
                [
                    .. rich.Signers[1].Rules.Where(rule => Depth(rule.Condition) <= 2),
                    new WitnessRule(
                        WitnessRuleAction.Allow,
                        new AndCondition([new BooleanCondition(true), new CalledByEntryCondition()])),
                    new WitnessRule(WitnessRuleAction.Deny, new OrCondition([new ScriptHashCondition(rich.Sender)])),
                ],
            },
        ],
        Attributes =
        [
            .. rich.Attributes.Where(attribute => attribute is HighPriorityAttribute or OracleResponseAttribute),
        ],
        Script = rich.Script,
    }.WithWitnesses(rich.Witnesses);
}
