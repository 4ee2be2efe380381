using System.Numerics;
using System.Text;
using System.Text.Unicode;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Scripts;

/// <summary>
/// What each instruction does to the stack, for those that the analysis follows. An instruction that the machine would
/// refuse, or whose effect hangs on a value that is not known, is not followed.
/// </summary>
internal static class ScriptSteps
{
    /// <summary>How many calls are followed: ours; nobody can read more before signing.</summary>
    internal const int MaxCalls = 128;

    internal static void Take(in Instruction instruction, ConstantStack stack, List<ContractCall> calls)
    {
        switch (instruction.Code)
        {
            case OpCode.NOP:
                break;
            case OpCode.DROP:
                stack.Pop();
                break;
            case OpCode.ASSERT:
                Assert(stack.Pop());
                break;
            case OpCode.PACK or OpCode.PACKSTRUCT:
                stack.Push(new ArrayValue(stack.PopMany(PopCount(stack)), instruction.Code == OpCode.PACKSTRUCT));
                break;
            case OpCode.SYSCALL:
                Serve(instruction, stack, calls);
                break;
            default:
                stack.Push(Constant(instruction));
                break;
        }
    }

    private static ScriptValue Constant(in Instruction instruction) => instruction.Code switch
    {
        >= OpCode.PUSHINT8 and <= OpCode.PUSHINT256 => new IntegerValue(new BigInteger(instruction.Operand)),
        >= OpCode.PUSHM1 and <= OpCode.PUSH16 => new IntegerValue((int)instruction.Code - (int)OpCode.PUSH0),
        OpCode.PUSHT => new BooleanValue(true),
        OpCode.PUSHF => new BooleanValue(false),
        OpCode.PUSHNULL => new NullValue(),
        OpCode.PUSHDATA1 or OpCode.PUSHDATA2 or OpCode.PUSHDATA4 => new BytesValue(instruction.Operand.ToArray()),
        OpCode.NEWARRAY0 => new ArrayValue([], isStruct: false),
        OpCode.NEWSTRUCT0 => new ArrayValue([], isStruct: true),
        _ => throw new UnrecognisedException($"{instruction.Code} is not followed"),
    };

    private static int PopCount(ConstantStack stack) =>
        stack.Pop() is IntegerValue { Value: var count } && count.Sign >= 0 && count <= ConstantStack.MaxItems
            ? (int)count
            : throw new UnrecognisedException("the number of items to pack is no constant from 0 to 2048");

    private static void Assert(ScriptValue value)
    {
        if (value is CallResultValue { Call: var call })
        {
            call.Asserted = true;
            return;
        }

        if (value is not (BooleanValue { Value: true } or IntegerValue { Value.IsZero: false } or ArrayValue))
        {
            throw new UnrecognisedException("ASSERT of a constant that is not plainly true");
        }
    }

    private static void Serve(in Instruction instruction, ConstantStack stack, List<ContractCall> calls)
    {
        string? name = Syscalls.Find(instruction.Operand);
        if (name != Syscalls.ContractCall)
        {
            throw new UnrecognisedException(
                $"SYSCALL {name ?? Convert.ToHexStringLower(instruction.Operand)} is not followed");
        }

        if (calls.Count == MaxCalls)
        {
            throw new UnrecognisedException($"more than {MaxCalls} calls");
        }

        var call = new ContractCall(
            instruction.Offset, Contract(stack.Pop()), Method(stack.Pop()), Flags(stack.Pop()), Arguments(stack.Pop()));
        calls.Add(call);

        // A method without result leaves null: there is always one item.
        stack.Push(new CallResultValue(call));
    }

    private static UInt160 Contract(ScriptValue value) => value is BytesValue { Value: { Length: UInt160.Length } bytes }
        ? new UInt160(bytes.Span)
        : throw new UnrecognisedException("the contract that is called is no constant of 20 bytes");

    // Nodes refuse to call a method that begins with an underscore.
    private static string Method(ScriptValue value) =>
        value is BytesValue { Value: var bytes } && Utf8.IsValid(bytes.Span) && !bytes.Span.StartsWith((byte)'_')
            ? Encoding.UTF8.GetString(bytes.Span)
            : throw new UnrecognisedException("the method that is called is no constant text that may be called");

    private static CallFlags Flags(ScriptValue value) =>
        value is IntegerValue { Value: var flags } && flags.Sign >= 0 && flags <= (int)CallFlags.All
            ? (CallFlags)(int)flags
            : throw new UnrecognisedException("the call flags are no constant from 0 to 15");

    private static IReadOnlyList<ScriptValue> Arguments(ScriptValue value) => value is ArrayValue { Items: var items }
        ? items
        : throw new UnrecognisedException("the arguments are no array");
}
