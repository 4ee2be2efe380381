using System.Numerics;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Scripts;

public sealed class ScriptAnalysisTests
{
    [Fact]
    public void The_vector_is_one_asserted_transfer()
    {
        var analysis = ScriptAnalysis.Of(Convert.FromHexString(TransferVector.ScriptHex));
        Assert.True(analysis.Recognised);
        ContractCall call = Assert.Single(analysis.Calls);
        Assert.Equal((NativeContracts.Gas, "transfer", CallFlags.All, true), (call.Contract, call.Method, call.Flags, call.Asserted));
        TokenTransfer transfer = Assert.Single(analysis.Transfers);
        Assert.Equal((TransferVector.Sender, TransferVector.Receiver), (transfer.From, transfer.To));
        Assert.Equal(TransferVector.Amount, transfer.Amount);
        Assert.IsType<NullValue>(transfer.Data);
    }

    [Fact]
    public void Several_transfers_are_given_in_order()
    {
        var builder = new ScriptBuilder();
        for (int i = 0; i < 3; i++)
        {
            builder.Transfer(NativeContracts.Neo, TransferVector.Sender, TransferVector.Receiver, BigInteger.Pow(10, 20 * i));
        }

        var analysis = ScriptAnalysis.Of(builder.ToArray());
        Assert.True(analysis.Recognised);
        Assert.Equal([1, BigInteger.Pow(10, 20), BigInteger.Pow(10, 40)], analysis.Transfers.Select(t => t.Amount));
    }

    [Fact]
    public void A_call_whose_result_is_dropped_is_not_asserted()
    {
        var analysis = ScriptAnalysis.Of(Call().Emit(OpCode.DROP).ToArray());
        Assert.True(analysis.Recognised);
        Assert.False(Assert.Single(analysis.Calls).Asserted);
    }

    [Theory]
    [InlineData(OpCode.JMP, new byte[] { 2 })]
    [InlineData(OpCode.SWAP, new byte[0])]
    [InlineData(OpCode.SYSCALL, new byte[] { 1, 2, 3, 4 })]
    [InlineData(OpCode.CAT, new byte[0])]
    public void What_is_not_followed_ends_the_analysis_there(OpCode code, byte[] operand)
    {
        byte[] before = Call().Emit(OpCode.DROP).ToArray();
        var analysis = ScriptAnalysis.Of([.. before, (byte)code, .. operand, .. before]);
        Assert.False(analysis.Recognised);
        Assert.Equal(before.Length, analysis.StoppedAt);
        Assert.Single(analysis.Calls);
        Assert.NotEmpty(analysis.Reason!);
    }

    [Theory]
    [InlineData("45")] // DROP of nothing
    [InlineData("39")] // ASSERT of nothing
    [InlineData("0939")] // ASSERT of false
    [InlineData("0b39")] // ASSERT of null
    [InlineData("1039")] // ASSERT of 0
    [InlineData("11c0")] // PACK of one, and there is none
    [InlineData("0fc0")] // PACK of -1
    [InlineData("0bc0")] // PACK of null
    [InlineData("c21f0c015f0c14cf76e28bd0062c4a478ee35561011319f3cfa4d241627d5b52")] // method _
    [InlineData("c220110c01610c14cf76e28bd0062c4a478ee35561011319f3cfa4d241627d5b52")] // the arguments are 16
    [InlineData("c2200c01610c14cf76e28bd0062c4a478ee35561011319f3cfa4d241627d5b52")] // flags 16
    [InlineData("c21f0c01ff0c14cf76e28bd0062c4a478ee35561011319f3cfa4d241627d5b52")] // method that is no text
    [InlineData("c21f0c01610c13cf76e28bd0062c4a478ee35561011319f3cfa4d241627d5b52")] // a hash cut short
    public void What_the_machine_would_refuse_is_not_recognised(string hex)
    {
        var analysis = ScriptAnalysis.Of(Convert.FromHexString(hex));
        Assert.False(analysis.Recognised);
        Assert.Empty(analysis.Calls);
    }

    [Fact]
    public void Nothing_runs_behind_RET()
    {
        var analysis = ScriptAnalysis.Of([(byte)OpCode.RET, .. Call().ToArray(), 0xff]);
        Assert.True(analysis.Recognised);
        Assert.Empty(analysis.Calls);
    }

    [Theory]
    [InlineData(2048, true)]
    [InlineData(2049, false)]
    public void The_stack_has_2048_items(int items, bool recognised) =>
        Assert.Equal(recognised, ScriptAnalysis.Of([.. Enumerable.Repeat((byte)OpCode.PUSH1, items)]).Recognised);

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Arrays_stand_8_deep(int depth, bool recognised)
    {
        ScriptBuilder builder = new ScriptBuilder().Emit(OpCode.NEWARRAY0);
        for (int i = 1; i < depth; i++)
        {
            builder.Push(1).Emit(OpCode.PACK);
        }

        Assert.Equal(recognised, ScriptAnalysis.Of(builder.ToArray()).Recognised);
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void There_are_128_calls(int calls, bool recognised)
    {
        byte[] one = Call().Emit(OpCode.DROP).ToArray();
        var analysis = ScriptAnalysis.Of([.. Enumerable.Repeat(one, calls).SelectMany(bytes => bytes)]);
        Assert.Equal(recognised, analysis.Recognised);
        Assert.Equal(128, analysis.Calls.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_scripts_end_somewhere(int seed)
    {
        var random = new Random(seed);
        byte[] likely = [0x0b, 0x0c, 0x10, 0x11, 0x14, 0x1f, 0x21, 0x39, 0x41, 0x45, 0xbf, 0xc0, 0xc2, 0xc5];
        for (int i = 0; i < 3000; i++)
        {
            byte[] script = i % 2 == 0
                ? random.GetItems(likely, random.Next(300))
                : Mutated(random);
            var analysis = ScriptAnalysis.Of(script);
            Assert.InRange(analysis.StoppedAt, 0, script.Length);
            Assert.Equal(analysis.Recognised, analysis.StoppedAt == script.Length);
        }
    }

    [Fact]
    public void A_payment_that_is_a_negative_or_not_an_integer_is_no_transfer()
    {
        foreach (ScriptBuilder amount in (ScriptBuilder[])[Pushed(b => b.Push(-1)), Pushed(b => b.Push([1])), Pushed(b => b.Push(true))])
        {
            var analysis = ScriptAnalysis.Of(amount.Push(TransferVector.Receiver).Push(TransferVector.Sender)
                .Push(4).Emit(OpCode.PACK).Call(NativeContracts.Gas, "transfer", CallFlags.All).ToArray());
            Assert.Single(analysis.Calls);
            Assert.Empty(analysis.Transfers);
        }
    }

    private static ScriptBuilder Pushed(Func<ScriptBuilder, ScriptBuilder> amount) =>
        amount(new ScriptBuilder().Emit(OpCode.PUSHNULL));

    private static ScriptBuilder Call() =>
        new ScriptBuilder().Emit(OpCode.NEWARRAY0).Call(NativeContracts.Gas, "symbol", CallFlags.ReadOnly);

    private static byte[] Mutated(Random random)
    {
        byte[] script = Convert.FromHexString(TransferVector.ScriptHex);
        script[random.Next(script.Length)] = (byte)random.Next(256);
        return script;
    }
}
