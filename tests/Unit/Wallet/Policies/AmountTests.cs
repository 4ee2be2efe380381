using System.Globalization;
using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Neo.Scripts;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.Policies;

/// <summary>Amounts at the edges of integers, in every form in which a script can hold one.</summary>
public sealed class AmountTests
{
    private static readonly BigInteger[] Edges =
    [
        0, 1, 16, 17, 127, 128, 255, 256, 32767, 32768, int.MaxValue, (BigInteger)int.MaxValue + 1, long.MaxValue, BigInteger.Pow(2, 63),
        ulong.MaxValue, BigInteger.Pow(2, 64), BigInteger.Pow(2, 127), BigInteger.Pow(2, 254), PolicyText.MaxAmount - 1, PolicyText.MaxAmount,
    ];

    public static TheoryData<int> AllEdges => [.. Enumerable.Range(0, Edges.Length)];

    [Theory]
    [MemberData(nameof(AllEdges))]
    public void An_amount_is_allowed_up_to_its_limit_in_whatever_width_it_is_written(int index)
    {
        BigInteger amount = Edges[index];
        foreach (ScriptBuilder pushed in Forms(amount))
        {
            byte[] script = TransferOf(pushed);
            PolicyDecision decision = SamplePolicy.Judge(Limited(amount), script);
            Assert.Empty(decision.Codes());
            Assert.Equal(amount, decision.Sends[NativeContracts.Gas]);
            Assert.Equal(amount, MachineMoves.Of(script).From(SamplePolicy.Account)[NativeContracts.Gas]);
            if (!amount.IsZero)
            {
                Assert.Equal(["amountOverTransaction", "amountOverDay"], SamplePolicy.Judge(Limited(amount - 1), script).Codes());
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllEdges))]
    public void A_negative_amount_is_no_transfer_that_is_allowed(int index)
    {
        BigInteger amount = -Edges[index] - 1;
        foreach (ScriptBuilder pushed in Forms(amount))
        {
            Assert.Equal(["transferUnreadable"], SamplePolicy.Judge(Limited(PolicyText.MaxAmount), TransferOf(pushed)).Codes());
        }
    }

    [Theory]
    [MemberData(nameof(AllEdges))]
    public void An_amount_of_bytes_which_a_node_would_read_as_a_number_is_denied(int index)
    {
        byte[] bytes = Edges[index].ToByteArray();
        byte[] script = TransferOf(new ScriptBuilder().Push(bytes));
        Assert.Equal(Edges[index], MachineMoves.Of(script).From(SamplePolicy.Account)[NativeContracts.Gas]);
        Assert.Equal(["transferUnreadable"], SamplePolicy.Judge(Limited(PolicyText.MaxAmount), script).Codes());
    }

    [Fact]
    public void Amounts_of_other_types_and_accounts_of_other_lengths_are_denied()
    {
        WalletPolicy policy = Limited(PolicyText.MaxAmount);
        foreach (ScriptBuilder pushed in new[]
        {
            new ScriptBuilder().Push(true), new ScriptBuilder().Push(false), new ScriptBuilder().Emit(OpCode.PUSHNULL),
            new ScriptBuilder().Emit(OpCode.NEWARRAY0), new ScriptBuilder().Emit(OpCode.NEWSTRUCT0),
        })
        {
            Assert.Equal(["transferUnreadable"], SamplePolicy.Judge(policy, TransferOf(pushed)).Codes());
        }

        foreach (int length in new[] { 0, 19, 21, 33 })
        {
            byte[] script = new ScriptBuilder().Emit(OpCode.PUSHNULL).Push(1).Push(new byte[length]).Push(SamplePolicy.Account).Push(4).Emit(OpCode.PACK)
                .Call(NativeContracts.Gas, "transfer", CallFlags.All).ToArray();
            Assert.Equal(["transferUnreadable"], SamplePolicy.Judge(policy, script).Codes());
        }

        // An account that is written as a number of 20 bytes, as a node reads it.
        byte[] account = new byte[32];
        SamplePolicy.Receiver.CopyTo(account);
        byte[] number = new ScriptBuilder().Emit(OpCode.PUSHNULL).Push(1).Emit(OpCode.PUSHINT256, account).Push(SamplePolicy.Account).Push(4)
            .Emit(OpCode.PACK).Call(NativeContracts.Gas, "transfer", CallFlags.All).ToArray();
        Assert.Equal(["transferUnreadable"], SamplePolicy.Judge(policy, number).Codes());
    }

    [Fact]
    public void Other_numbers_of_arguments_are_no_transfer_of_an_asset()
    {
        for (int count = 0; count <= 6; count++)
        {
            ScriptBuilder script = new();
            for (int i = 0; i < count; i++)
            {
                script.Push(1);
            }

            byte[] call = script.Push(count).Emit(OpCode.PACK).Call(NativeContracts.Gas, "transfer", CallFlags.All).ToArray();
            Assert.Equal(["transferUnreadable"], SamplePolicy.Judge(Limited(1), call).Codes());
        }
    }

    [Fact]
    public void Sums_over_what_the_machine_counts_to_are_still_sums()
    {
        byte[] most = TransferOf(new ScriptBuilder().Push(PolicyText.MaxAmount));
        PolicyDecision decision = SamplePolicy.Judge(Limited(PolicyText.MaxAmount), [.. most, .. most, .. most]);
        Assert.Equal(PolicyText.MaxAmount * 3, decision.Sends[NativeContracts.Gas]);
        Assert.Equal(["amountOverTransaction", "amountOverDay"], decision.Codes());
    }

    /// <summary>A number as the shortest instruction, and as every longer one that holds it.</summary>
    private static IEnumerable<ScriptBuilder> Forms(BigInteger amount)
    {
        yield return new ScriptBuilder().Push(amount);
        for (int power = 0; power <= 5; power++)
        {
            byte[] operand = new byte[1 << power];
            if (amount.GetByteCount() <= operand.Length)
            {
                operand.AsSpan().Fill(amount.Sign < 0 ? byte.MaxValue : byte.MinValue);
                Assert.True(amount.TryWriteBytes(operand, out _));
                yield return new ScriptBuilder().Emit((OpCode)((int)OpCode.PUSHINT8 + power), operand);
            }
        }
    }

    private static byte[] TransferOf(ScriptBuilder amount) =>
    [
        .. new ScriptBuilder().Emit(OpCode.PUSHNULL).ToArray(), .. amount.ToArray(),
        .. new ScriptBuilder().Push(SamplePolicy.Receiver).Push(SamplePolicy.Account).Push(4).Emit(OpCode.PACK)
            .Call(NativeContracts.Gas, "transfer", CallFlags.All).Emit(OpCode.ASSERT).ToArray(),
    ];

    private static WalletPolicy Limited(BigInteger most)
    {
        string text = most.ToString(CultureInfo.InvariantCulture);
        return SamplePolicy.Vector with { Assets = [SamplePolicy.Gas with { MaxPerTransaction = text, MaxPerDay = text }] };
    }
}
