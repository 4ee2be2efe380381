using System.Globalization;
using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.Policies;

/// <summary>Every limit, at it and one over.</summary>
public sealed class LimitTests
{
    private static readonly Transaction Vector = TransferVector.Unsigned();

    [Fact]
    public void Amounts_of_a_transaction_and_of_a_day()
    {
        Assert.Empty(SamplePolicy.Judge(SamplePolicy.Vector, Vector).Codes());
        Assert.Equal(["amountOverTransaction"], Codes(SamplePolicy.Gas with { MaxPerTransaction = "1234567889" }));
        Assert.Empty(Codes(SamplePolicy.Gas with { MaxPerDay = "1234567890" }));
        Assert.Equal(["amountOverDay"], Codes(SamplePolicy.Gas with { MaxPerDay = "1234567889" }));
        Assert.Equal(["recipientDenied"], Codes(SamplePolicy.Gas with { Recipients = [TransferVector.SenderAddress] }));
        Assert.Empty(Codes(SamplePolicy.Gas with { Recipients = [TransferVector.SenderAddress, SamplePolicy.Receiver.ToString()] }));
        Assert.Equal(["assetDenied"], Codes(SamplePolicy.Gas with { Asset = "NEO" }));
    }

    [Fact]
    public void Networks()
    {
        Assert.Equal(["networkDenied"], SamplePolicy.Judge(SamplePolicy.Vector, Vector, network: NetworkMagic.TestNet).Codes());
        Assert.Equal(["networkDenied"], SamplePolicy.Judge(SamplePolicy.Vector, Vector, network: NetworkMagic.MainNet + 1).Codes());
        WalletPolicy two = SamplePolicy.Vector with { Networks = ["7", "testnet"] };
        Assert.Empty(SamplePolicy.Judge(two, Vector, network: 7).Codes());
        Assert.Empty(SamplePolicy.Judge(two, Vector, network: NetworkMagic.TestNet).Codes());
        Assert.Equal(["networkDenied"], SamplePolicy.Judge(two, Vector).Codes());
    }

    [Fact]
    public void Fees()
    {
        Assert.Equal(["systemFeeOver"], SamplePolicy.Judge(SamplePolicy.Vector, SamplePolicy.With(Vector, systemFee: 9977781)).Codes());
        Assert.Equal(["networkFeeOver"], SamplePolicy.Judge(SamplePolicy.Vector, SamplePolicy.With(Vector, networkFee: 1232521)).Codes());
        FeeRule fees = SamplePolicy.Vector.Fees!;
        Assert.Empty(SamplePolicy.Judge(SamplePolicy.Vector with { Fees = fees with { MaxPerDay = "11210300" } }, Vector).Codes());
        Assert.Equal(["feesOverDay"], SamplePolicy.Judge(SamplePolicy.Vector with { Fees = fees with { MaxPerDay = "11210299" } }, Vector).Codes());
        Assert.Equal(["senderDenied"], SamplePolicy.Judge(SamplePolicy.Vector with { Fees = null }, Vector).Codes());

        // The largest fees that a transaction can have are a sum that no 8 bytes hold.
        Assert.Equal(
            ["systemFeeOver", "networkFeeOver", "feesOverDay"],
            SamplePolicy.Judge(SamplePolicy.Vector, SamplePolicy.With(Vector, systemFee: long.MaxValue, networkFee: long.MaxValue)).Codes());
    }

    [Fact]
    public void Fees_are_the_sender_s_alone()
    {
        Transaction sponsored = SamplePolicy.With(
            Vector, systemFee: long.MaxValue, networkFee: long.MaxValue,
            signers: [new Signer { Account = SamplePolicy.Token, Scopes = WitnessScopes.None }, .. Vector.Signers]);
        PolicyDecision decision = SamplePolicy.Judge(SamplePolicy.Vector with { Fees = null }, sponsored);
        Assert.Empty(decision.Codes());
        Assert.Equal(0, decision.Fees);
        Assert.Equal(
            ["notASigner"],
            SamplePolicy.Judge(SamplePolicy.Vector, SamplePolicy.With(Vector, signers: [sponsored.Signers[0]])).Codes());
    }

