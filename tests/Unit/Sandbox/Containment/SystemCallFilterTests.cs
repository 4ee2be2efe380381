using NeoServiceLayer.Enclave.Platform.Confinement;
using NeoServiceLayer.Enclave.Platform.Interop;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Sandbox.Containment;

/// <summary>What the filter says to every system call there is, asked by running it as the kernel does.</summary>
public sealed class SystemCallFilterTests
{
    private const int Self = 4711;
    private const uint X64 = LibC.ArchX64;
    private const uint X32Bit = 0x40000000;
    private const int MostCalls = 1024;

    private static readonly LibC.FilterInstruction[] Filter = SystemCallFilter.Build(Self, random: null, compilesWhileRunning: false);

    [Fact]
    public void No_call_but_those_that_are_named_is_let_through()
    {
        int[] allowed = [.. Enumerable.Range(0, MostCalls).Where(call => Ask((uint)call, 1, 0, 0) == LibC.SeccompAllow)];
        int[] named =
        [
            SystemCall.Write, SystemCall.Close, SystemCall.MapMemory, SystemCall.ProtectMemory, SystemCall.UnmapMemory, SystemCall.MoveBreak,
            SystemCall.SignalAction, SystemCall.SignalMask, SystemCall.SignalReturn, SystemCall.YieldProcessor, SystemCall.RemapMemory,
            SystemCall.AdviseMemory, SystemCall.Sleep, SystemCall.GetProcess, SystemCall.Exit, SystemCall.SystemInformation,
            SystemCall.SignalStack, SystemCall.GetThread, SystemCall.Futex, SystemCall.GetAffinity, SystemCall.GetTime, SystemCall.SleepByClock,
            SystemCall.ExitAll, SystemCall.SetRobustList, SystemCall.GetRandom, SystemCall.MemoryBarrier, SystemCall.RestartableSequence,
        ];
        Assert.Equal(named.Order(), allowed);
    }

    [Fact]
    public void Every_other_one_ends_the_process_but_those_that_the_runtime_tries_and_does_without()
    {
        int[] refused = [.. Enumerable.Range(0, MostCalls).Where(call => (Ask((uint)call, 1, 0, 0) & 0xFFFF0000) == LibC.SeccompError)];
        Assert.Equal([SystemCall.Clone, SystemCall.OpenAt, SystemCall.Clone3], refused);
        Assert.Equal(LibC.SeccompError | LibC.EAccess, Ask(SystemCall.OpenAt, 0, 0, 0));
        Assert.Equal(LibC.SeccompError | LibC.EAgain, Ask(SystemCall.Clone3, 0, 0, 0));
    }

    [Fact]
    public void Another_architectures_calls_and_those_with_the_x32_bit_end_the_process()
    {
        Assert.Equal(LibC.SeccompKill, Run(SystemCall.GetThread, 0x40000003, []));
        Assert.All(Enumerable.Range(0, MostCalls), call => Assert.Equal(LibC.SeccompKill, Ask((uint)call | X32Bit, 0, 0, 0)));
    }

    [Fact]
    public void Nothing_is_read_but_its_input_and_nothing_written_but_its_output_and_its_complaints()
    {
        Assert.Equal([0], Descriptors(SystemCall.Read));
        Assert.Equal([1, 2], Descriptors(SystemCall.Write));

        // The kernel takes the low half of a descriptor.
        Assert.Equal(LibC.SeccompKill, Ask(SystemCall.Read, 0x1_0000_0003, 0, 0));
    }

    [Theory]
    [InlineData(0x0, true)]
    [InlineData(0x3, true)]
    [InlineData(0x4, false)]
    [InlineData(0x7, false)]
    [InlineData(0x01000007, false)]
    public void Memory_never_holds_code(ulong protection, bool allowed)
    {
        Assert.Equal(allowed ? LibC.SeccompAllow : LibC.SeccompKill, Ask(SystemCall.MapMemory, 0, 4096, protection));
        Assert.Equal(allowed ? LibC.SeccompAllow : LibC.SeccompKill, Ask(SystemCall.ProtectMemory, 0, 4096, protection));
    }

    [Fact]
    public void No_process_but_itself_is_sent_a_signal()
    {
        Assert.Equal(LibC.SeccompAllow, Ask(SystemCall.SignalThread, Self, Self, 9));
        Assert.Equal(LibC.SeccompKill, Ask(SystemCall.SignalThread, 1, 1, 9));
        Assert.Equal(LibC.SeccompKill, Ask(SystemCall.SignalThread, ulong.MaxValue, 1, 9));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, false)]
    [InlineData(0, 1, false)]
    [InlineData(0, 0x1_0000_0000, false)]
    public void Limits_are_read_and_never_set_and_none_but_its_own(ulong process, ulong newLimit, bool allowed) =>
        Assert.Equal(allowed ? LibC.SeccompAllow : LibC.SeccompKill, Ask(SystemCall.Limits, process, 0, newLimit));

    private static IEnumerable<int> Descriptors(int call) =>
        Enumerable.Range(-1, 100).Where(descriptor => Ask((uint)call, unchecked((ulong)descriptor), 0, 0) == LibC.SeccompAllow);

    private static uint Ask(uint call, params ulong[] arguments) => Run(call, X64, arguments);

    /// <summary>Runs the filter over a call's description, and sees that it neither jumps out of itself nor runs on past its end.</summary>
    private static uint Run(uint call, uint architecture, ulong[] arguments)
    {
        uint accumulator = 0;
        for (int at = 0; ; at++)
        {
            (ushort code, byte ifTrue, byte ifFalse, uint value) = Filter[at];
            switch (code)
            {
                case FilterBuilder.Load:
                    accumulator = Word(value, call, architecture, arguments);
                    break;
                case FilterBuilder.JumpEqual:
                    at += accumulator == value ? ifTrue : ifFalse;
                    break;
                case FilterBuilder.JumpSet:
                    at += (accumulator & value) != 0 ? ifTrue : ifFalse;
                    break;
                case FilterBuilder.Return:
                    return value;
                default:
                    throw new InvalidOperationException($"instruction {code}");
            }
        }
    }

    private static uint Word(uint offset, uint call, uint architecture, ulong[] arguments) => offset switch
    {
        FilterBuilder.NumberAt => call,
        FilterBuilder.ArchitectureAt => architecture,
        _ => Half((int)(offset - FilterBuilder.ArgumentsAt), arguments),
    };

    private static uint Half(int offset, ulong[] arguments)
    {
        ulong whole = offset / 8 < arguments.Length ? arguments[offset / 8] : 0;
        return (uint)(offset % 8 == 0 ? whole : whole >> 32);
    }
}
