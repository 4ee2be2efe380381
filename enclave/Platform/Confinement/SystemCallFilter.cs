using System.Runtime.CompilerServices;
using NeoServiceLayer.Enclave.Platform.Interop;
using NeoServiceLayer.Enclave.Platform.Machine;

namespace NeoServiceLayer.Enclave.Platform.Confinement;

/// <summary>
/// The system calls that a confined process keeps: to read its pipe and to write to it, and what the runtime cannot live without, which
/// was found by taking one after the other away. Whatever else is called ends the process.
/// </summary>
internal static unsafe class SystemCallFilter
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Errors = 2;

    /// <summary>The filter for this process, which its number is part of.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="random">The descriptor of /dev/urandom that the runtime keeps open and reads from; null: there is none.</param>
    /// <param name="compilesWhileRunning">Whether code is compiled while it runs.</param>
    internal static LibC.FilterInstruction[] Build(int processId, uint? random, bool compilesWhileRunning)
    {
        FilterBuilder filter = new();
        if (compilesWhileRunning)
        {
            AllowCompiler(filter);
        }

        return filter
            .AllowIfEqual(SystemCall.Read, 0, Input, random ?? Input)
            .AllowIfEqual(SystemCall.Write, 0, Output, Errors)

            // Memory, none of it with code.
            .AllowWithout(SystemCall.MapMemory, 2, LibC.ProtectExecute)
            .AllowWithout(SystemCall.ProtectMemory, 2, LibC.ProtectExecute)
            .Allow(SystemCall.UnmapMemory, SystemCall.RemapMemory, SystemCall.AdviseMemory, SystemCall.MoveBreak)

            // Threads wait for each other, and are stopped by a signal; another process cannot be sent one.
            .Allow(SystemCall.Futex, SystemCall.MemoryBarrier, SystemCall.YieldProcessor, SystemCall.SetRobustList, SystemCall.RestartableSequence)
            .Allow(SystemCall.SignalAction, SystemCall.SignalMask, SystemCall.SignalReturn, SystemCall.SignalStack)
            .AllowIfEqual(SystemCall.SignalThread, 0, (uint)processId, (uint)processId)
            .Allow(SystemCall.GetProcess, SystemCall.GetThread, SystemCall.GetAffinity, SystemCall.SystemInformation)

            // Its own limits can be read; there is nothing to set.
            .AllowIfZero(SystemCall.Limits, 0, 2)
            .Allow(SystemCall.GetTime, SystemCall.Sleep, SystemCall.SleepByClock, SystemCall.GetRandom)
            .Allow(SystemCall.Close, SystemCall.Exit, SystemCall.ExitAll)

            // Each collection looks whether /proc/meminfo says something new, and takes no for an answer. No thread begins.
            .Refuse(LibC.EAccess, SystemCall.OpenAt)
            .Refuse(LibC.EAgain, SystemCall.Clone, SystemCall.Clone3)
            .Build();
    }

    /// <summary>Lays it upon every thread of this process, and takes from all of them what set-user-id programs could give.</summary>
    /// <exception cref="PlatformException">The kernel does not filter.</exception>
    internal static void Enter(uint? random)
    {
        Refusal.Unless(LibC.ControlProcess(LibC.SetNoNewPrivileges, 1, 0, 0, 0), "privileges can be gained");
        LibC.FilterInstruction[] instructions = Build(Environment.ProcessId, random, RuntimeFeature.IsDynamicCodeCompiled);
        fixed (LibC.FilterInstruction* start = instructions)
        {
            LibC.FilterProgram program = new() { Length = (ushort)instructions.Length, Start = start };
            nint result = LibC.SetFilter(LibC.SysSeccomp, LibC.SeccompFilter, LibC.SeccompAllThreads, &program);
            int error = LibC.LastError;

            // A positive answer is a thread that has another filter.
            if (result != 0)
            {
                throw result > 0
                    ? new PlatformException("system calls cannot be filtered for every thread.")
                    : Refusal.Of("system calls cannot be filtered", error);
            }
        }
    }

    /// <summary>
    /// For a build whose code is compiled while it runs, which no program that ships is: it reads its assemblies, and makes memory that
    /// holds code. What contains users' code is then this much less.
    /// </summary>
    private static void AllowCompiler(FilterBuilder filter) => filter
        .Allow(SystemCall.MapMemory, SystemCall.ProtectMemory, SystemCall.Read)
        .Allow(SystemCall.OpenAt, SystemCall.Stat, SystemCall.FileStat, SystemCall.StatAt, SystemCall.Seek, SystemCall.ReadAt, SystemCall.Access)
        .Allow(SystemCall.ReadLink, SystemCall.FileControl, SystemCall.LockFile, SystemCall.GetFolder, SystemCall.ListFolder)
        .Allow(SystemCall.Clone, SystemCall.Clone3, SystemCall.MakeMemoryFile, SystemCall.Truncate, SystemCall.Control);
}