    [Fact]
    public void Times_that_a_transaction_is_valid()
    {
        WalletPolicy policy = SamplePolicy.Vector with { MaxBlocksValid = 100 };
        Assert.Equal(["heightUnknown"], SamplePolicy.Judge(policy, Vector).Codes());
        Assert.Empty(SamplePolicy.Judge(policy, Vector, height: 5660).Codes());
        Assert.Equal(["validTooLong"], SamplePolicy.Judge(policy, Vector, height: 5659).Codes());
        Assert.Empty(SamplePolicy.Judge(policy, Vector, height: uint.MaxValue).Codes());
    }

    [Fact]
    public void Scopes()
    {
        Assert.Empty(Codes(WitnessScopes.None));
        Assert.Empty(Codes(WitnessScopes.CalledByEntry));
        Assert.Equal(["scopeDenied"], Codes(WitnessScopes.Global));
        Assert.Equal(["scopeDenied"], Codes(WitnessScopes.WitnessRules));
        Assert.Equal(["scopeDenied"], Codes(WitnessScopes.CustomContracts | WitnessScopes.CalledByEntry));
        Assert.Equal(["scopeDenied"], Codes(WitnessScopes.CustomGroups));
        Assert.Equal(
            ["scopeDenied", "scopeDenied", "scopeDenied"],
            Codes(WitnessScopes.WitnessRules | WitnessScopes.CustomContracts | WitnessScopes.CustomGroups | WitnessScopes.CalledByEntry));

        ScopeRule contracts = new() { Scope = PolicyScope.CustomContracts, Contracts = [SamplePolicy.Router.ToString()] };
        ScopeRule groups = new() { Scope = PolicyScope.CustomGroups, Groups = [Vectors.Keys[1].Public] };
        Assert.Empty(Codes(WitnessScopes.CustomContracts | WitnessScopes.CalledByEntry, contracts));
        Assert.Empty(Codes(WitnessScopes.CustomContracts | WitnessScopes.CustomGroups, contracts, groups));
        Assert.Equal(["scopeDenied"], Codes(WitnessScopes.CustomContracts | WitnessScopes.CustomGroups, contracts));
        Assert.Equal(["scopeDenied"], Codes(WitnessScopes.CustomContracts, contracts with { Contracts = ["0x" + new string('5', 39) + "4"] }));
        Assert.Equal(["scopeDenied"], Codes(WitnessScopes.CustomGroups, groups with { Groups = [Vectors.Keys[0].Public] }));
        Assert.Equal(["scopeDenied"], Codes(WitnessScopes.Global, contracts, groups, new ScopeRule { Scope = PolicyScope.WitnessRules }));
        Assert.Empty(Codes(WitnessScopes.Global, new ScopeRule { Scope = PolicyScope.Global }));
        Assert.Empty(Codes(WitnessScopes.WitnessRules, new ScopeRule { Scope = PolicyScope.WitnessRules }));
    }

    [Fact]
    public void Attributes()
    {
        (TransactionAttribute Attribute, PolicyAttribute? Name)[] all =
        [
            (new HighPriorityAttribute(), PolicyAttribute.HighPriority), (new NotValidBeforeAttribute(1), PolicyAttribute.NotValidBefore),
            (new ConflictsAttribute(default), PolicyAttribute.Conflicts), (new NotaryAssistedAttribute(1), PolicyAttribute.NotaryAssisted),
            (RichTransaction.Signed().Attributes.OfType<OracleResponseAttribute>().Single(), null),
        ];
        foreach ((TransactionAttribute attribute, PolicyAttribute? name) in all)
        {
            Transaction transaction = TransferVector.Unsigned(attribute);
            Assert.Equal(["attributeDenied"], SamplePolicy.Judge(SamplePolicy.Vector, transaction).Codes());
            PolicyAttribute[] others = [.. Enum.GetValues<PolicyAttribute>().Where(other => other != name)];
            Assert.Equal(["attributeDenied"], SamplePolicy.Judge(SamplePolicy.Vector with { Attributes = others }, transaction).Codes());
            if (name is { } named)
            {
                Assert.Empty(SamplePolicy.Judge(SamplePolicy.Vector with { Attributes = [named] }, transaction).Codes());
            }
        }
    }

