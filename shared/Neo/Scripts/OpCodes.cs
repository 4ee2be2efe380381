namespace NeoServiceLayer.Neo.Scripts;

/// <summary>Which bytes are instructions, and how long their operands are.</summary>
public static class OpCodes
{
    private static readonly bool[] Defined = ReadDefined();

    /// <summary>Whether the byte is an instruction.</summary>
    public static bool IsDefined(byte value) => Defined[value];

    /// <summary>How many bytes before the operand say its length: 1, 2 or 4 with PUSHDATA, otherwise 0.</summary>
    public static int LengthPrefix(OpCode code) => code switch
    {
        OpCode.PUSHDATA1 => 1,
        OpCode.PUSHDATA2 => 2,
        OpCode.PUSHDATA4 => 4,
        _ => 0,
    };

    /// <summary>How many bytes of operand an instruction has; 0 with PUSHDATA, whose operand says its own length.</summary>
    public static int OperandSize(OpCode code) => code switch
    {
        OpCode.PUSHINT8 or OpCode.JMP or OpCode.JMPIF or OpCode.JMPIFNOT or OpCode.JMPEQ or OpCode.JMPNE
            or OpCode.JMPGT or OpCode.JMPGE or OpCode.JMPLT or OpCode.JMPLE or OpCode.CALL or OpCode.ENDTRY
            or OpCode.INITSSLOT or OpCode.LDSFLD or OpCode.STSFLD or OpCode.LDLOC or OpCode.STLOC or OpCode.LDARG
            or OpCode.STARG or OpCode.NEWARRAY_T or OpCode.ISTYPE or OpCode.CONVERT => 1,
        OpCode.PUSHINT16 or OpCode.CALLT or OpCode.TRY or OpCode.INITSLOT => 2,
        OpCode.PUSHINT32 or OpCode.PUSHA or OpCode.JMP_L or OpCode.JMPIF_L or OpCode.JMPIFNOT_L
            or OpCode.JMPEQ_L or OpCode.JMPNE_L or OpCode.JMPGT_L or OpCode.JMPGE_L or OpCode.JMPLT_L or OpCode.JMPLE_L
            or OpCode.CALL_L or OpCode.ENDTRY_L or OpCode.SYSCALL => 4,
        OpCode.PUSHINT64 or OpCode.TRY_L => 8,
        OpCode.PUSHINT128 => 16,
        OpCode.PUSHINT256 => 32,
        _ => 0,
    };

    private static bool[] ReadDefined()
    {
        var defined = new bool[byte.MaxValue + 1];
        foreach (OpCode code in Enum.GetValues<OpCode>())
        {
            defined[(int)code] = true;
        }

        return defined;
    }
}
