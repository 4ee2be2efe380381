using System.Runtime.InteropServices;

namespace NeoServiceLayer.Enclave.Platform.Interop;

/// <summary>Processes that are started, talked to and taken leave of.</summary>
internal static unsafe partial class LibC
{
    internal const int ONonBlock = 0x800;
    internal const int FSetFlags = 4;
    internal const short PollIn = 1;
    internal const short PollOut = 4;
    internal const short SpawnOwnGroup = 2;
    internal const int WaitForProcess = 1;
    internal const int WaitExited = 4;
    internal const int WaitLeave = 0x1000000;
    internal const int SigAbort = 6;
    internal const int SigKill = 9;
    internal const int SigSegv = 11;
    internal const int SigCpu = 24;
    internal const int SigSys = 31;
    internal const int EAgain = 11;

    /// <summary>Room for the C library's descriptions of what is done before a program begins; both are smaller.</summary>
    internal const int SpawnRoom = 512;

    [LibraryImport("libc", EntryPoint = "pipe2")]
    internal static partial int Pipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "read")]
    internal static partial nint Read(int fd, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write")]
    internal static partial nint Write(int fd, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "poll")]
    internal static partial int Poll(PollRequest* requests, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    internal static partial int Spawn(int* pid, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static partial int AddDuplicate(void* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    internal static partial int AddCloseFrom(void* actions, int first);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int EndActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    internal static partial int InitAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int SetAttributeFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    internal static partial int EndAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "waitid")]
    internal static partial int WaitForId(int kind, int id, void* information, int options);

    [LibraryImport("libc", EntryPoint = "wait4")]
    internal static partial int WaitForChild(int pid, int* status, int options, ResourceUsage* usage);

    [LibraryImport("libc", EntryPoint = "kill")]
    internal static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint GetEffectiveUser();

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollRequest
    {
        internal int FileDescriptor;
        internal short Events;
        internal short Returned;
    }

    /// <summary>struct rusage.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    internal struct ResourceUsage
    {
        internal long UserSeconds;
        internal long UserMicroseconds;
        internal long SystemSeconds;
        internal long SystemMicroseconds;
        internal long PeakKiB;
        internal long SharedText;
        internal long UnsharedData;
        internal long UnsharedStack;
        internal long PagesTouched;
    }

    /// <summary>siginfo_t, of which nothing is read.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    internal struct SignalInformation
    {
        internal int Signal;
    }
}
