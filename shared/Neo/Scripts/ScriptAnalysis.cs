namespace NeoServiceLayer.Neo.Scripts;

/// <summary>
/// What a script asks for, as far as its bytes alone say so: the calls of contracts that it makes, one after the other,
/// with arguments that are constants. It holds for straight-line scripts; anything else ends the analysis there. It says
/// what is asked, not what comes of it: every call may fail, and a contract's method does what that contract says.
/// </summary>
public sealed class ScriptAnalysis
{
    private ScriptAnalysis(IReadOnlyList<ContractCall> calls, string? reason, int stoppedAt)
    {
        Calls = calls;
        Transfers = ReadTransfers(calls);
        Reason = reason;
        StoppedAt = stoppedAt;
    }

    /// <summary>The calls, in order; complete only when the script is recognised.</summary>
    public IReadOnlyList<ContractCall> Calls { get; }

    /// <summary>Those of the calls that have the shape of a token transfer.</summary>
    public IReadOnlyList<TokenTransfer> Transfers { get; }

    /// <summary>Whether the calls are all that the script does.</summary>
    public bool Recognised => Reason is null;

    /// <summary>Why the script is not recognised, or null.</summary>
    public string? Reason { get; }

    /// <summary>Where the analysis ended: the offset of the instruction that it could not follow, or the script's length.</summary>
    public int StoppedAt { get; }

    /// <summary>Analyses a script. Time and memory grow with its length only.</summary>
    public static ScriptAnalysis Of(ReadOnlySpan<byte> script)
    {
        var reader = new ScriptReader(script);
        var stack = new ConstantStack();
        var calls = new List<ContractCall>();
        int offset = 0;
        try
        {
            while (reader.TryRead(out Instruction instruction) && instruction.Code != OpCode.RET)
            {
                offset = instruction.Offset;
                ScriptSteps.Take(instruction, stack, calls);
            }
        }
        catch (NeoFormatException unreadable)
        {
            return new ScriptAnalysis(calls, unreadable.Reason, unreadable.Offset);
        }
        catch (UnrecognisedException unrecognised)
        {
            return new ScriptAnalysis(calls, unrecognised.Message, offset);
        }

        return new ScriptAnalysis(calls, null, script.Length);
    }

    private static List<TokenTransfer> ReadTransfers(IReadOnlyList<ContractCall> calls)
    {
        var transfers = new List<TokenTransfer>();
        foreach (ContractCall call in calls)
        {
            if (TokenTransfer.TryRead(call, out TokenTransfer? transfer))
            {
                transfers.Add(transfer);
            }
        }

        return transfers;
    }
}
