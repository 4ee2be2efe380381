using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Transactions;

public sealed class TransactionLimitTests
{
    private const int HeaderLength = 25;

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(65_535, true)]
    [InlineData(65_536, false)]
    public void A_script_has_1_to_65535_bytes(int length, bool read) =>
        AssertRead(read, With(script: new byte[length]));

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 15, true)]
    [InlineData(1, 16, false)]
    [InlineData(16, 0, true)]
    [InlineData(16, 1, false)]
    [InlineData(17, 0, false)]
    public void Signers_and_attributes_are_16_together(int signers, int attributes, bool read) => AssertRead(
        read,
        With(
            [.. Enumerable.Range(0, signers).Select(Plain)],
            [.. Enumerable.Range(0, attributes).Select(i => new ConflictsAttribute(default))]));

    [Theory]
    [InlineData(1024, 1024, true)]
    [InlineData(1025, 0, false)]
    [InlineData(0, 1025, false)]
    public void The_scripts_of_a_witness_have_1024_bytes(int invocation, int verification, bool read) => AssertRead(
        read, TransferVector.Unsigned().WithWitnesses(new Witness(new byte[invocation], new byte[verification])).ToBytes());

    [Theory]
    [InlineData(102_400, true)]
    [InlineData(102_401, false)]
    public void A_transaction_has_102400_bytes(int size, bool read)
    {
        // The script is full; an oracle's result fills what is left.
        byte[] empty = With(attributes: [Result(1000)], script: new byte[65_535]);
        AssertRead(read, With(attributes: [Result(1000 + size - empty.Length)], script: new byte[65_535]));
    }

    [Fact]
    public void An_account_signs_once() => AssertRead(false, With([Plain(1), Plain(1)]));

    [Fact]
    public void Only_Conflicts_may_stand_twice()
    {
        AssertRead(true, With(attributes: [new ConflictsAttribute(default), new ConflictsAttribute(default)]));
        AssertRead(false, With(attributes: [new HighPriorityAttribute(), new HighPriorityAttribute()]));
        AssertRead(false, With(attributes: [new NotValidBeforeAttribute(1), new NotValidBeforeAttribute(2)]));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void A_condition_has_3_levels(int levels, bool read)
    {
        WitnessCondition condition = new CalledByEntryCondition();
        for (int i = 1; i < levels; i++)
        {
            condition = i % 2 == 0 ? new NotCondition(condition) : new AndCondition([condition]);
        }

        AssertRead(read, With([Ruled(condition)]));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void And_joins_1_to_16_conditions(int count, bool read) => AssertRead(
        read, With([Ruled(new AndCondition([.. Enumerable.Repeat(new BooleanCondition(true), count)]))]));

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void A_signer_lists_16_of_each(int count, bool read)
    {
        AssertRead(read, With([new Signer
        {
            Account = default, Scopes = WitnessScopes.CustomContracts, AllowedContracts = new UInt160[count],
        }]));
        AssertRead(read, With([new Signer
        {
            Account = default,
            Scopes = WitnessScopes.CustomGroups,
            AllowedGroups = [.. Enumerable.Repeat(SigningKey.One.Public, count)],
        }]));
        AssertRead(read, With([new Signer
        {
            Account = default,
            Scopes = WitnessScopes.WitnessRules,
            Rules = [.. Enumerable.Repeat(new WitnessRule(WitnessRuleAction.Allow, new CalledByEntryCondition()), count)],
        }]));
    }

    [Theory]
    [InlineData(0x00, true)]
    [InlineData(0x01, true)]
    [InlineData(0x80, true)]
    [InlineData(0x81, false)]
    [InlineData(0x02, false)]
    [InlineData(0x04, false)]
    [InlineData(0x08, false)]
    public void Scopes_are_known_and_Global_stands_alone(int scopes, bool read) =>
        AssertRead(read, With([new Signer { Account = default, Scopes = (WitnessScopes)scopes }]));

    [Theory]
    [InlineData(long.MaxValue, 0, true)]
    [InlineData(long.MaxValue - 5, 5, true)]
    [InlineData(long.MaxValue - 5, 6, false)]
    [InlineData(-1, 0, false)]
    [InlineData(0, -1, false)]
    public void Fees_are_not_negative_and_their_sum_is_in_range(long systemFee, long networkFee, bool read) =>
        AssertRead(read, With(systemFee: systemFee, networkFee: networkFee));

    [Fact]
    public void A_result_stands_only_with_success()
    {
        AssertRead(true, With(attributes: [new OracleResponseAttribute(1, OracleResponseCode.Timeout, default)]));
        AssertRead(false, With(attributes: [new OracleResponseAttribute(1, OracleResponseCode.Timeout, new byte[1])]));
        AssertRead(false, With(attributes: [new OracleResponseAttribute(1, (OracleResponseCode)0x11, default)]));
    }

    [Fact]
    public void A_length_stands_in_its_shortest_form()
    {
        byte[] bytes = With();
        byte[] longer = [.. bytes[..HeaderLength], 0xfd, 0x01, 0x00, .. bytes[(HeaderLength + 1)..]];
        Assert.Equal(HeaderLength, Assert.Throws<NeoFormatException>(() => Transaction.Parse(longer)).Offset);
    }

    private static Signer Plain(int number)
    {
        var account = new byte[UInt160.Length];
        account[0] = (byte)number;
        return new Signer { Account = new UInt160(account), Scopes = WitnessScopes.None };
    }

    private static Signer Ruled(WitnessCondition condition) => new()
    {
        Account = default,
        Scopes = WitnessScopes.WitnessRules,
        Rules = [new WitnessRule(WitnessRuleAction.Allow, condition)],
    };

    private static OracleResponseAttribute Result(int length) => new(1, OracleResponseCode.Success, new byte[length]);

    private static byte[] With(
        IReadOnlyList<Signer>? signers = null,
        IReadOnlyList<TransactionAttribute>? attributes = null,
        byte[]? script = null,
        long systemFee = 1,
        long networkFee = 1)
    {
        signers ??= [Plain(1)];
        return new Transaction
        {
            Nonce = 1,
            SystemFee = systemFee,
            NetworkFee = networkFee,
            ValidUntilBlock = 1,
            Signers = signers,
            Attributes = attributes ?? [],
            Script = script ?? [0x40],
        }.WithWitnesses([.. signers.Select(signer => new Witness(default, default))]).ToBytes();
    }

    private static void AssertRead(bool read, byte[] bytes)
    {
        if (read)
        {
            Assert.Equal(bytes, Transaction.Parse(bytes).ToBytes());
        }
        else
        {
            Assert.Throws<NeoFormatException>(() => Transaction.Parse(bytes));
        }
    }
}
