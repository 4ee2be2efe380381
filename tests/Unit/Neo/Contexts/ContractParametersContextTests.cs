using System.Text.Json.Nodes;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;
using static NeoServiceLayer.Tests.Neo.Contexts.SampleContext;

namespace NeoServiceLayer.Tests.Neo.Contexts;

public sealed class ContractParametersContextTests
{
    // Two of three signatures of the multi-signature account, the first signer's, and a deployed contract.
    private static readonly ContractParametersContext Full = MakeFull();
    private static readonly string FullText = Text(Full);

    [Fact]
    public void The_transfer_vector_is_written_as_neo_cli_writes_it()
    {
        ContractParametersContext context = new(TransferVector.Unsigned(), NetworkMagic.MainNet);
        context.Sign(One, Vectors.Keys[0]);
        string signature = Convert.ToBase64String(context.WitnessOf(One.ScriptHash)!.Invocation.Span[2..]);
        string script = Convert.ToBase64String(One.Script.Span);
        string data = Convert.ToBase64String(TransferVector.Unsigned().ToUnsignedBytes());
        Assert.Equal(
            "{\"type\":\"Neo.Network.P2P.Payloads.Transaction\",\"hash\":\"" + TransferVector.HashText + "\",\"data\":\"" + data
            + "\",\"items\":{\"" + Vectors.Keys[0].ScriptHash + "\":{\"script\":\"" + script
            + "\",\"parameters\":[{\"type\":\"Signature\",\"value\":\"" + signature + "\"}],\"signatures\":{\"" + Vectors.Keys[0].Public
            + "\":\"" + signature + "\"}}},\"network\":860833102}",
            Text(context));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        ContractParametersContext read = Read(FullText);
        Assert.Equal(FullText, Text(read));
        Assert.Equal(Full.Transaction.Hash, read.Transaction.Hash);
        Assert.Equal(Full.SignedData.ToArray(), read.SignedData.ToArray());
        Assert.Equal(Full.ToSigned()!.ToBytes(), read.ToSigned()!.ToBytes());
    }

