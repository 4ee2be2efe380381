using System.Numerics;
using System.Text;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.Policies;

/// <summary>Scripts that are made to deceive: each begins with a transfer that the policy allows, and is denied by name.</summary>
public sealed class DeceivingScriptTests
{
    private static readonly UInt160 Thief = new("thief thief thief 20"u8);

    [Fact]
    public void The_transfer_that_is_meant_is_allowed_and_its_figures_are_the_machine_s()
    {
        PolicyDecision decision = SamplePolicy.Judge(SamplePolicy.Vector, TransferVector.Unsigned());
        Assert.Empty(decision.Codes());
        Assert.Equal((BigInteger)TransferVector.Amount, decision.Sends[NativeContracts.Gas]);
        Assert.Equal(9977780 + 1232520, decision.Fees);
        Assert.Equal(MachineMoves.Of(TransferVector.Unsigned().Script.ToArray()).From(SamplePolicy.Account), decision.Sends);
    }

    [Fact]
    public void Every_instruction_that_is_not_straight_on_is_denied()
    {
        OpCode[] followed =
        [
            .. Enum.GetValues<OpCode>().Where(code => code <= OpCode.PUSHINT256 || code is >= OpCode.PUSHM1 and <= OpCode.PUSH16),
            OpCode.PUSHT, OpCode.PUSHF, OpCode.PUSHNULL, OpCode.PUSHDATA1, OpCode.PUSHDATA2, OpCode.PUSHDATA4, OpCode.NOP, OpCode.DROP,
            OpCode.RET, OpCode.ASSERT, OpCode.PACK, OpCode.PACKSTRUCT, OpCode.NEWARRAY0, OpCode.NEWSTRUCT0, OpCode.SYSCALL,
        ];
        OpCode[] others = [.. Enum.GetValues<OpCode>().Except(followed)];
        Assert.True(new[]
        {
            OpCode.JMP, OpCode.JMP_L, OpCode.JMPIF, OpCode.JMPIFNOT, OpCode.JMPEQ, OpCode.JMPLE_L, OpCode.CALL, OpCode.CALL_L, OpCode.CALLA,
            OpCode.CALLT, OpCode.TRY, OpCode.TRY_L, OpCode.ENDTRY, OpCode.ENDFINALLY, OpCode.THROW, OpCode.ABORT, OpCode.DUP, OpCode.ROLL,
            OpCode.CAT, OpCode.CONVERT, OpCode.SETITEM, OpCode.PUSHA,
        }.All(others.Contains));
        foreach (OpCode code in others)
        {
            byte[] script = new ScriptBuilder().Transfer().Emit(code, new byte[OpCodes.OperandSize(code)]).Transfer(1000, Thief).ToArray();
            PolicyDecision decision = SamplePolicy.Judge(SamplePolicy.Vector, script);
            Assert.True(decision.Codes() is ["scriptUnrecognised"], $"{code}: {string.Join(',', decision.Codes())}");
            Assert.Contains(code.ToString(), decision.Violations[0].Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Transfers_behind_jumps_calls_and_try_blocks_are_denied()
    {
        byte[] theft = new ScriptBuilder().Transfer(1000, Thief).ToArray();
        byte length = (byte)(theft.Length + 2);
        byte[][] scripts =
        [
            // A jump over a RET that seems to end the script.
            new ScriptBuilder().Transfer().Emit(OpCode.JMP, 3).Emit(OpCode.RET).Transfer(1000, Thief).ToArray(),
            new ScriptBuilder().Transfer().Push(true).Emit(OpCode.JMPIF, 3).Emit(OpCode.RET).Transfer(1000, Thief).ToArray(),
            new ScriptBuilder().Transfer().Emit(OpCode.CALL, 3).Emit(OpCode.RET).Transfer(1000, Thief).ToArray(),
            new ScriptBuilder().Transfer().Emit(OpCode.CALL_L, 6, 0, 0, 0).Emit(OpCode.RET).Transfer(1000, Thief).ToArray(),
            new ScriptBuilder().Transfer().Emit(OpCode.TRY, 3, length).Transfer(1000, Thief).Emit(OpCode.ENDTRY, 2).ToArray(),
            // A jump back into the operand of a push, where other instructions stand.
            new ScriptBuilder().Push(theft).Emit(OpCode.DROP).Transfer().Emit(OpCode.JMP, 0x80).ToArray(),
            new ScriptBuilder().Push(theft).Emit(OpCode.DROP).Emit(OpCode.PUSHA, 0, 0, 0, 0).Emit(OpCode.CALLA).ToArray(),
        ];
        Assert.All(scripts, script => Assert.Contains("scriptUnrecognised", SamplePolicy.Judge(SamplePolicy.Vector, script).Codes()));
    }

    [Fact]
    public void Every_service_but_a_contract_s_call_is_denied()
    {
        byte[] theft = new ScriptBuilder().Transfer(1000, Thief).ToArray();
        foreach (string name in Syscalls.All.Where(name => name != Syscalls.ContractCall))
        {
            byte[] script = new ScriptBuilder().Transfer().Emit(OpCode.NEWARRAY0).Push(15).Push(theft).Syscall(name).ToArray();
            PolicyDecision decision = SamplePolicy.Judge(SamplePolicy.Vector, script);
            Assert.Equal(["scriptUnrecognised"], decision.Codes());
            Assert.Contains(name, decision.Violations[0].Message, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["scriptUnrecognised"],
            SamplePolicy.Judge(SamplePolicy.Vector, new ScriptBuilder().Transfer().Emit(OpCode.SYSCALL, 1, 2, 3, 4).ToArray()).Codes());
    }

    [Fact]
    public void Code_behind_the_end_is_never_run_and_code_that_does_nothing_changes_nothing()
    {
        foreach (byte[] script in new[]
        {
            new ScriptBuilder().Transfer().Emit(OpCode.RET).Transfer(1000, Thief).ToArray(),
            new ScriptBuilder().Emit(OpCode.NOP).Push(7).Emit(OpCode.DROP).Transfer().Emit(OpCode.NOP).Emit(OpCode.NOP).ToArray(),
            new ScriptBuilder().Push(new ScriptBuilder().Transfer(1000, Thief).ToArray()).Transfer().ToArray(),
        })
        {
            PolicyDecision decision = SamplePolicy.Judge(SamplePolicy.Vector, script);
            Assert.Empty(decision.Codes());
            Assert.Equal(1, decision.Sends[NativeContracts.Gas]);
            Assert.Equal(MachineMoves.Of(script).From(SamplePolicy.Account), decision.Sends);
        }
    }

    [Fact]
    public void The_same_transfer_twice_counts_twice_and_one_whose_result_nobody_asserts_counts_whole()
    {
        byte[] script = new ScriptBuilder().Transfer(600_000_000).Transfer(600_000_000).ToArray();
        Assert.Equal(1_200_000_000, SamplePolicy.Judge(SamplePolicy.Vector, script).Sends[NativeContracts.Gas]);
        Assert.Equal(
            ["amountOverTransaction"], SamplePolicy.Judge(SamplePolicy.Vector, new ScriptBuilder().Transfer(617_283_946).Transfer(617_283_945).ToArray()).Codes());

        byte[] unasserted = new ScriptBuilder().Transfer(5).ToArray();
        foreach (OpCode code in new[] { OpCode.DROP, OpCode.NOP, OpCode.RET })
        {
            unasserted[^1] = (byte)code;
            PolicyDecision decision = SamplePolicy.Judge(SamplePolicy.Vector, unasserted);
            Assert.Empty(decision.Codes());
            Assert.Equal(5, decision.Sends[NativeContracts.Gas]);
        }
    }

    [Fact]
    public void An_account_that_differs_by_one_bit_is_no_recipient_and_a_contract_that_does_no_asset()
    {
        byte[] receiver = BytesOf(SamplePolicy.Receiver);
        byte[] gas = BytesOf(NativeContracts.Gas);
        for (int bit = 0; bit < UInt160.Length * 8; bit++)
        {
            Assert.Equal(
                ["recipientDenied"],
                SamplePolicy.Judge(SamplePolicy.Vector, new ScriptBuilder().Transfer(1, Flipped(receiver, bit)).ToArray()).Codes());
            Assert.Equal(
                ["assetDenied"],
                SamplePolicy.Judge(SamplePolicy.Vector, new ScriptBuilder().Transfer(1, asset: Flipped(gas, bit)).ToArray()).Codes());
        }
    }

    [Fact]
    public void A_method_s_name_is_its_very_bytes()
    {
        WalletPolicy policy = SamplePolicy.Vector with
        {
            Contracts = [new ContractRule { Contract = SamplePolicy.Router.ToString(), Methods = ["swap"] }],
        };
        Assert.Empty(SamplePolicy.Judge(policy, Call("swap")).Codes());
        foreach (string name in new[] { "Swap", "swap ", "swap\0", "ѕwap", "swap\u200b", "ｓwap", "sẃap", "swaps", "", "swapTokens", "balanceOf" })
        {
            Assert.Equal(["methodDenied"], SamplePolicy.Judge(policy, Call(name)).Codes());
        }

        // What is shown to people can be taken for no other name.
        Assert.Contains("d19577", SamplePolicy.Judge(policy, Call("ѕwap")).Violations[0].Message, StringComparison.Ordinal);
        Assert.All(SamplePolicy.Judge(policy, Call("ѕ\u202ewap")).Violations[0].Message, character => Assert.True(char.IsAscii(character)));

        // Overlong and cut UTF-8, which some would read as the same letters.
        foreach (byte[] bytes in new byte[][] { [0xf3, .. "wap"u8], [0xc1, 0xb3, .. "wap"u8], [.. "swap"u8, 0xd1] })
        {
            byte[] script = new ScriptBuilder().Emit(OpCode.NEWARRAY0).Push(15).Push(bytes).Push(SamplePolicy.Router).Syscall(Syscalls.ContractCall).ToArray();
            Assert.Equal(["scriptUnrecognised"], SamplePolicy.Judge(policy, script).Codes());
        }

        // A transfer under a look-alike's name is no transfer, and what it is nobody allowed.
        foreach (string name in new[] { "Transfer", "trаnsfer", "transfer\0" })
        {
            Assert.Equal(["contractDenied"], SamplePolicy.Judge(policy, new ScriptBuilder().Emit(OpCode.PUSHNULL).Push(1).Push(Thief).Push(SamplePolicy.Account)
                .Push(4).Emit(OpCode.PACK).Call(NativeContracts.Gas, name, CallFlags.All).ToArray()).Codes());
        }
    }

    [Fact]
    public void Other_contracts_methods_and_flags_are_denied_where_they_are_not_named()
    {
        Assert.Equal(["contractDenied"], SamplePolicy.Judge(SamplePolicy.Vector, Call("swap")).Codes());
        Assert.Equal(
            ["contractDenied"],
            SamplePolicy.Judge(SamplePolicy.Vector, new ScriptBuilder().Emit(OpCode.NEWARRAY0).Call(NativeContracts.Neo, "vote", CallFlags.All).ToArray()).Codes());

        // A contract that may be called is no token for that, nor a token a contract that may be called.
        WalletPolicy policy = SamplePolicy.Vector with
        {
            Contracts =
            [
                new ContractRule { Contract = SamplePolicy.Router.ToString(), Methods = ["swap", "transfer"], CallFlags = [PolicyCallFlag.ReadStates, PolicyCallFlag.AllowCall] },
            ],
        };
        Assert.Equal(["assetDenied"], SamplePolicy.Judge(policy, new ScriptBuilder().Transfer(asset: SamplePolicy.Router).ToArray()).Codes());
        for (CallFlags flags = CallFlags.None; flags <= CallFlags.All; flags++)
        {
            string[] expected = (flags & ~CallFlags.ReadOnly) == 0 ? [] : ["callFlagsDenied"];
            Assert.Equal(expected, SamplePolicy.Judge(policy, Call("swap", flags)).Codes());
        }
    }

    [Fact]
    public void What_an_earlier_call_gives_is_no_argument_however_deep_it_is()
    {
        WalletPolicy policy = SamplePolicy.Vector with
        {
            Assets = [SamplePolicy.Gas with { AllowData = true }],
            Contracts = [new ContractRule { Contract = SamplePolicy.Router.ToString(), Methods = ["swap"] }],
        };
        ScriptBuilder Given() => new ScriptBuilder().Emit(OpCode.NEWARRAY0).Call(SamplePolicy.Router, "swap", CallFlags.All);
        ScriptBuilder Sent(ScriptBuilder script) => script.Push(1).Push(SamplePolicy.Receiver).Push(SamplePolicy.Account).Push(4).Emit(OpCode.PACK)
            .Call(NativeContracts.Gas, "transfer", CallFlags.All).Emit(OpCode.ASSERT);
        Assert.Empty(SamplePolicy.Judge(policy, Sent(new ScriptBuilder().Push("memo"))
            .ToArray()).Codes());
        Assert.Equal(["resultAsArgument"], SamplePolicy.Judge(policy, Sent(Given()).ToArray()).Codes());
        Assert.Equal(["resultAsArgument"], SamplePolicy.Judge(policy, Sent(Given().Push(1).Emit(OpCode.PACK).Push(1).Emit(OpCode.PACKSTRUCT)).ToArray()).Codes());

        // As the amount, the arguments, the target and the method.
        byte[] amount = new ScriptBuilder().Emit(OpCode.PUSHNULL).Emit(OpCode.NEWARRAY0).Call(SamplePolicy.Router, "swap", CallFlags.All)
            .Push(SamplePolicy.Receiver).Push(SamplePolicy.Account).Push(4).Emit(OpCode.PACK).Call(NativeContracts.Gas, "transfer", CallFlags.All).ToArray();
        Assert.Equal(["resultAsArgument", "transferUnreadable"], SamplePolicy.Judge(policy, amount).Codes());
        Assert.Equal(["scriptUnrecognised"], SamplePolicy.Judge(policy, Given().Push(15).Push("transfer").Push(NativeContracts.Gas)
            .Syscall(Syscalls.ContractCall).ToArray()).Codes());
    }

    [Fact]
    public void Data_for_a_receiver_are_denied_unless_they_are_named()
    {
        byte[] script = new ScriptBuilder().Push("data").Push(1).Push(SamplePolicy.Receiver).Push(SamplePolicy.Account).Push(4).Emit(OpCode.PACK)
            .Call(NativeContracts.Gas, "transfer", CallFlags.All).Emit(OpCode.ASSERT).ToArray();
        Assert.Equal(["dataDenied"], SamplePolicy.Judge(SamplePolicy.Vector, script).Codes());
        Assert.Empty(SamplePolicy.Judge(SamplePolicy.Vector with { Assets = [SamplePolicy.Gas with { AllowData = true }] }, script).Codes());
    }

    [Fact]
    public void Another_account_s_tokens_are_not_the_wallet_s()
    {
        PolicyDecision decision = SamplePolicy.Judge(
            SamplePolicy.Vector, new ScriptBuilder().Transfer(NativeContracts.Gas, Thief, Thief, BigInteger.Pow(10, 30)).ToArray());
        Assert.Empty(decision.Codes());
        Assert.Empty(decision.Sends);

        // Of a token that nobody named it is a call of an unknown contract, which sees the wallet's witness.
        Assert.Equal(
            ["assetDenied"], SamplePolicy.Judge(SamplePolicy.Vector, new ScriptBuilder().Transfer(SamplePolicy.Token, Thief, Thief, 1).ToArray()).Codes());
    }

    private static byte[] Call(string method, CallFlags flags = CallFlags.All) =>
        new ScriptBuilder().Emit(OpCode.NEWARRAY0).Push((int)flags).Push(Encoding.UTF8.GetBytes(method)).Push(SamplePolicy.Router)
            .Syscall(Syscalls.ContractCall).ToArray();

    private static byte[] BytesOf(UInt160 hash)
    {
        byte[] bytes = new byte[UInt160.Length];
        hash.CopyTo(bytes);
        return bytes;
    }

    private static UInt160 Flipped(byte[] bytes, int bit)
    {
        byte[] other = [.. bytes];
        other[bit / 8] ^= (byte)(1 << (bit % 8));
        return new UInt160(other);
    }
}
