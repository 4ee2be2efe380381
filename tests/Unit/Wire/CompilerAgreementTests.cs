using System.Reflection;
using System.Runtime.InteropServices;
using NeoServiceLayer.Tests.Unit.Interop;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Interop;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Wire;

/// <summary>Constants and layouts are what a C compiler says, from the system's own headers.</summary>
public sealed class CompilerAgreementTests
{
    private static readonly Dictionary<string, string> NamesInC = new()
    {
        [nameof(LibC.AfUnix)] = "AF_UNIX",
        [nameof(LibC.AfInet)] = "AF_INET",
        [nameof(LibC.AfInet6)] = "AF_INET6",
        [nameof(LibC.AfVsock)] = "AF_VSOCK",
        [nameof(LibC.SockStream)] = "SOCK_STREAM",
        [nameof(LibC.SockCloseOnExec)] = "SOCK_CLOEXEC",
        [nameof(LibC.MsgDontWait)] = "MSG_DONTWAIT",
        [nameof(LibC.MsgNoSignal)] = "MSG_NOSIGNAL",
        [nameof(LibC.SolSocket)] = "SOL_SOCKET",
        [nameof(LibC.SoReuseAddress)] = "SO_REUSEADDR",
        [nameof(LibC.SoError)] = "SO_ERROR",
        [nameof(LibC.SoReceiveTimeout)] = "SO_RCVTIMEO",
        [nameof(LibC.SoSendTimeout)] = "SO_SNDTIMEO",
        [nameof(LibC.IpProtoTcp)] = "IPPROTO_TCP",
        [nameof(LibC.TcpNoDelay)] = "TCP_NODELAY",
        [nameof(LibC.ShutdownRead)] = "SHUT_RD",
        [nameof(LibC.ShutdownWrite)] = "SHUT_WR",
        [nameof(LibC.ShutdownBoth)] = "SHUT_RDWR",
        [nameof(LibC.PollIn)] = "POLLIN",
        [nameof(LibC.PollOut)] = "POLLOUT",
        [nameof(LibC.PollForever)] = "-1",
        [nameof(LibC.EIntr)] = "EINTR",
        [nameof(LibC.EBadF)] = "EBADF",
        [nameof(LibC.EAgain)] = "EAGAIN",
        [nameof(LibC.EMFile)] = "EMFILE",
        [nameof(LibC.ENFile)] = "ENFILE",
        [nameof(LibC.ENoMem)] = "ENOMEM",
        [nameof(LibC.EPipe)] = "EPIPE",
        [nameof(LibC.ENoBufs)] = "ENOBUFS",
        [nameof(LibC.EConnAborted)] = "ECONNABORTED",
        [nameof(LibC.ETimedOut)] = "ETIMEDOUT",
        [nameof(LibC.EInProgress)] = "EINPROGRESS",
        [nameof(LibC.FSetFlags)] = "F_SETFL",
        [nameof(LibC.FGetFlags)] = "F_GETFL",
        [nameof(LibC.ONonBlock)] = "O_NONBLOCK",
        [nameof(LibC.OCloseOnExec)] = "O_CLOEXEC",
    };

    [Fact]
    public void Every_constant_is_the_compilers()
    {
        FieldInfo[] constants = [.. typeof(LibC).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.IsLiteral)];
        Assert.NotEmpty(constants);
        Assert.All(constants, field => Assert.True(NamesInC.ContainsKey(field.Name), $"{field.Name} has no name in C here."));
        string[] values = CCompiler.Run(string.Concat(constants.Select(field => $"printf(\"%d\\n\", (int){NamesInC[field.Name]});")));
        Assert.Equal(values, constants.Select(field => field.GetRawConstantValue()!.ToString()!));
    }

    [Fact]
    public void Every_address_has_the_compilers_layout()
    {
        string[] made = CCompiler.Run("""
            struct sockaddr_vm vm = {0}; vm.svm_family = AF_VSOCK; vm.svm_port = 0x01020304; vm.svm_cid = 0xA1A2A3A4; dump(&vm, sizeof vm);
            struct sockaddr_in in = {0}; in.sin_family = AF_INET; in.sin_port = htons(5001); inet_pton(AF_INET, "192.0.2.7", &in.sin_addr); dump(&in, sizeof in);
            struct sockaddr_in6 in6 = {0}; in6.sin6_family = AF_INET6; in6.sin6_port = htons(5002); inet_pton(AF_INET6, "2001:db8::9", &in6.sin6_addr); dump(&in6, sizeof in6);
            struct sockaddr_un un = {0}; un.sun_family = AF_UNIX; strcpy(un.sun_path, "/run/x"); dump(&un, offsetof(struct sockaddr_un, sun_path) + 7);
            printf("%zu\n", sizeof un);
            printf("%zu\n", sizeof un.sun_path - 1);
            """);
        Assert.Equal(Written("vsock:2711790500:16909060"), made[0]);
        Assert.Equal(Written("tcp:192.0.2.7:5001"), made[1]);
        Assert.Equal(Written("tcp:[2001:db8::9]:5002"), made[2]);
        Assert.Equal(Written("unix:/run/x"), made[3]);
        Assert.Equal($"{SocketAddress.MaxLength}", made[4]);
        Assert.Equal($"{WireEndpoint.MaxPathBytes}", made[5]);
    }

    [Fact]
    public void The_structures_of_calls_have_the_compilers_layout()
    {
        string[] made = CCompiler.Run("""
            printf("%zu %zu %zu\n", sizeof(struct pollfd), offsetof(struct pollfd, events), offsetof(struct pollfd, revents));
            printf("%zu %zu\n", sizeof(struct timeval), offsetof(struct timeval, tv_usec));
            """);
        Assert.Equal(
            $"{Marshal.SizeOf<LibC.PollRequest>()} {Offset<LibC.PollRequest>("Events")} {Offset<LibC.PollRequest>("Returned")}", made[0]);
        Assert.Equal($"{Marshal.SizeOf<LibC.TimeValue>()} {Offset<LibC.TimeValue>("Microseconds")}", made[1]);
    }

    private static nint Offset<T>(string field) => Marshal.OffsetOf<T>(field);

    private static string Written(string endpoint)
    {
        byte[] address = new byte[SocketAddress.MaxLength];
        int length = SocketAddress.Write(WireEndpoint.Parse(endpoint), address);
        return Convert.ToHexStringLower(address.AsSpan(0, length));
    }
}
