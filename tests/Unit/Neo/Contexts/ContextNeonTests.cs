using System.Text.Json;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;
using static NeoServiceLayer.Tests.Neo.Contexts.SampleContext;

namespace NeoServiceLayer.Tests.Neo.Contexts;

/// <summary>Our contexts, read and completed by neon-core 5.10.1.</summary>
public sealed class ContextNeonTests
{
    [Fact]
    public async Task Neon_verifies_what_we_signed_and_completes_it()
    {
        ContractParametersContext ours = Begin(TwoOfThree.ScriptHash, One.ScriptHash);
        ours.Sign(TwoOfThree, Vectors.Keys[0]);
        ours.Sign(One, Vectors.Keys[0]);
        JsonElement answer = await Neon.RunAsync(
            new { context = JsonElement.Parse(ours.ToBytes()), @private = Vectors.Keys[1].Private }, "context.js");

        Assert.Equal(ours.Transaction.Hash.ToString(), answer.GetProperty("hash").GetString());
        Assert.Equal([true, true], answer.GetProperty("verified").EnumerateArray().Select(each => each.GetBoolean()));

        ContractParametersContext theirs = Read(answer.GetProperty("context").GetRawText());
        Transaction signed = Transaction.Parse(answer.GetProperty("transaction").GetBytesFromBase64());
        Assert.Equal(theirs.ToSigned()!.ToBytes(), signed.ToBytes());
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(signed, 0, NetworkMagic.MainNet));
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(signed, 1, NetworkMagic.MainNet));
    }

    [Fact]
    public async Task Neon_says_what_does_not_hold()
    {
        ContractParametersContext ours = Begin(One.ScriptHash);
        ours.Sign(One, Vectors.Keys[0]);
        string other = Text(ours).Replace("860833102", "894710606", StringComparison.Ordinal);
        JsonElement answer = await Neon.RunAsync(
            new { context = JsonElement.Parse(other), @private = Vectors.Keys[1].Private }, "context.js");
        Assert.Equal([false], answer.GetProperty("verified").EnumerateArray().Select(each => each.GetBoolean()));
    }
}
