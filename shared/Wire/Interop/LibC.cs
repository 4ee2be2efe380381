using System.Runtime.InteropServices;

namespace NeoServiceLayer.Wire.Interop;

/// <summary>
/// The socket calls that the transports are made of. They are called directly rather than through
/// System.Net.Sockets because that type knows neither VSOCK nor a send that must not wait on a blocking
/// socket, and because a thread of its own that blocks in recv is the fastest server there is for few connections.
/// </summary>
internal static unsafe partial class LibC
{
    internal const int AfUnix = 1;
    internal const int AfInet = 2;
    internal const int AfInet6 = 10;
    internal const int AfVsock = 40;

    internal const int SockStream = 1;
    internal const int SockCloseOnExec = 0x80000;

    internal const int MsgDontWait = 0x40;
    internal const int MsgNoSignal = 0x4000;

    internal const int SolSocket = 1;
    internal const int SoReuseAddress = 2;
    internal const int SoError = 4;
    internal const int SoReceiveTimeout = 20;
    internal const int SoSendTimeout = 21;
    internal const int IpProtoTcp = 6;
    internal const int TcpNoDelay = 1;

    internal const int ShutdownRead = 0;
    internal const int ShutdownWrite = 1;
    internal const int ShutdownBoth = 2;
    internal const int PollIn = 1;
    internal const int PollOut = 4;
    internal const int PollForever = -1;

    internal const int EIntr = 4;
    internal const int EBadF = 9;
    internal const int EAgain = 11;
    internal const int EMFile = 24;
    internal const int ENFile = 23;
    internal const int ENoMem = 12;
    internal const int EPipe = 32;
    internal const int ENoBufs = 105;
    internal const int EConnAborted = 103;
    internal const int ETimedOut = 110;
    internal const int EInProgress = 115;

    internal const int FSetFlags = 4;
    internal const int FGetFlags = 3;
    internal const int ONonBlock = 0x800;
    internal const int OCloseOnExec = 0x80000;

    [LibraryImport("libc", EntryPoint = "socket")]
    internal static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind")]
    internal static partial int Bind(int fd, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "listen")]
    internal static partial int Listen(int fd, int backlog);

    [LibraryImport("libc", EntryPoint = "accept4")]
    internal static partial int Accept(int fd, byte* address, uint* length, int flags);

    [LibraryImport("libc", EntryPoint = "connect")]
    internal static partial int Connect(int fd, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "getsockname")]
    internal static partial int GetSocketName(int fd, byte* address, uint* length);

    [LibraryImport("libc", EntryPoint = "recv")]
    internal static partial nint Receive(int fd, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "send")]
    internal static partial nint Send(int fd, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown")]
    internal static partial int Shutdown(int fd, int how);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "setsockopt")]
    internal static partial int SetSocketOption(int fd, int level, int name, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "getsockopt")]
    internal static partial int GetSocketOption(int fd, int level, int name, void* value, uint* length);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    internal static partial int FileControl(int fd, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "poll")]
    internal static partial int Poll(PollRequest* requests, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "pipe2")]
    internal static partial int Pipe(int* ends, int flags);

    /// <summary>The errno of the last call, read at once after it.</summary>
    internal static int LastError => Marshal.GetLastSystemError();

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollRequest
    {
        internal int FileDescriptor;
        internal short Events;
        internal short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeValue
    {
        internal long Seconds;
        internal long Microseconds;
    }
}