    [Fact]
    public void Witnesses_hold_and_stand_in_the_signers_order()
    {
        Transaction signed = Full.ToSigned()!;
        Assert.Equal(
            [WitnessFinding.Valid, WitnessFinding.Valid, WitnessFinding.DeployedContract],
            Enumerable.Range(0, 3).Select(i => WitnessCheck.Of(signed, i, NetworkMagic.MainNet)));
        Assert.Equal(One.Script.ToArray(), signed.Witnesses[1].Verification.ToArray());
        Assert.Equal(Full.Transaction.Hash, Transaction.Parse(signed.ToBytes()).Hash);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 2)]
    [InlineData(2, 0)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Any_two_of_three_keys_sign_in_any_order(int first, int second)
    {
        ContractParametersContext context = Begin(TwoOfThree.ScriptHash);
        Assert.Equal((2, null), (context.Missing(TwoOfThree), context.ToSigned()));
        context.Sign(TwoOfThree, Vectors.Keys[first]);
        Assert.Equal((1, null), (context.Missing(TwoOfThree), context.WitnessOf(TwoOfThree.ScriptHash)));

        ContractParametersContext handed = Read(Text(context));
        Assert.True(handed.HasSignature(TwoOfThree.ScriptHash, Vectors.Public(Vectors.Keys[first].Public)));
        handed.Sign(TwoOfThree, Vectors.Keys[second]);
        Assert.Equal(0, handed.Missing(TwoOfThree));
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(handed.ToSigned()!, 0, NetworkMagic.MainNet));
    }

    [Fact]
    public void Only_a_signature_that_is_wanted_is_added()
    {
        ContractParametersContext context = Begin(TwoOfThree.ScriptHash);
        byte[] signature = SigningKey.One.Sign(context.SignedData);
        Assert.False(context.TryAdd(One, SigningKey.One.Public, signature));
        Assert.True(context.TryAdd(TwoOfThree, SigningKey.One.Public, signature));
        Assert.False(context.TryAdd(TwoOfThree, SigningKey.One.Public, signature));
        Assert.Throws<ArgumentException>(() => context.TryAdd(TwoOfThree, SigningKey.Two.Public, signature));
        Assert.True(context.TryAdd(TwoOfThree, SigningKey.Two.Public, SigningKey.Two.Sign(context.SignedData)));
        Assert.False(context.TryAdd(TwoOfThree, SigningKey.Three.Public, SigningKey.Three.Sign(context.SignedData)));
        using PrivateKey stranger = PrivateKey.Create();
        Assert.False(Begin(TwoOfThree.ScriptHash).TrySign(TwoOfThree, stranger));
    }

    [Fact]
    public void A_signature_for_another_network_does_not_hold()
    {
        ContractParametersContext other = new(TransactionOf(One.ScriptHash), NetworkMagic.TestNet);
        byte[] signature = SigningKey.One.Sign(other.SignedData);
        Assert.Throws<ArgumentException>(() => Begin(One.ScriptHash).TryAdd(One, SigningKey.One.Public, signature));
        Assert.True(other.TryAdd(One, SigningKey.One.Public, signature));
        AssertRefused("signature", Text(other).Replace("894710606", "860833102", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_knows_the_script_is_not_told_that_the_account_is_a_contract()
    {
        JsonObject json = JsonNode.Parse(Text(Begin(One.ScriptHash)))!.AsObject();
        json["items"]![One.ScriptHash.ToString()] = new JsonObject { ["script"] = null, ["parameters"] = new JsonArray(), ["signatures"] = new JsonObject() };
        ContractParametersContext context = Read(json.ToJsonString());
        context.Sign(One, Vectors.Keys[0]);
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(context.ToSigned()!, 0, NetworkMagic.MainNet));
    }

    [Fact]
    public void Values_without_signatures_are_signatures()
    {
        JsonNode json = JsonNode.Parse(FullText)!;
        json["items"]![TwoOfThree.ScriptHash.ToString()]!["signatures"] = new JsonObject();
        json["items"]![One.ScriptHash.ToString()]!["signatures"] = new JsonObject();
        Assert.Equal(FullText, Text(Read(json.ToJsonString())));
    }

    [Fact]
    public void Signatures_without_values_are_enough()
    {
        JsonNode json = JsonNode.Parse(FullText)!;
        foreach (JsonNode? parameter in json["items"]![TwoOfThree.ScriptHash.ToString()]!["parameters"]!.AsArray())
        {
            parameter!["value"] = null;
        }

        Assert.Equal(FullText, Text(Read(json.ToJsonString())));
    }

    [Fact]
    public void A_hash_may_be_absent_and_hashes_may_stand_without_0x()
    {
        JsonObject json = JsonNode.Parse(FullText)!.AsObject();
        json.Remove("hash");
        Assert.Equal(FullText, Text(Read(json.ToJsonString())));
        Assert.Equal(FullText, Text(Read(FullText.Replace("\"0x", "\"", StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_changed_bit_of_a_signature_is_refused()
    {
        ContractParametersContext context = Begin(TwoOfThree.ScriptHash);
        context.Sign(TwoOfThree, Vectors.Keys[1]);
        string text = Text(context);
        string signature = JsonNode.Parse(text)!["items"]![TwoOfThree.ScriptHash.ToString()]!["signatures"]![Vectors.Keys[1].Public]!.GetValue<string>();
        for (int bit = 0; bit < 512; bit += 5)
        {
            byte[] changed = Convert.FromBase64String(signature);
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused("does not hold", text.Replace(signature, Convert.ToBase64String(changed), StringComparison.Ordinal));
        }
    }

    public static TheoryData<string, string, string> Wrong { get; } = new()
    {
        { "Payloads.Transaction\"", "Payloads.Block\"", "type" },
        { "\"type\":\"Neo", "\"types\":\"Neo", "members" },
        { "\"type\":\"Signature\"", "\"type\":\"ByteArray\"", "parameters" },
        { "\"hash\":\"0x", "\"hash\":\"0x00", "hash" },
        { "\"hash\":\"0x", "\"hash\":\"1x", "hash" },
        { "\"data\":\"A", "\"data\":\"B", "data" },
        { "\"data\":\"A", "\"data\":\"!", "members" },
        { "\"items\":{", "\"items\":{\"0x\":null,", "items" },
        { "\"items\":{", "\"items\":{\"" + "0x04decc9e65ace86fb48e8e7ff22b4300a467a90d" + "\":{\"script\":null,\"parameters\":[],\"signatures\":{}},", "items" },
        { "\"items\":{", "\"items\":[],\"more\":{", "members" },
        { "{\"script\":null,\"parameters\":[],\"signatures\":{}}", "null", "items" },
        { "\"parameters\":[]", "\"parameters\":[null]", "items" },
        { "\"parameters\":[]", "\"parameters\":null", "members" },
        { "\"parameters\":[]", "\"parameters\":[{\"type\":\"Signature\"}]", "parameters" },
        { "\"signatures\":{}", "\"signatures\":{\"031d8e1630ce640966967bc6d95223d21f44304133003140c3b52004dc981349c9\":\"AA==\"}", "more signatures" },
        { "\"signatures\":{}", "\"signatures\":null", "members" },
        { "\"network\":860833102", "\"network\":-1", "members" },
        { "\"network\":860833102", "\"network\":4294967296", "members" },
        { "\"network\":860833102", "\"network\":\"860833102\"", "members" },
        { "\"network\":860833102", "\"network\":860833102,\"network\":860833102", "members" },
        { "\"network\":860833102", "\"network\":860833102,\"more\":1", "members" },
        { ",\"network\":860833102", "", "members" },
        { "\"network\":860833102", "\"network\":860833103", "does not hold" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void One_thing_wrong_is_refused(string right, string wrong, string named)
    {
        int at = FullText.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, right);
        AssertRefused(named, FullText[..at] + wrong + FullText[(at + right.Length)..]);
    }

    [Fact]
    public void Scripts_and_signatures_that_do_not_belong_together_are_refused()
    {
        AssertRefused("another account", Changed(One, "script", Convert.ToBase64String(Two.Script.Span)));
        AssertRefused("neither", Changed(One, "script", "QQ=="));
        AssertRefused("parameters", Changed(One, "script", null));
        JsonNode signatures = JsonNode.Parse(FullText)!["items"]![TwoOfThree.ScriptHash.ToString()]!["signatures"]!;
        (string key, string signature) = signatures.AsObject().Select(each => (each.Key, each.Value!.GetValue<string>())).First();
        AssertRefused("no key", Changed(TwoOfThree, "signatures", new JsonObject { ["02" + new string('0', 64)] = signature }));
        AssertRefused("no key", Changed(TwoOfThree, "signatures", new JsonObject { ["zz"] = signature }));
        using PrivateKey stranger = PrivateKey.Create();
        AssertRefused("no key", Changed(TwoOfThree, "signatures", new JsonObject { [stranger.PublicKey.ToString()] = signature }));
        AssertRefused("no key", Changed(TwoOfThree, "signatures", new JsonObject { [key] = signature, [key.ToUpperInvariant()] = signature }));
        AssertRefused("null", Changed(TwoOfThree, "signatures", new JsonObject { [key] = null }));
        AssertRefused("more signatures", Changed(
            TwoOfThree, "signatures", new JsonObject { ["a"] = "AA==", ["b"] = "AA==", ["c"] = "AA==" }));

        // Values in the keys' own order, one alone, and one that is nobody's.
        JsonArray values = JsonNode.Parse(FullText)!["items"]![TwoOfThree.ScriptHash.ToString()]!["parameters"]!.AsArray();
        AssertRefused("opposite order", Changed(TwoOfThree, "parameters", new JsonArray(values[1]!.DeepClone(), values[0]!.DeepClone())));
        AssertRefused("opposite order", Changed(
            TwoOfThree, "parameters", new JsonArray(values[0]!.DeepClone(), new JsonObject { ["type"] = "Signature" })));
        AssertRefused("opposite order", Changed(
            TwoOfThree, "parameters", new JsonArray(values[0]!.DeepClone(), new JsonObject { ["type"] = "Signature", ["value"] = "AA==" })));
    }

    [Fact]
    public void A_script_hash_stands_once()
    {
        string twice = FullText.Replace(
            "\"items\":{",
            "\"items\":{\"" + Deployed.ToString()[2..] + "\":{\"script\":null,\"parameters\":[],\"signatures\":{}},",
            StringComparison.Ordinal);
        AssertRefused("twice", twice);
    }

    [Fact]
    public void Witnesses_do_not_belong_into_data()
    {
        string signed = Convert.ToBase64String(Full.ToSigned()!.ToBytes());
        string unsigned = Convert.ToBase64String(Full.Transaction.ToUnsignedBytes());
        AssertRefused("witnesses", FullText.Replace(unsigned, signed, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => new ContractParametersContext(Full.ToSigned()!, NetworkMagic.MainNet));
    }

    [Fact]
    public void What_is_no_context_at_all_is_refused()
    {
        string[] hostile =
        [
            "", "null", "[]", "{}", "1", "\"\"", new string('[', 100_000), "{\"type\":null}", new string(' ', ContractParametersContext.MaxLength + 1),
        ];
        Assert.All(hostile, text => Assert.Throws<NeoFormatException>(() => Read(text)));
        for (int length = 0; length < FullText.Length; length += 3)
        {
            Assert.Throws<NeoFormatException>(() => Read(FullText[..length]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Changed_bytes_are_refused_or_mean_the_same(int seed)
    {
        Random random = new(seed);
        byte[] original = Full.ToBytes();
        for (int i = 0; i < 1_000; i++)
        {
            byte[] bytes = [.. original];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                Assert.Equal(FullText, Text(ContractParametersContext.Read(bytes)));
            }
            catch (NeoFormatException)
            {
                // Refused.
            }
        }
    }

    [Fact]
    public void The_largest_context_is_read()
    {
        PrivateKey[] keys = [.. Enumerable.Range(0, VerificationScript.MaxKeys).Select(_ => PrivateKey.Create())];
        AccountContract contract = AccountContract.Multi(keys.Length, [.. keys.Select(key => key.PublicKey)]);
        ContractParametersContext context = Begin(contract.ScriptHash);
        Array.ForEach(keys, key => Assert.True(context.TrySign(contract, key)));
        ContractParametersContext read = ContractParametersContext.Read(context.ToBytes());
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(
            new Transaction
            {
                Nonce = read.Transaction.Nonce,
                SystemFee = read.Transaction.SystemFee,
                NetworkFee = read.Transaction.NetworkFee,
                ValidUntilBlock = read.Transaction.ValidUntilBlock,
                Signers = read.Transaction.Signers,
                Script = read.Transaction.Script,
                Witnesses = [read.WitnessOf(contract.ScriptHash)!],
            },
            0,
            NetworkMagic.MainNet));
        int largest = ((Transaction.MaxSize * 4 / 3) + 4) + (16 * (context.ToBytes().Length - (context.Transaction.ToUnsignedBytes().Length * 4 / 3)));
        Assert.InRange(largest, 0, ContractParametersContext.MaxLength);
        Array.ForEach(keys, key => key.Dispose());
    }

    private static ContractParametersContext MakeFull()
    {
        string deployed = "\"items\":{\"" + Deployed + "\":{\"script\":null,\"parameters\":[],\"signatures\":{}}";
        ContractParametersContext context = Read(
            Text(Begin(TwoOfThree.ScriptHash, One.ScriptHash, Deployed)).Replace("\"items\":{", deployed, StringComparison.Ordinal));
        context.Sign(One, Vectors.Keys[0]);
        context.Sign(TwoOfThree, Vectors.Keys[2]);
        context.Sign(TwoOfThree, Vectors.Keys[0]);
        return context;
    }

    private static string Changed(AccountContract contract, string member, JsonNode? value)
    {
        JsonNode json = JsonNode.Parse(FullText)!;
        json["items"]![contract.ScriptHash.ToString()]![member] = value;
        return json.ToJsonString();
    }

    private static void AssertRefused(string named, string json)
    {
        NeoFormatException refused = Assert.Throws<NeoFormatException>(() => Read(json));
        Assert.Contains(named, refused.Reason, StringComparison.Ordinal);
    }
}
