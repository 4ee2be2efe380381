extern alias NeoReference;

using System.Text.Json.Nodes;
using NeoReference::Neo.Cryptography.ECC;
using NeoReference::Neo.Json;
using NeoReference::Neo.SmartContract;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;
using static NeoServiceLayer.Tests.Neo.Contexts.SampleContext;
using Ours = NeoServiceLayer.Neo.Contexts.ContractParametersContext;
using ProtocolSettings = NeoReference::Neo.ProtocolSettings;
using Theirs = NeoReference::Neo.SmartContract.ContractParametersContext;
using TheirTransaction = NeoReference::Neo.Network.P2P.Payloads.Transaction;

namespace NeoServiceLayer.Tests.Neo.Contexts;

/// <summary>Contexts, ours beside Neo.dll's: what one writes the other reads, completes, and accepts as witnesses.</summary>
public sealed class ContextReferenceTests
{
    private const long Gas = 10_00000000;

    [Fact]
    public void They_read_ours_and_accept_its_witnesses()
    {
        Ours context = Begin(TwoOfThree.ScriptHash, One.ScriptHash);
        context.Sign(TwoOfThree, Vectors.Keys[1]);
        Assert.False(Parse(context).Completed);
        context.Sign(TwoOfThree, Vectors.Keys[2]);
        context.Sign(One, Vectors.Keys[0]);

        Theirs theirs = Parse(context);
        Assert.True(theirs.Completed);
        var transaction = (TheirTransaction)theirs.Verifiable;
        transaction.Witnesses = theirs.GetWitnesses();
        Assert.Equal(context.ToSigned()!.ToBytes(), NeoReference::Neo.IO.Helper.ToArray(transaction));
        Assert.True(Accepts(transaction));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Text(context)), JsonNode.Parse(theirs.ToJson().ToString())), Text(context));

        // What they accept is the signatures, not the form.
        transaction.Nonce++;
        Assert.False(Accepts(transaction));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 0)]
    public void Each_goes_on_where_the_other_stopped(int first, int second)
    {
        // Theirs first.
        Ours begun = Begin(TwoOfThree.ScriptHash);
        Theirs theirs = Parse(begun);
        AddTheirs(theirs, TwoOfThree, Vectors.Keys[first]);
        Ours ours = Read(theirs.ToJson().ToString());
        ours.Sign(TwoOfThree, Vectors.Keys[second]);
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(ours.ToSigned()!, 0, NetworkMagic.MainNet));
        Assert.True(Accepts(Signed(Parse(ours))));

        // Ours first.
        begun.Sign(TwoOfThree, Vectors.Keys[first]);
        Theirs last = Parse(begun);
        AddTheirs(last, TwoOfThree, Vectors.Keys[second]);
        Assert.True(last.Completed);
        Ours read = Read(last.ToJson().ToString());
        Assert.Equal(read.ToSigned()!.ToBytes(), NeoReference::Neo.IO.Helper.ToArray(Signed(last)));
        Assert.True(Accepts(Signed(last)));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Text(read)), JsonNode.Parse(last.ToJson().ToString())));
    }

    [Fact]
    public void A_single_signature_of_theirs_is_read()
    {
        Theirs theirs = Parse(Begin(One.ScriptHash));
        AddTheirs(theirs, One, Vectors.Keys[0]);
        Ours ours = Read(theirs.ToJson().ToString());
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(ours.ToSigned()!, 0, NetworkMagic.MainNet));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Text(ours)), JsonNode.Parse(theirs.ToJson().ToString())));
    }

    private static Theirs Parse(Ours context) => Theirs.FromJson((JObject)JToken.Parse(Text(context))!, null);

    private static void AddTheirs(Theirs context, AccountContract contract, KeyVector vector)
    {
        using PrivateKey key = Vectors.Import(vector.Private);
        ECPoint point = ECPoint.Parse(vector.Public, ECCurve.Secp256r1);
        byte[] data = NeoReference::Neo.Network.P2P.Helper.GetSignData(context.Verifiable, NetworkMagic.MainNet);
        var theirs = new Contract
        {
            Script = contract.Script.ToArray(),
            ParameterList = [.. Enumerable.Repeat(ContractParameterType.Signature, contract.Required)],
        };
        byte[] signature = NeoReference::Neo.Cryptography.Crypto.Sign(data, Convert.FromHexString(vector.Private), point.EncodePoint(false)[1..]);
        Assert.True(context.AddSignature(theirs, point, signature));
    }

    private static TheirTransaction Signed(Theirs context)
    {
        var transaction = (TheirTransaction)context.Verifiable;
        transaction.Witnesses = context.GetWitnesses();
        return transaction;
    }

    // Runs the verification scripts in their machine, which knows the transaction and the network.
    private static bool Accepts(TheirTransaction transaction) => NeoReference::Neo.SmartContract.Helper.VerifyWitnesses(
        transaction, ProtocolSettings.Default with { Network = NetworkMagic.MainNet }, null, Gas);
}
