namespace NeoServiceLayer.Neo.Scripts;

/// <summary>One instruction of a script; a window on the script, so it lives no longer.</summary>
public readonly ref struct Instruction
{
    internal Instruction(int offset, OpCode code, ReadOnlySpan<byte> operand, int length)
    {
        Offset = offset;
        Code = code;
        Operand = operand;
        Length = length;
    }

    /// <summary>Where it begins in the script.</summary>
    public int Offset { get; }

    /// <summary>What it does.</summary>
    public OpCode Code { get; }

    /// <summary>Its operand, without the length that PUSHDATA puts before it.</summary>
    public ReadOnlySpan<byte> Operand { get; }

    /// <summary>All its bytes.</summary>
    public int Length { get; }
}
