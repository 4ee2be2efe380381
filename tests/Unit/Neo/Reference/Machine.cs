extern alias NeoReference;

using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NeoReference::Neo.VM;
using NeoReference::Neo.VM.Types;
using Array = NeoReference::Neo.VM.Types.Array;
using Boolean = NeoReference::Neo.VM.Types.Boolean;
using Buffer = NeoReference::Neo.VM.Types.Buffer;

namespace NeoServiceLayer.Tests.Neo.Reference;

/// <summary>Neo's own virtual machine, with a System.Contract.Call that notes what was called, as a node converts it,
/// and answers with the number of the call.</summary>
internal sealed class Machine : ExecutionEngine
{
    private const uint ContractCall = 0x525b7d62;
    private const int MaxSteps = 1000;

    /// <summary>The calls, as text.</summary>
    internal List<string> Calls { get; } = [];

    /// <summary>What the call of that number gives.</summary>
    internal static byte[] Answer(int call) => Encoding.ASCII.GetBytes($"answer {call}");

    /// <summary>Runs a script from its beginning; says whether it ended well. One that loops does not.</summary>
    internal bool Run(byte[] script)
    {
        LoadScript(script);
        State = VMState.NONE;
        for (int step = 0; step < MaxSteps && State == VMState.NONE; step++)
        {
            ExecuteNext();
        }

        return State == VMState.HALT;
    }

    internal static string Text(StackItem item) => item switch
    {
        Null => "null",
        Boolean flag => flag.GetBoolean() ? "true" : "false",
        Integer number => number.GetInteger().ToString(CultureInfo.InvariantCulture),
        Buffer => "buffer",
        ByteString bytes => "'" + Convert.ToHexStringLower(bytes.GetSpan()) + "'",
        Struct list => "(" + string.Join(',', list.Select(Text)) + ")",
        Array list => "[" + string.Join(',', list.Select(Text)) + "]",
        _ => item.Type.ToString(),
    };

    protected override void OnSysCall(uint method)
    {
        if (method != ContractCall)
        {
            throw new InvalidOperationException("another service");
        }

        string contract = Convert.ToHexStringLower(Pop().GetSpan());
        string name = Pop().GetString()!;
        byte flags = (byte)Pop().GetInteger();
        Array arguments = (Array)Pop();
        if (contract.Length != 40 || name.StartsWith('_') || flags > 15)
        {
            throw new InvalidOperationException("no such call");
        }

        Calls.Add($"{contract}.{name}/{flags}[{string.Join(',', arguments.Select(Text))}]");
        Push(Answer(Calls.Count - 1));
    }
}
