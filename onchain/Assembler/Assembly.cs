using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using NeoServiceLayer.Neo.Scripts;

namespace NeoServiceLayer.Assembler;

/// <summary>Makes a contract of a listing: one pass writes the code, and another puts in where labels are.</summary>
internal sealed partial class Assembly
{
    private const int JumpLength = 5;

    private readonly Dictionary<string, string> constants = [];
    private readonly Dictionary<string, int> labels = [];
    private readonly List<(ListingLine Line, int At, string Label)> jumps = [];
    private readonly List<Method> methods = [];
    private readonly List<Event> events = [];
    private readonly List<Permission> permissions = [];
    private readonly List<byte> code = [];
    private string? name;

    /// <exception cref="ListingException">The listing is none.</exception>
    internal static AssembledContract Assemble(string listing)
    {
        Assembly assembly = new();
        foreach (ListingLine line in ListingLine.Read(listing))
        {
            assembly.Take(line);
        }

        return assembly.Finish();
    }

    private AssembledContract Finish()
    {
        foreach ((ListingLine line, int at, string label) in jumps)
        {
            if (!labels.TryGetValue(label, out int target))
            {
                throw line.Wrong($"there is no label {label}");
            }

            Span<byte> operand = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(code).Slice(at + 1, sizeof(int));
            BinaryPrimitives.WriteInt32LittleEndian(operand, target - at);
        }

        return new AssembledContract(name ?? throw new ListingException(1, "there is no .name"), [.. code], methods, events, permissions);
    }

    private void Take(ListingLine line)
    {
        switch (line.Word)
        {
            case ".name":
                name = line.Rest;
                break;
            case ".const" when line.Rest.Split(' ', 2) is [string constant, string value]:
                constants.Add(constant, value.Trim());
                break;
            case ".event" when line.Operands is [string told, .. string[] parameters]:
                events.Add(new Event(told, [.. parameters.Select(text => ReadParameter(line, text))]));
                break;
            case ".permission" when line.Operands is [string contract, string method]:
                permissions.Add(new Permission(contract, method));
                break;
            case ".method":
                TakeMethod(line);
                break;
            case [.. string label, ':'] when line.Rest.Length == 0:
                AddLabel(line, label);
                break;
            default:
                TakeInstruction(line);
                break;
        }
    }

    private void TakeMethod(ListingLine line)
    {
        Match match = MethodForm().Match(line.Rest);
        if (!match.Success)
        {
            throw line.Wrong("a method is written name(parameter:Type, …):Type, and safe behind it if it changes nothing");
        }

        string[] parameters = match.Groups[2].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string method = match.Groups[1].Value;
        methods.Add(new Method(
            method, [.. parameters.Select(text => ReadParameter(line, text))], match.Groups[3].Value, match.Groups[4].Success, code.Count));
        AddLabel(line, method);
    }

    private void AddLabel(ListingLine line, string label)
    {
        if (!labels.TryAdd(label, code.Count))
        {
            throw line.Wrong($"there is a label {label} already");
        }
    }

    private void TakeInstruction(ListingLine line)
    {
        if (line.Word == "PUSH")
        {
            code.AddRange(Push(line));
            return;
        }

        if (line.Word == "SYSCALL")
        {
            code.AddRange([(byte)OpCode.SYSCALL, .. Syscalls.All.Contains(line.Rest) ? Syscalls.Hash(line.Rest) : throw line.Wrong($"there is no service {line.Rest}")]);
            return;
        }

        if (Enum.TryParse(line.Word + "_L", out OpCode jump) && OpCodes.OperandSize(jump) == sizeof(int))
        {
            jumps.Add((line, code.Count, line.Rest));
            code.AddRange([(byte)jump, .. new byte[JumpLength - 1]]);
            return;
        }

        if (!Enum.TryParse(line.Word, out OpCode plain) || OpCodes.LengthPrefix(plain) > 0)
        {
            throw line.Wrong($"there is no instruction {line.Word}");
        }

        byte[] operand = [.. line.Operands.Select(text => ReadByte(line, text))];
        if (operand.Length != OpCodes.OperandSize(plain))
        {
            throw line.Wrong($"{line.Word} has {OpCodes.OperandSize(plain)} bytes of operand");
        }

        code.AddRange([(byte)plain, .. operand]);
    }

    private byte[] Push(ListingLine line)
    {
        string text = line.Rest is ['$', .. string constant]
            ? constants.GetValueOrDefault(constant) ?? throw line.Wrong($"there is no constant {constant}")
            : line.Rest;
        ScriptBuilder builder = new();
        return (text switch
        {
            ['"', .. string inside, '"'] => builder.Push(inside),
            ['0', 'x', .. string hex] => builder.Push(Convert.FromHexString(hex)),
            _ when BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number) => builder.Push(number),
            _ => throw line.Wrong("PUSH takes a number, a text in quotes, bytes with 0x, or a constant with $"),
        }).ToArray();
    }

    private static byte ReadByte(ListingLine line, string text) =>
        Enum.TryParse(text, out StackType type) ? (byte)type
        : byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte number) ? number
        : throw line.Wrong($"{text} is neither a byte nor a type of the machine's");

    private static Parameter ReadParameter(ListingLine line, string text) =>
        text.Split(':') is [string parameter, string type] ? new Parameter(parameter, type) : throw line.Wrong("a parameter is written name:Type");

    [GeneratedRegex(@"^(\w+)\(([^)]*)\):(\w+)( safe)?$")]
    private static partial Regex MethodForm();
}
