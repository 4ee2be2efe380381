extern alias NeoReference;

using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet.OnChain;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;
using TheirHelper = NeoReference::Neo.VM.Helper;
using TheirParameter = NeoReference::Neo.SmartContract.ContractParameter;
using TheirParameterType = NeoReference::Neo.SmartContract.ContractParameterType;

namespace NeoServiceLayer.Tests.Wallets.OnChain;

/// <summary>Arguments of calls: the script's bytes beside those that Neo.dll makes, and what is no argument.</summary>
public sealed class ArgumentTests
{
    private const string Account = "NMACuhqEaNAeDSQVipcUPYiJ9TVgVyUxGV";
    private const string AccountHash = "0x04decc9e65ace86fb48e8e7ff22b4300a467a90d";
    private const string Contract = "0xd2a4cff31913016155e38e474a2c06d08be276cf";

    private static readonly string TransactionHash = "0x" + string.Concat(Enumerable.Range(0, 32).Select(i => i.ToString("x2", CultureInfo.InvariantCulture)));
    private static readonly string Signature = Convert.ToBase64String([.. Enumerable.Range(0, 64).Select(i => (byte)i)]);

    [Fact]
    public void A_call_without_arguments_is_theirs() => Same([], []);

    [Fact]
    public void Arguments_of_every_other_type_are_theirs() => Same(
        [
            Null(), Text(ArgumentType.Integer, "-170141183460469231731687303715884105728"),
            Text(ArgumentType.Integer, "16"), Text(ArgumentType.Integer, "17"), Text(ArgumentType.Bytes, "AQID"), Text(ArgumentType.String, "Zoë"),
            Text(ArgumentType.Hash160, Account), Text(ArgumentType.Hash160, AccountHash), Text(ArgumentType.Hash256, TransactionHash),
            Text(ArgumentType.PublicKey, Vectors.Keys[0].Public), Text(ArgumentType.Signature, Signature),
            Of(ArgumentType.Array, """[{"type":"integer","value":"1"},{"type":"array","value":[{"type":"null"},{"type":"string","value":"a"}]},{"type":"array","value":[]}]"""),
        ],
        [
            Theirs(TheirParameterType.Any, null), Theirs(TheirParameterType.Integer, -(BigInteger.One << 127)), Theirs(TheirParameterType.Integer, (BigInteger)16), Theirs(TheirParameterType.Integer, (BigInteger)17),
            Theirs(TheirParameterType.ByteArray, new byte[] { 1, 2, 3 }), Theirs(TheirParameterType.String, "Zoë"),
            Theirs(TheirParameterType.Hash160, NeoReference::Neo.UInt160.Parse(AccountHash)), Theirs(TheirParameterType.Hash160, NeoReference::Neo.UInt160.Parse(AccountHash)),
            Theirs(TheirParameterType.Hash256, NeoReference::Neo.UInt256.Parse(TransactionHash)),
            Theirs(TheirParameterType.PublicKey, NeoReference::Neo.Cryptography.ECC.ECPoint.Parse(Vectors.Keys[0].Public, NeoReference::Neo.Cryptography.ECC.ECCurve.Secp256r1)),
            Theirs(TheirParameterType.Signature, Convert.FromBase64String(Signature)),
            Array(
                Theirs(TheirParameterType.Integer, BigInteger.One),
                Array(Theirs(TheirParameterType.Any, null), Theirs(TheirParameterType.String, "a")),
                Array()),
        ]);

