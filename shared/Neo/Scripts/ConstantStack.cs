namespace NeoServiceLayer.Neo.Scripts;

/// <summary>The machine's stack, as the analysis knows it, under the machine's own limit or a stricter one.</summary>
internal sealed class ConstantStack
{
    /// <summary>How many items the machine lets live at once (neo-project/neo-vm, ExecutionEngineLimits).</summary>
    internal const int MaxItems = 2048;

    /// <summary>How deep arrays may stand in arrays: ours; what people sign is flat.</summary>
    internal const int MaxDepth = 8;

    private readonly Stack<ScriptValue> values = new();
    private int weight;

    internal void Push(ScriptValue value)
    {
        weight += value.Weight;
        if (weight > MaxItems)
        {
            throw new UnrecognisedException($"more than {MaxItems} items on the stack: the machine would refuse");
        }

        if (value.Depth > MaxDepth)
        {
            throw new UnrecognisedException($"arrays nested deeper than {MaxDepth}");
        }

        values.Push(value);
    }

    internal ScriptValue Pop()
    {
        if (!values.TryPop(out ScriptValue? value))
        {
            throw new UnrecognisedException("the stack is empty here: the machine would refuse");
        }

        weight -= value.Weight;
        return value;
    }

    /// <summary>Takes that many values, the topmost first.</summary>
    internal ScriptValue[] PopMany(int count)
    {
        if (count > values.Count)
        {
            throw new UnrecognisedException($"{count} items are taken and {values.Count} are there: the machine would refuse");
        }

        var taken = new ScriptValue[count];
        for (int i = 0; i < count; i++)
        {
            taken[i] = Pop();
        }

        return taken;
    }
}