    [Theory]
    [InlineData("2023-11-14T08:59:59Z", false)] // a Tuesday
    [InlineData("2023-11-14T09:00:00Z", true)]
    [InlineData("2023-11-14T16:59:59Z", true)]
    [InlineData("2023-11-14T17:00:00Z", false)]
    [InlineData("2023-11-13T12:00:00Z", false)] // Monday
    [InlineData("2023-11-18T23:59:59Z", true)] // Saturday
    [InlineData("2023-11-19T00:00:00Z", false)]
    [InlineData("2023-11-14T10:00:00+09:00", false)] // 01:00 in UTC
    [InlineData("2023-11-14T23:00:00+09:00", true)]
    public void Windows(string time, bool open)
    {
        PolicyRules rules = PolicyReader.Read(SamplePolicy.Vector with
        {
            Windows =
            [
                new PolicyWindow { Days = [PolicyDay.Tuesday], From = "09:00", To = "17:00" },
                new PolicyWindow { Days = [PolicyDay.Saturday], From = "22:00", To = "24:00" },
            ],
        });
        string[] expected = open ? [] : ["outsideWindows"];
        Assert.Equal(expected, PolicyJudge.Judge(
            rules, SamplePolicy.Account, PolicySubject.Of(Vector, NetworkMagic.MainNet, null),
            DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), new SpentHours([])).Codes());
    }

    [Fact]
    public void Approvals()
    {
        PolicyApproval two = new() { Approvals = 2, KeyIds = [Key('a'), Key('b'), Key('c')], Above = "1234567889" };
        Assert.Equal([2], Needs(SamplePolicy.Gas with { Approval = two }));
        Assert.Empty(Needs(SamplePolicy.Gas with { Approval = two with { Above = "1234567890" } }));
        Assert.Equal([2], Needs(SamplePolicy.Gas with { Approval = two with { Above = null } }));
        PolicyDecision always = SamplePolicy.Judge(SamplePolicy.Vector with { Approval = two with { Above = null, Approvals = 1 } }, Vector);
        Assert.Equal([1], always.Approvals.Select(need => need.Approvals));

        // A contract's is asked for once, however often it is called.
        byte[] swap = new ScriptBuilder().Emit(OpCode.NEWARRAY0).Call(SamplePolicy.Router, "swap", CallFlags.All).ToArray();
        WalletPolicy policy = SamplePolicy.Vector with
        {
            Contracts = [new ContractRule { Contract = SamplePolicy.Router.ToString(), Methods = ["swap"], Approval = two with { Above = null } }],
        };
        Assert.Single(SamplePolicy.Judge(policy, (byte[])[.. swap, .. swap]).Approvals);
        Assert.Empty(SamplePolicy.Judge(policy, Vector).Approvals);
    }

    [Fact]
    public void What_was_signed_counts_until_an_hour_more_than_a_day_has_gone_and_never_less_than_a_day()
    {
        WalletPolicy policy = SamplePolicy.Vector with { Assets = [SamplePolicy.Gas with { MaxPerDay = "1234567890" }] };
        PolicyRules rules = PolicyReader.Read(policy);
        PolicySubject subject = PolicySubject.Of(Vector, NetworkMagic.MainNet, null);
        DateTimeOffset hour = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 / 3600 * 3600);
        foreach (int second in new[] { 0, 1, 1800, 3599 })
        {
            DateTimeOffset signed = hour.AddSeconds(second);
            PolicyDecision first = PolicyJudge.Judge(rules, SamplePolicy.Account, subject, signed, new SpentHours([]));
            SpentHours spent = new SpentHours([]).With(first, signed);
            bool Fits(DateTimeOffset time) => PolicyJudge.Judge(rules, SamplePolicy.Account, subject, time, spent).Violations.Count == 0;
            Assert.False(Fits(signed));
            Assert.False(Fits(signed.AddHours(-1)));
            Assert.False(Fits(signed.AddDays(1)));
            Assert.False(Fits(hour.AddHours(25).AddSeconds(-1)));
            Assert.True(Fits(hour.AddHours(25)));
        }
    }

    [Fact]
    public void No_24_hours_see_more_than_the_limit_whatever_is_asked_when()
    {
        const long Most = 1000;
        Random random = new(7);
        WalletPolicy policy = SamplePolicy.Vector with { Assets = [SamplePolicy.Gas with { MaxPerDay = Most.ToString(CultureInfo.InvariantCulture) }] };
        PolicyRules rules = PolicyReader.Read(policy with { Fees = policy.Fees! with { MaxPerDay = long.MaxValue.ToString(CultureInfo.InvariantCulture) } });
        SpentHours spent = new([]);
        List<(DateTimeOffset Time, long Amount)> taken = [];
        DateTimeOffset time = SamplePolicy.Now;
        for (int i = 0; i < 2000; i++)
        {
            time = time.AddSeconds(random.Next(7200));
            long amount = random.Next(400);
            Transaction transaction = SamplePolicy.With(Vector, script: new ScriptBuilder().Transfer(amount).ToArray());
            PolicyDecision decision = PolicyJudge.Judge(
                rules, SamplePolicy.Account, PolicySubject.Of(transaction, NetworkMagic.MainNet, null), time, spent);
            if (decision.Violations.Count == 0)
            {
                spent = spent.With(decision, time);
                taken.Add((time, amount));
                Assert.InRange(taken.Where(each => each.Time > time.AddDays(-1)).Sum(each => each.Amount), 0, Most);
            }
        }

        // The limit is used, and what is kept does not grow.
        Assert.InRange(taken.Sum(each => each.Amount), Most * (time - SamplePolicy.Now).Days / 2, long.MaxValue);
        Assert.InRange(spent.Hours.Count, 1, 2 * (SpentHours.Behind + 1));
    }

    [Fact]
    public void What_is_kept_of_days_has_an_end()
    {
        SpentHours full = new([.. Enumerable.Range(0, SpentHours.MaxEntries).Select(i => new HourSpend
        {
            Hour = SamplePolicy.Now.ToUnixTimeSeconds() / 3600, Asset = $"0x{i:x40}", Amount = "1",
        })]);
        PolicyDecision decision = new();
        decision.Send(new UInt160(Enumerable.Repeat((byte)0xff, UInt160.Length).ToArray()), 1);
        Assert.Equal(
            Protocol.Errors.ErrorCode.LimitExceeded,
            Assert.Throws<Protocol.Errors.RequestException>(() => full.With(decision, SamplePolicy.Now)).Code);
        Assert.Single(full.With(decision, SamplePolicy.Now.AddHours(25)).Hours);
    }

    private static string[] Codes(AssetRule asset) => SamplePolicy.Judge(SamplePolicy.Vector with { Assets = [asset] }, Vector).Codes();

    private static string[] Codes(WitnessScopes scopes, params IReadOnlyList<ScopeRule> rules)
    {
        Signer signer = new()
        {
            Account = SamplePolicy.Account,
            Scopes = scopes,
            AllowedContracts = scopes.HasFlag(WitnessScopes.CustomContracts) ? [SamplePolicy.Router] : [],
            AllowedGroups = scopes.HasFlag(WitnessScopes.CustomGroups) ? [Vectors.Public(Vectors.Keys[1].Public)] : [],
        };
        return SamplePolicy.Judge(SamplePolicy.Vector with { Scopes = rules }, SamplePolicy.With(Vector, signers: [signer])).Codes();
    }

    private static int[] Needs(AssetRule asset) =>
        [.. SamplePolicy.Judge(SamplePolicy.Vector with { Assets = [asset] }, Vector).Approvals.Select(need => need.Approvals)];

    private static string Key(char letter) => new(letter, 43);
}
