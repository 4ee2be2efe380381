using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Scripts;

public sealed class ScriptReaderTests
{
    [Fact]
    public void The_vector_reads_as_its_instructions() => Assert.Equal(
        [
            OpCode.PUSHNULL, OpCode.PUSHINT32, OpCode.PUSHDATA1, OpCode.PUSHDATA1, OpCode.PUSH4, OpCode.PACK,
            OpCode.PUSH15, OpCode.PUSHDATA1, OpCode.PUSHDATA1, OpCode.SYSCALL, OpCode.ASSERT,
        ],
        Read(Convert.FromHexString(TransferVector.ScriptHex)));

    [Fact]
    public void There_are_196_instructions() =>
        Assert.Equal(196, Enumerable.Range(0, 256).Count(value => OpCodes.IsDefined((byte)value)));

    [Fact]
    public void Each_instruction_reads_with_its_whole_operand_and_not_with_a_byte_less()
    {
        for (int value = 0; value <= byte.MaxValue; value++)
        {
            if (!OpCodes.IsDefined((byte)value))
            {
                Assert.Equal(1, Refused([(byte)OpCode.NOP, (byte)value]).Offset);
                continue;
            }

            var code = (OpCode)value;
            int length = 1 + OpCodes.LengthPrefix(code) + OpCodes.OperandSize(code);
            var script = new byte[1 + length];
            script[0] = (byte)OpCode.NOP;
            script[1] = (byte)value;
            Assert.Equal([OpCode.NOP, code], Read(script));
            for (int cut = 2; cut < script.Length; cut++)
            {
                Assert.Equal(1, Refused(script[..cut]).Offset);
            }
        }
    }

    [Theory]
    [InlineData("0c02aa")]
    [InlineData("0d0200aa")]
    [InlineData("0e02000000aa")]
    [InlineData("0effffffff")]
    [InlineData("0e00000080")]
    public void Data_that_is_cut_off_is_refused(string hex) => Assert.Equal(0, Refused(Convert.FromHexString(hex)).Offset);

    [Theory]
    [InlineData("0c02aabb")]
    [InlineData("0d0200aabb")]
    [InlineData("0e02000000aabb")]
    public void Data_is_given_without_its_length(string hex)
    {
        var reader = new ScriptReader(Convert.FromHexString(hex));
        Assert.True(reader.TryRead(out Instruction instruction));
        Assert.Equal<byte>([0xaa, 0xbb], instruction.Operand.ToArray());
        Assert.Equal(hex.Length / 2, instruction.Length);
        Assert.False(reader.TryRead(out _));
    }

    private static NeoFormatException Refused(byte[] script) => Assert.Throws<NeoFormatException>(() => Read(script));

    private static List<OpCode> Read(byte[] script)
    {
        var reader = new ScriptReader(script);
        var codes = new List<OpCode>();
        while (reader.TryRead(out Instruction instruction))
        {
            codes.Add(instruction.Code);
        }

        return codes;
    }
}
