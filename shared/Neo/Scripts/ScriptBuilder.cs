using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Scripts;

/// <summary>Writes scripts, with the shortest instruction for each constant, as nodes and wallets do.</summary>
public sealed class ScriptBuilder
{
    /// <summary>The most bytes that an integer of the machine has.</summary>
    public const int MaxInteger = 32;

    private readonly ArrayBufferWriter<byte> output = new();

    /// <summary>Writes an instruction with its operand as it is.</summary>
    public ScriptBuilder Emit(OpCode code, params ReadOnlySpan<byte> operand)
    {
        output.Write([(byte)code]);
        output.Write(operand);
        return this;
    }

    /// <summary>Pushes an integer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more than 32 bytes.</exception>
    public ScriptBuilder Push(BigInteger value)
    {
        if (value >= BigInteger.MinusOne && value <= 16)
        {
            return Emit((OpCode)((int)OpCode.PUSH0 + (int)value));
        }

        int length = value.GetByteCount();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxInteger, nameof(value));
        int power = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)length));
        Span<byte> operand = stackalloc byte[MaxInteger];
        operand.Fill(value.Sign < 0 ? byte.MaxValue : byte.MinValue);
        _ = value.TryWriteBytes(operand, out _);
        return Emit((OpCode)((int)OpCode.PUSHINT8 + power), operand[..(1 << power)]);
    }

    /// <summary>Pushes a boolean.</summary>
    public ScriptBuilder Push(bool value) => Emit(value ? OpCode.PUSHT : OpCode.PUSHF);

    /// <summary>Pushes bytes.</summary>
    public ScriptBuilder Push(ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)bytes.Length);
        (OpCode code, int prefix) = bytes.Length switch
        {
            <= byte.MaxValue => (OpCode.PUSHDATA1, 1),
            <= ushort.MaxValue => (OpCode.PUSHDATA2, 2),
            _ => (OpCode.PUSHDATA4, 4),
        };
        Emit(code, length[..prefix]);
        output.Write(bytes);
        return this;
    }

    /// <summary>Pushes text as UTF-8.</summary>
    public ScriptBuilder Push(string text) => Push(Encoding.UTF8.GetBytes(text));

    /// <summary>Pushes a script hash.</summary>
    public ScriptBuilder Push(UInt160 hash)
    {
        Span<byte> bytes = stackalloc byte[UInt160.Length];
        hash.CopyTo(bytes);
        return Push(bytes);
    }

    /// <summary>Pushes a value; an array by its items, the last first, which are packed.</summary>
    /// <exception cref="ArgumentException">It is a struct, or what a call gave: no constant makes these.</exception>
    public ScriptBuilder Push(ScriptValue value) => value switch
    {
        NullValue => Emit(OpCode.PUSHNULL),
        BooleanValue boolean => Push(boolean.Value),
        IntegerValue integer => Push(integer.Value),
        BytesValue bytes => Push(bytes.Value.Span),
        ArrayValue { IsStruct: false } array => PushAll(array.Items),
        _ => throw new ArgumentException("The value is none that is pushed.", nameof(value)),
    };

    /// <summary>Asks the node for a service, by its name.</summary>
    public ScriptBuilder Syscall(string name) => Emit(OpCode.SYSCALL, Syscalls.Hash(name));

    /// <summary>Calls a method whose arguments were packed into an array, which is on top.</summary>
    public ScriptBuilder Call(UInt160 contract, string method, CallFlags flags) =>
        Push((int)flags).Push(method).Push(contract).Syscall(Syscalls.ContractCall);

    /// <summary>Calls a method with arguments; its result, or null, is left on the stack.</summary>
    public ScriptBuilder Call(UInt160 contract, string method, CallFlags flags, IReadOnlyList<ScriptValue> arguments) =>
        (arguments.Count == 0 ? Emit(OpCode.NEWARRAY0) : PushAll(arguments)).Call(contract, method, flags);

    /// <summary>Sends tokens (NEP-17, transfer), and fails where the contract says no.</summary>
    /// <param name="asset">The token's contract.</param>
    /// <param name="from">Who pays.</param>
    /// <param name="to">Who receives.</param>
    /// <param name="amount">How much, in the token's smallest unit; not negative.</param>
    /// <param name="data">What the receiver is told, where it is a contract; null: nothing.</param>
    public ScriptBuilder Transfer(UInt160 asset, UInt160 from, UInt160 to, BigInteger amount, ScriptValue? data = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        return Push(data ?? new NullValue()).Push(amount).Push(to).Push(from).Push(4).Emit(OpCode.PACK)
            .Call(asset, "transfer", CallFlags.All)
            .Emit(OpCode.ASSERT);
    }

    /// <summary>What was written, in an array of the caller's own.</summary>
    public byte[] ToArray() => output.WrittenSpan.ToArray();

    private ScriptBuilder PushAll(IReadOnlyList<ScriptValue> items)
    {
        for (int i = items.Count - 1; i >= 0; i--)
        {
            Push(items[i]);
        }

        return Push(items.Count).Emit(OpCode.PACK);
    }
}
