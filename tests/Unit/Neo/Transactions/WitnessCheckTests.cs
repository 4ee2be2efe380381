using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Hashing;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Transactions;

public sealed class WitnessCheckTests
{
    private static readonly byte[] TwoOfThree = VerificationScript.Multi(
        2, [SigningKey.One.Public, SigningKey.Two.Public, SigningKey.Three.Public]);

    // In the order in which the script holds their keys.
    private static readonly SigningKey[] Keys =
        [.. new[] { SigningKey.One, SigningKey.Two, SigningKey.Three }.OrderBy(key => key.Public)];

    [Theory]
    [InlineData(new[] { 0, 1 }, WitnessFinding.Valid)]
    [InlineData(new[] { 0, 2 }, WitnessFinding.Valid)]
    [InlineData(new[] { 1, 2 }, WitnessFinding.Valid)]
    [InlineData(new[] { 1, 0 }, WitnessFinding.SignatureMismatch)]
    [InlineData(new[] { 2, 2 }, WitnessFinding.SignatureMismatch)]
    [InlineData(new[] { 0, 0 }, WitnessFinding.SignatureMismatch)]
    [InlineData(new[] { 0 }, WitnessFinding.SignatureCount)]
    [InlineData(new[] { 0, 1, 2 }, WitnessFinding.SignatureCount)]
    [InlineData(new int[0], WitnessFinding.SignatureCount)]
    public void Two_of_three_sign_in_the_order_of_their_keys(int[] signers, WitnessFinding finding)
    {
        Transaction transaction = Unsigned();
        byte[] invocation = [.. signers.SelectMany(i => Keys[i].Invocation(transaction, NetworkMagic.TestNet))];
        Assert.Equal(finding, Check(transaction, invocation, TwoOfThree));
    }

    [Fact]
    public void What_only_the_chain_can_say_is_not_said()
    {
        Transaction transaction = Unsigned();
        byte[] signature = Keys[0].Invocation(transaction, NetworkMagic.TestNet);
        Assert.Equal(WitnessFinding.DeployedContract, Check(transaction, [], []));
        Assert.Equal(WitnessFinding.ScriptHashMismatch, Check(transaction, signature, VerificationScript.Single(Keys[0].Public)));
        Assert.Equal(WitnessFinding.UnknownInvocation, Check(transaction, [.. signature, 0x21], TwoOfThree));
        Assert.Equal(WitnessFinding.UnknownInvocation, Check(transaction, signature[1..], TwoOfThree));
    }

    private static WitnessFinding Check(Transaction transaction, byte[] invocation, byte[] verification) =>
        WitnessCheck.Of(transaction.WithWitnesses(new Witness(invocation, verification)), 0, NetworkMagic.TestNet);

    private static Transaction Unsigned()
    {
        Transaction plain = TransferVector.Unsigned();
        return new Transaction
        {
            Nonce = plain.Nonce,
            SystemFee = plain.SystemFee,
            NetworkFee = plain.NetworkFee,
            ValidUntilBlock = plain.ValidUntilBlock,
            Signers = [new Signer { Account = Hash.Hash160(TwoOfThree), Scopes = WitnessScopes.CalledByEntry }],
            Script = plain.Script,
        };
    }
}
