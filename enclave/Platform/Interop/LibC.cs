using System.Runtime.InteropServices;

namespace NeoServiceLayer.Enclave.Platform.Interop;

/// <summary>The calls that a first process and the security module's driver need, and .NET does not have.</summary>
internal static unsafe partial class LibC
{
    internal const int MsNoSuid = 2;
    internal const int MsNoDev = 4;
    internal const int MsNoExec = 8;

    internal const int OReadWrite = 2;
    internal const int OCloseOnExec = 0x80000;
    internal const int FGetDescriptorFlags = 1;
    internal const int CharacterDevice = 0x2000;
    internal const int RlimitNoFile = 7;

    internal const int AfInet = 2;
    internal const int SockDatagram = 2;
    internal const int SockCloseOnExec = 0x80000;
    internal const int InterfaceNameSize = 16;
    internal const int InterfaceUp = 1;

    internal const int SetInterfaceFlags = 0x8914;
    internal const int AddToEntropy = 0x40085203;
    internal const uint NsmRaw = 0xC0200A00;

    internal const int RebootRestart = 0x01234567;
    internal const int WaitNoHang = 1;
    internal const int SysFinitModule = 313;

    internal const int ENoEnt = 2;
    internal const int EIntr = 4;
    internal const int EBusy = 16;
    internal const int EExist = 17;

    /// <summary>The errno of the last call, read at once after it.</summary>
    internal static int LastError => Marshal.GetLastSystemError();

    [LibraryImport("libc", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Mount(string source, string target, string type, nuint flags, string options);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "dup2")]
    internal static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    internal static partial int FileControl(int fd, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "mknod", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeNode(string path, uint mode, ulong device);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    internal static partial int SetLimit(int resource, ResourceLimit* limit);

    [LibraryImport("libc", EntryPoint = "socket")]
    internal static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    internal static partial int Control(int fd, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "syscall")]
    internal static partial nint LoadModule(nint number, nint fd, byte* options, nint flags);

    [LibraryImport("libc", EntryPoint = "reboot")]
    internal static partial int Reboot(int command);

    [StructLayout(LayoutKind.Sequential)]
    internal struct ResourceLimit
    {
        internal ulong Current;
        internal ulong Most;
    }

    /// <summary>struct ifreq with its flags.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 40)]
    internal struct InterfaceRequest
    {
        internal fixed byte Name[InterfaceNameSize];
        internal short Flags;
    }

    /// <summary>struct rand_pool_info, whose bytes follow.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct EntropyHeader
    {
        internal int Bits;
        internal int Bytes;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct IoVector
    {
        internal byte* Start;
        internal nuint Length;
    }

    /// <summary>struct nsm_raw (linux/nsm.h): the driver writes how long the answer is into its vector.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct NsmExchange
    {
        internal IoVector Request;
        internal IoVector Response;
    }
}
