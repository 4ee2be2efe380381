extern alias NeoReference;

using System.Globalization;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Scripts;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Reference;

/// <summary>What we say of scripts, beside what Neo's own virtual machine does with them.</summary>
public sealed class ScriptMachineTests
{
    private const int Scripts = 4000;

    /// <summary>The promise that a wallet's policy stands on: a recognised script that ends well has made just those
    /// calls.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_recognised_script_makes_exactly_the_calls_that_were_named(int seed)
    {
        var random = new Random(seed);
        int compared = 0;
        for (int i = 0; i < Scripts; i++)
        {
            byte[] script = RandomScript.Next(random);
            ScriptAnalysis analysis = ScriptAnalysis.Of(script);
            var machine = new Machine();
            bool halted = machine.Run(script);
            if (!analysis.Recognised || !halted)
            {
                continue;
            }

            compared += machine.Calls.Count;
            Assert.True(Named(analysis) == string.Join(';', machine.Calls), Convert.ToHexStringLower(script));
        }

        // Otherwise the scripts were too strange to compare anything.
        Assert.InRange(compared, Scripts / 10, int.MaxValue);
    }

    /// <summary>What stands before the end of the analysis has been called before anything else.</summary>
    [Fact]
    public void The_calls_before_an_unrecognised_instruction_come_first()
    {
        var random = new Random(4);
        int compared = 0;
        for (int i = 0; i < Scripts; i++)
        {
            byte[] script = RandomScript.Next(random);
            ScriptAnalysis analysis = ScriptAnalysis.Of(script);
            var machine = new Machine();
            if (machine.Run(script) && !analysis.Recognised && analysis.Calls.Count > 0)
            {
                compared++;
                Assert.StartsWith(Named(analysis), string.Join(';', machine.Calls), StringComparison.Ordinal);
            }
        }

        Assert.InRange(compared, 10, int.MaxValue);
    }

    [Fact]
    public void Instructions_are_cut_as_the_machine_cuts_them()
    {
        var random = new Random(5);
        for (int i = 0; i < Scripts; i++)
        {
            byte[] script = new byte[random.Next(1, 40)];
            random.NextBytes(script);
            if (!UsesLaterInstructions(script))
            {
                Assert.Equal(Theirs(script), Ours(script));
            }
        }
    }

    private static string Named(ScriptAnalysis analysis) =>
        string.Join(';', analysis.Calls.Select(call => Text(call, analysis)));

    private static string Text(ContractCall call, ScriptAnalysis analysis)
    {
        byte[] contract = new byte[20];
        call.Contract.CopyTo(contract);
        string arguments = Text(call.Arguments, analysis);
        return $"{Convert.ToHexStringLower(contract)}.{call.Method}/{(int)call.Flags}[{arguments}]";
    }

    private static string Text(ScriptValue value, ScriptAnalysis analysis) => value switch
    {
        NullValue => "null",
        BooleanValue flag => flag.Value ? "true" : "false",
        IntegerValue number => number.Value.ToString(CultureInfo.InvariantCulture),
        BytesValue bytes => "'" + Convert.ToHexStringLower(bytes.Value.Span) + "'",
        ArrayValue list when list.IsStruct => "(" + Text(list.Items, analysis) + ")",
        ArrayValue list => "[" + Text(list.Items, analysis) + "]",
        CallResultValue result => "'" + Convert.ToHexStringLower(AnswerOf(result, analysis)) + "'",
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    private static string Text(IEnumerable<ScriptValue> values, ScriptAnalysis analysis) =>
        string.Join(',', values.Select(value => Text(value, analysis)));

    private static byte[] AnswerOf(CallResultValue result, ScriptAnalysis analysis) =>
        Machine.Answer(analysis.Calls.ToList().IndexOf(result.Call));

    private static string Ours(byte[] script)
    {
        var reader = new ScriptReader(script);
        var text = new List<string>();
        try
        {
            while (reader.TryRead(out Instruction instruction))
            {
                text.Add($"{instruction.Offset} {instruction.Code} {Convert.ToHexStringLower(instruction.Operand)}");
            }
        }
        catch (NeoFormatException exception)
        {
            text.Add($"{exception.Offset} refused");
        }

        return string.Join('\n', text);
    }

    private static string Theirs(byte[] script)
    {
        var parsed = new NeoReference::Neo.VM.Script(script);
        var text = new List<string>();
        for (int at = 0; at < script.Length;)
        {
            try
            {
                NeoReference::Neo.VM.Instruction instruction = parsed.GetInstruction(at);
                text.Add($"{at} {instruction.OpCode} {Convert.ToHexStringLower(instruction.Operand.Span)}");
                at += instruction.Size;
            }
            catch (Exception exception) when (exception is NeoReference::Neo.VM.BadScriptException or ArgumentException
                or IndexOutOfRangeException)
            {
                text.Add($"{at} refused");
                break;
            }
        }

        return string.Join('\n', text);
    }

    /// <summary>Instructions that came after 3.5.0.</summary>
    private static bool UsesLaterInstructions(byte[] script) =>
        script.Any(value => OpCodes.IsDefined(value) && !Enum.IsDefined((NeoReference::Neo.VM.OpCode)value));
}
