using System.Reflection;
using System.Runtime.InteropServices;
using NeoServiceLayer.Enclave.Platform.Interop;
using NeoServiceLayer.Tests.Unit.Interop;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Platform;

/// <summary>Constants and layouts are what a C compiler says, from the system's own headers.</summary>
public sealed class PlatformAgreementTests
{
    /// <summary>linux/nsm.h, which older headers do not have.</summary>
    private const string NsmHeader = "struct nsm_raw { struct iovec request; struct iovec response; };";

    private static readonly Dictionary<string, string> NamesInC = new()
    {
        [nameof(LibC.MsNoSuid)] = "MS_NOSUID",
        [nameof(LibC.MsNoDev)] = "MS_NODEV",
        [nameof(LibC.MsNoExec)] = "MS_NOEXEC",
        [nameof(LibC.OReadWrite)] = "O_RDWR",
        [nameof(LibC.OCloseOnExec)] = "O_CLOEXEC",
        [nameof(LibC.FGetDescriptorFlags)] = "F_GETFD",
        [nameof(LibC.CharacterDevice)] = "S_IFCHR",
        [nameof(LibC.RlimitNoFile)] = "RLIMIT_NOFILE",
        [nameof(LibC.AfInet)] = "AF_INET",
        [nameof(LibC.SockDatagram)] = "SOCK_DGRAM",
        [nameof(LibC.SockCloseOnExec)] = "SOCK_CLOEXEC",
        [nameof(LibC.InterfaceNameSize)] = "IFNAMSIZ",
        [nameof(LibC.InterfaceUp)] = "IFF_UP",
        [nameof(LibC.SetInterfaceFlags)] = "SIOCSIFFLAGS",
        [nameof(LibC.AddToEntropy)] = "RNDADDENTROPY",
        [nameof(LibC.NsmRaw)] = "_IOWR(0x0A, 0x0, struct nsm_raw)",
        [nameof(LibC.RebootRestart)] = "RB_AUTOBOOT",
        [nameof(LibC.WaitNoHang)] = "WNOHANG",
        [nameof(LibC.SysFinitModule)] = "SYS_finit_module",
        [nameof(LibC.ENoEnt)] = "ENOENT",
        [nameof(LibC.EIntr)] = "EINTR",
        [nameof(LibC.EBusy)] = "EBUSY",
        [nameof(LibC.EExist)] = "EEXIST",
    };

    [Fact]
    public void Every_constant_is_the_compilers()
    {
        FieldInfo[] constants = [.. typeof(LibC).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.IsLiteral)];
        Assert.NotEmpty(constants);
        Assert.All(constants, field => Assert.True(NamesInC.ContainsKey(field.Name), $"{field.Name} has no name in C here."));
        string[] values = CCompiler.Run(
            NsmHeader + string.Concat(constants.Select(field => $"printf(\"%u\\n\", (unsigned){NamesInC[field.Name]});")));
        Assert.Equal(values, constants.Select(field => field.GetRawConstantValue()!.ToString()!));
    }

    [Fact]
    public void Every_structure_has_the_compilers_layout()
    {
        string[] made = CCompiler.Run(NsmHeader + """
            printf("%zu %zu\n", sizeof(struct rlimit), offsetof(struct rlimit, rlim_max));
            printf("%zu %zu %zu\n", sizeof(struct ifreq), offsetof(struct ifreq, ifr_flags), sizeof ((struct ifreq *)0)->ifr_flags);
            printf("%zu %zu\n", sizeof(struct rand_pool_info), offsetof(struct rand_pool_info, buf_size));
            printf("%zu %zu\n", sizeof(struct iovec), offsetof(struct iovec, iov_len));
            printf("%zu %zu\n", sizeof(struct nsm_raw), offsetof(struct nsm_raw, response));
            """);
        string[] ours =
        [
            $"{Marshal.SizeOf<LibC.ResourceLimit>()} {Offset<LibC.ResourceLimit>("Most")}",
            $"{Marshal.SizeOf<LibC.InterfaceRequest>()} {Offset<LibC.InterfaceRequest>("Flags")} {sizeof(short)}",
            $"{Marshal.SizeOf<LibC.EntropyHeader>()} {Offset<LibC.EntropyHeader>("Bytes")}",
            $"{Marshal.SizeOf<LibC.IoVector>()} {Offset<LibC.IoVector>("Length")}",
            $"{Marshal.SizeOf<LibC.NsmExchange>()} {Offset<LibC.NsmExchange>("Response")}",
        ];
        Assert.Equal(ours, made);
    }

    private static nint Offset<T>(string field) => Marshal.OffsetOf<T>(field);
}
