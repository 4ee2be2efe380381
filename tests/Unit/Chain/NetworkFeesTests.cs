using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>What a node of 3.5.0 has no figures for; for the rest see the tests that ask one.</summary>
public sealed class NetworkFeesTests
{
    private static readonly AccountContract Account = AccountContract.Single(SigningKey.One.Public);
    private static readonly ChainFees Usual = new(1000, 30, 1, 15_000, 5760);

    [Fact]
    public void A_factor_in_pico_gas_is_the_same_fee_rounded_up()
    {
        Transaction transaction = Plain();
        long usual = NetworkFees.Of(transaction, [Account], Usual);
        Assert.Equal(usual, NetworkFees.Of(transaction, [Account], Usual with { ExecutionFactor = 300_000, FactorScale = NetworkFees.PicoScale }));
        long size = usual - 30 * (16 + 32_768);
        Assert.Equal(size + 4, NetworkFees.Of(transaction, [Account], Usual with { ExecutionFactor = 1, FactorScale = NetworkFees.PicoScale }));
    }

    [Fact]
    public void Attributes_cost_what_the_network_says()
    {
        ChainFees fees = Usual with { PerByte = 0, ExecutionFactor = 0, Attributes = new Dictionary<byte, long> { [0x01] = 3, [0x20] = 5, [0x21] = 7, [0x22] = 11 } };
        long Of(params TransactionAttribute[] attributes) => NetworkFees.Of(Plain(attributes), [Account], fees);
        Assert.Equal(0, Of());
        Assert.Equal(3, Of(new HighPriorityAttribute()));
        Assert.Equal(5 + 2 * 7, Of(new NotValidBeforeAttribute(1), new ConflictsAttribute(default), new ConflictsAttribute(new UInt256(new byte[32]))));
        Assert.Equal(11 * 4, Of(new NotaryAssistedAttribute(3)));
    }

    [Fact]
    public void Accounts_that_are_not_the_signers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => NetworkFees.Of(Plain(), [], Usual));
        Assert.Throws<ArgumentException>(() => NetworkFees.Of(Plain(), [AccountContract.Single(SigningKey.Two.Public)], Usual));
        Assert.Throws<OverflowException>(() => NetworkFees.Of(Plain(), [Account], Usual with { PerByte = long.MaxValue / 2 }));
    }

    private static Transaction Plain(params TransactionAttribute[] attributes) => new()
    {
        Nonce = 1,
        SystemFee = 0,
        NetworkFee = 0,
        ValidUntilBlock = 1,
        Signers = [new Signer { Account = Account.ScriptHash, Scopes = WitnessScopes.CalledByEntry }],
        Attributes = attributes,
        Script = new byte[] { (byte)OpCode.PUSH1 },
    };
}
