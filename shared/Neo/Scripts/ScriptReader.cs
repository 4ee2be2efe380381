using System.Buffers.Binary;

namespace NeoServiceLayer.Neo.Scripts;

/// <summary>
/// Reads a script's instructions in the order in which they stand. A script may jump over bytes that are none: what comes
/// after the first byte that cannot be read is unknown, not wrong.
/// </summary>
public ref struct ScriptReader(ReadOnlySpan<byte> script)
{
    private readonly ReadOnlySpan<byte> script = script;

    /// <summary>Where the next instruction begins.</summary>
    public int Offset { get; private set; }

    /// <summary>Reads the next instruction. False at the script's end.</summary>
    /// <exception cref="NeoFormatException">The byte is no instruction, or its operand is cut off.</exception>
    public bool TryRead(out Instruction instruction)
    {
        instruction = default;
        if (Offset == script.Length)
        {
            return false;
        }

        byte value = script[Offset];
        if (!OpCodes.IsDefined(value))
        {
            throw new NeoFormatException($"0x{value:x2} is no instruction", Offset);
        }

        var code = (OpCode)value;
        ReadOnlySpan<byte> rest = script[(Offset + 1)..];
        int prefix = OpCodes.LengthPrefix(code);
        if (prefix > rest.Length)
        {
            throw new NeoFormatException($"{code}: its operand's length is cut off", Offset);
        }

        uint size = prefix switch
        {
            1 => rest[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(rest),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(rest),
            _ => (uint)OpCodes.OperandSize(code),
        };
        if (size > (uint)(rest.Length - prefix))
        {
            throw new NeoFormatException($"{code}: its operand of {size} bytes is cut off", Offset);
        }

        int length = 1 + prefix + (int)size;
        instruction = new Instruction(Offset, code, rest.Slice(prefix, (int)size), length);
        Offset += length;
        return true;
    }
}