    [Fact]
    public void Booleans_are_pushed_as_such()
    {
        byte[] script = Drafts.ScriptOf(Contract, "method", [Of(ArgumentType.Boolean, "true"), Of(ArgumentType.Boolean, "false")], assert: false);
        Assert.Equal([true, false], ScriptAnalysis.Of(script).Calls.Single().Arguments.Select(value => Assert.IsType<BooleanValue>(value).Value));
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Integers_have_at_most_thirty_two_bytes(int bits, bool taken)
    {
        string text = ((BigInteger.One << bits) - 1).ToString(CultureInfo.InvariantCulture);
        string negative = (-(BigInteger.One << bits)).ToString(CultureInfo.InvariantCulture);
        foreach (string each in (string[])[text, negative])
        {
            if (taken)
            {
                Assert.Equal(each, Assert.IsType<IntegerValue>(Arguments.ReadOne(Text(ArgumentType.Integer, each), "args")).Value.ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                Refuse(Text(ArgumentType.Integer, each));
            }
        }
    }

    [Fact]
    public void What_is_no_argument_is_refused_by_the_members_name()
    {
        ContractArgument?[] wrong =
        [
            null, new() { Type = ArgumentType.Integer }, Of(ArgumentType.Null, "1"), Of(ArgumentType.Integer, "1"), Text(ArgumentType.Integer, "+1"),
            Text(ArgumentType.Integer, " 1"), Text(ArgumentType.Integer, ""), Text(ArgumentType.Integer, "0x1"), Of(ArgumentType.Boolean, "\"true\""), Of(ArgumentType.Boolean, "1"),
            Text(ArgumentType.Bytes, "AQI"), Text(ArgumentType.Bytes, Convert.ToBase64String(new byte[WalletLimits.MaxArgumentBytes + 1])),
            Text(ArgumentType.String, new string('a', WalletLimits.MaxArgumentBytes + 1)), Text(ArgumentType.Hash160, AccountHash[2..]),
            Text(ArgumentType.Hash256, AccountHash), Text(ArgumentType.PublicKey, "02"), Text(ArgumentType.Signature, "AQID"),
            Of(ArgumentType.Array, "{}"), Of(ArgumentType.Array, "[1]"), Of(ArgumentType.Array, "[null]"), Of(ArgumentType.Array, """[{"type":"other"}]"""),
            Of(ArgumentType.Array, """[{"type":"null","more":1}]"""), Of(ArgumentType.Array, Nested(WalletLimits.MaxArguments + 1)),
            new() { Type = (ArgumentType)99, Value = JsonElement.Parse("\"a\"") },
        ];
        System.Array.ForEach(wrong, Refuse);
        Assert.IsType<ArrayValue>(Arguments.ReadOne(Of(ArgumentType.Array, Nested(WalletLimits.MaxArguments)), "args"));
        Assert.Throws<RequestException>(() => Arguments.Read([.. Enumerable.Repeat(Null(), WalletLimits.MaxArguments + 1)], "args"));
        Assert.Equal(WalletLimits.MaxArguments, Arguments.Read([.. Enumerable.Repeat(Null(), WalletLimits.MaxArguments)], "args").Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("_deploy")]
    [InlineData("a b")]
    [InlineData("é")]
    public void A_method_that_cannot_be_called_is_refused(string method) =>
        Assert.StartsWith("method ", Assert.Throws<RequestException>(() => Drafts.ScriptOf(Contract, method, null, assert: false)).Message, StringComparison.Ordinal);

    /// <summary>Our script is theirs, and our own analysis reads from it what was asked for.</summary>
    private static void Same(IReadOnlyList<ContractArgument> ours, TheirParameter[] theirs)
    {
        byte[] script = Drafts.ScriptOf(Contract, "method", ours, assert: false);
        using NeoReference::Neo.VM.ScriptBuilder builder = new();
        TheirHelper.EmitDynamicCall(builder, NeoReference::Neo.UInt160.Parse(Contract), "method", theirs);
        Assert.Equal(Convert.ToHexStringLower(builder.ToArray()), Convert.ToHexStringLower(script));
        ScriptAnalysis analysis = ScriptAnalysis.Of(script);
        Assert.True(analysis.Recognised, analysis.Reason);
        Assert.Equal(ours.Count, Assert.Single(analysis.Calls).Arguments.Count);
        Assert.False(analysis.Calls[0].Asserted);
        Assert.True(Assert.Single(ScriptAnalysis.Of(Drafts.ScriptOf(Contract, "method", ours, assert: true)).Calls).Asserted);
    }

    private static void Refuse(ContractArgument? argument) => Assert.StartsWith(
        "args ", Assert.Throws<RequestException>(() => Arguments.Read([argument!], "args")).Message, StringComparison.Ordinal);

    private static string Nested(int values) =>
        "[" + string.Join(',', Enumerable.Repeat("""{"type":"null"}""", values)) + "]";

    private static ContractArgument Null() => new() { Type = ArgumentType.Null };

    private static ContractArgument Of(ArgumentType type, string json) => new() { Type = type, Value = JsonElement.Parse(Encoding.UTF8.GetBytes(json)) };

    private static ContractArgument Text(ArgumentType type, string text) => Of(type, JsonSerializer.Serialize(text));

    private static TheirParameter Theirs(TheirParameterType type, object? value) => new() { Type = type, Value = value };

    private static TheirParameter Array(params TheirParameter[] items) => new() { Type = TheirParameterType.Array, Value = items.ToList() };
}
