using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Scripts;

namespace NeoServiceLayer.Enclave.Wallet.Decoding;

/// <summary>A script as the answer shows it.</summary>
internal static class ScriptMapping
{
    /// <summary>An answer lists no more instructions.</summary>
    internal const int MaxInstructions = 1000;

    internal static DecodedScript From(ReadOnlySpan<byte> script, ScriptAnalysis analysis)
    {
        var instructions = new List<DecodedInstruction>();
        var reader = new ScriptReader(script);
        int? unreadableFrom = null;
        bool truncated = false;
        try
        {
            while (!truncated && reader.TryRead(out Instruction instruction))
            {
                truncated = instructions.Count == MaxInstructions;
                if (!truncated)
                {
                    instructions.Add(From(instruction));
                }
            }
        }
        catch (NeoFormatException unreadable)
        {
            unreadableFrom = unreadable.Offset;
        }

        return new DecodedScript
        {
            Base64 = Convert.ToBase64String(script),
            Instructions = instructions,
            Truncated = truncated,
            UnreadableFrom = unreadableFrom,
            Recognised = analysis.Recognised,
            Reason = analysis.Reason,
            UnrecognisedFrom = analysis.Recognised ? null : analysis.StoppedAt,
        };
    }

    private static DecodedInstruction From(in Instruction instruction) => new()
    {
        Offset = instruction.Offset,
        OpCode = instruction.Code.ToString(),
        Operand = instruction.Operand.IsEmpty ? null : Convert.ToHexStringLower(instruction.Operand),
        Syscall = instruction.Code == OpCode.SYSCALL ? Syscalls.Find(instruction.Operand) : null,
    };
}
