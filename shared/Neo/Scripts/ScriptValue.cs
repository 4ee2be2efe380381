using System.Numerics;

namespace NeoServiceLayer.Neo.Scripts;

/// <summary>A value on the machine's stack, as far as it is known without running anything.</summary>
public abstract class ScriptValue
{
    private protected ScriptValue()
    {
    }

    /// <summary>How many items the machine counts for it.</summary>
    internal virtual int Weight => 1;

    /// <summary>How many arrays stand inside one another.</summary>
    internal virtual int Depth => 0;
}

/// <summary>Null.</summary>
public sealed class NullValue : ScriptValue;

/// <summary>A boolean.</summary>
public sealed class BooleanValue(bool value) : ScriptValue
{
    /// <summary>The boolean.</summary>
    public bool Value => value;
}

/// <summary>An integer.</summary>
public sealed class IntegerValue(BigInteger value) : ScriptValue
{
    /// <summary>The integer, of at most 32 bytes.</summary>
    public BigInteger Value => value;
}

/// <summary>Bytes.</summary>
public sealed class BytesValue(byte[] value) : ScriptValue
{
    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Value => value;
}

/// <summary>An array, or a struct, which is an array that is copied.</summary>
public sealed class ArrayValue(IReadOnlyList<ScriptValue> items, bool isStruct) : ScriptValue
{
    /// <summary>Its items, the first first.</summary>
    public IReadOnlyList<ScriptValue> Items => items;

    /// <summary>Whether it is a struct.</summary>
    public bool IsStruct => isStruct;

    internal override int Weight { get; } = 1 + items.Sum(item => item.Weight);

    internal override int Depth { get; } = 1 + items.Select(item => item.Depth).DefaultIfEmpty().Max();
}

/// <summary>What a call gave: known only to who runs it.</summary>
public sealed class CallResultValue(ContractCall call) : ScriptValue
{
    /// <summary>The call.</summary>
    public ContractCall Call => call;
}
