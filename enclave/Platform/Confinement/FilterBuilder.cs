using NeoServiceLayer.Enclave.Platform.Interop;

namespace NeoServiceLayer.Enclave.Platform.Confinement;

/// <summary>
/// Writes a filter of system calls in the kernel's classic BPF: rules in their order, each for one call, then the end of the process.
/// A rule looks at an argument's low half alone where the kernel does so too, which is for int arguments.
/// </summary>
internal sealed class FilterBuilder
{
    /// <summary>Load a word of the call's description; jump if equal; jump if bits are set; return. (linux/bpf_common.h)</summary>
    internal const ushort Load = 0x20;
    internal const ushort JumpEqual = 0x15;
    internal const ushort JumpSet = 0x45;
    internal const ushort Return = 0x06;

    /// <summary>Where the number, the architecture and the arguments stand in struct seccomp_data.</summary>
    internal const uint NumberAt = 0;
    internal const uint ArchitectureAt = 4;
    internal const uint ArgumentsAt = 16;

    private readonly List<LibC.FilterInstruction> instructions =
    [
        new(Load, 0, 0, ArchitectureAt),
        new(JumpEqual, 1, 0, LibC.ArchX64),
        new(Return, 0, 0, LibC.SeccompKill),
        new(Load, 0, 0, NumberAt),
    ];

    /// <summary>Lets a call through.</summary>
    internal FilterBuilder Allow(params ReadOnlySpan<int> calls)
    {
        foreach (int call in calls)
        {
            Rule(call, new LibC.FilterInstruction(Return, 0, 0, LibC.SeccompAllow));
        }

        return this;
    }

    /// <summary>Answers a call with an error, without doing it.</summary>
    internal FilterBuilder Refuse(int error, params ReadOnlySpan<int> calls)
    {
        foreach (int call in calls)
        {
            Rule(call, new LibC.FilterInstruction(Return, 0, 0, LibC.SeccompError | (uint)error));
        }

        return this;
    }

    /// <summary>Lets a call through whose argument is one of two values; any other ends the process.</summary>
    internal FilterBuilder AllowIfEqual(int call, int argument, uint value, uint orElse)
    {
        Rule(
            call,
            new(Load, 0, 0, Low(argument)), new(JumpEqual, 1, 0, value), new(JumpEqual, 0, 1, orElse),
            new(Return, 0, 0, LibC.SeccompAllow), new(Return, 0, 0, LibC.SeccompKill));
        return this;
    }

    /// <summary>Lets a call through in whose argument none of these bits is set.</summary>
    internal FilterBuilder AllowWithout(int call, int argument, uint bits)
    {
        Rule(
            call,
            new(Load, 0, 0, Low(argument)), new(JumpSet, 0, 1, bits),
            new(Return, 0, 0, LibC.SeccompKill), new(Return, 0, 0, LibC.SeccompAllow));
        return this;
    }

    /// <summary>Lets a call through of which two arguments are zero: the first as an int, the second in all its bits.</summary>
    internal FilterBuilder AllowIfZero(int call, int small, int large)
    {
        Rule(
            call,
            new(Load, 0, 0, Low(small)), new(JumpEqual, 0, 5, 0),
            new(Load, 0, 0, Low(large)), new(JumpEqual, 0, 3, 0),
            new(Load, 0, 0, Low(large) + sizeof(uint)), new(JumpEqual, 0, 1, 0),
            new(Return, 0, 0, LibC.SeccompAllow), new(Return, 0, 0, LibC.SeccompKill));
        return this;
    }

    /// <summary>The whole: what no rule is for ends the process.</summary>
    internal LibC.FilterInstruction[] Build() => [.. instructions, new(Return, 0, 0, LibC.SeccompKill)];

    /// <summary>What is done for one call; it always returns, so that the number is still what is loaded for the next rule.</summary>
    private void Rule(int call, params ReadOnlySpan<LibC.FilterInstruction> body)
    {
        instructions.Add(new(JumpEqual, 0, (byte)body.Length, (uint)call));
        instructions.AddRange(body);
    }

    private static uint Low(int argument) => ArgumentsAt + (uint)(argument * sizeof(ulong));
}
