using System.Runtime.InteropServices;

namespace NeoServiceLayer.Enclave.Platform.Interop;

/// <summary>What a process gives up, for good.</summary>
internal static unsafe partial class LibC
{
    internal const int RlimitCpu = 0;
    internal const int RlimitFileSize = 1;
    internal const int RlimitData = 2;
    internal const int RlimitCore = 4;
    internal const int RlimitProcesses = 6;
    internal const int RlimitLocked = 8;
    internal const int RlimitAddressSpace = 9;
    internal const int RlimitQueues = 12;

    internal const int PriorityOfProcess = 0;
    internal const int SetParentDeathSignal = 1;
    internal const int SetDumpable = 4;
    internal const int SetNoNewPrivileges = 38;

    internal const int SysSeccomp = 317;
    internal const int SeccompFilter = 1;
    internal const int SeccompAllThreads = 1;
    internal const uint SeccompKill = 0x80000000;
    internal const uint SeccompError = 0x00050000;
    internal const uint SeccompAllow = 0x7FFF0000;
    internal const uint ArchX64 = 0xC000003E;

    internal const int ProtectExecute = 4;
    internal const int EAccess = 13;

    [LibraryImport("libc", EntryPoint = "prctl")]
    internal static partial int ControlProcess(int option, nuint value, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    internal static partial int SetPriority(int which, int who, int priority);

    [LibraryImport("libc", EntryPoint = "chroot", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ChangeRoot(string path);

    [LibraryImport("libc", EntryPoint = "chdir", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ChangeFolder(string path);

    [LibraryImport("libc", EntryPoint = "setgroups")]
    internal static partial int SetGroups(nuint count, uint* groups);

    [LibraryImport("libc", EntryPoint = "setresgid")]
    internal static partial int SetGroup(uint real, uint effective, uint saved);

    [LibraryImport("libc", EntryPoint = "setresuid")]
    internal static partial int SetUser(uint real, uint effective, uint saved);

    [LibraryImport("libc", EntryPoint = "syscall")]
    internal static partial nint SetFilter(nint number, nint operation, nint flags, FilterProgram* program);

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct FilterInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct FilterProgram
    {
        internal ushort Length;
        internal FilterInstruction* Start;
    }
}
