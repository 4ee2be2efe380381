using System.Reflection;
using System.Runtime.InteropServices;
using NeoServiceLayer.Enclave.Platform.Confinement;
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
        [nameof(LibC.ONonBlock)] = "O_NONBLOCK",
        [nameof(LibC.FSetFlags)] = "F_SETFL",
        [nameof(LibC.PollIn)] = "POLLIN",
        [nameof(LibC.PollOut)] = "POLLOUT",
        [nameof(LibC.SpawnOwnGroup)] = "POSIX_SPAWN_SETPGROUP",
        [nameof(LibC.WaitForProcess)] = "P_PID",
        [nameof(LibC.WaitExited)] = "WEXITED",
        [nameof(LibC.WaitLeave)] = "WNOWAIT",
        [nameof(LibC.SigAbort)] = "SIGABRT",
        [nameof(LibC.SigKill)] = "SIGKILL",
        [nameof(LibC.SigSegv)] = "SIGSEGV",
        [nameof(LibC.SigCpu)] = "SIGXCPU",
        [nameof(LibC.SigSys)] = "SIGSYS",
        [nameof(LibC.EAgain)] = "EAGAIN",
        [nameof(LibC.EAccess)] = "EACCES",
        [nameof(LibC.SpawnRoom)] = "512",
        [nameof(LibC.RlimitCpu)] = "RLIMIT_CPU",
        [nameof(LibC.RlimitFileSize)] = "RLIMIT_FSIZE",
        [nameof(LibC.RlimitData)] = "RLIMIT_DATA",
        [nameof(LibC.RlimitCore)] = "RLIMIT_CORE",
        [nameof(LibC.RlimitProcesses)] = "RLIMIT_NPROC",
        [nameof(LibC.RlimitLocked)] = "RLIMIT_MEMLOCK",
        [nameof(LibC.RlimitAddressSpace)] = "RLIMIT_AS",
        [nameof(LibC.RlimitQueues)] = "RLIMIT_MSGQUEUE",
        [nameof(LibC.PriorityOfProcess)] = "PRIO_PROCESS",
        [nameof(LibC.SetParentDeathSignal)] = "PR_SET_PDEATHSIG",
        [nameof(LibC.SetDumpable)] = "PR_SET_DUMPABLE",
        [nameof(LibC.SetNoNewPrivileges)] = "PR_SET_NO_NEW_PRIVS",
        [nameof(LibC.SysSeccomp)] = "SYS_seccomp",
        [nameof(LibC.SeccompFilter)] = "SECCOMP_SET_MODE_FILTER",
        [nameof(LibC.SeccompAllThreads)] = "SECCOMP_FILTER_FLAG_TSYNC",
        [nameof(LibC.SeccompKill)] = "SECCOMP_RET_KILL_PROCESS",
        [nameof(LibC.SeccompError)] = "SECCOMP_RET_ERRNO",
        [nameof(LibC.SeccompAllow)] = "SECCOMP_RET_ALLOW",
        [nameof(LibC.ArchX64)] = "AUDIT_ARCH_X86_64",
        [nameof(LibC.ProtectExecute)] = "PROT_EXEC",
        [nameof(LibC.ENoEnt)] = "ENOENT",
        [nameof(LibC.EIntr)] = "EINTR",
        [nameof(LibC.EBusy)] = "EBUSY",
        [nameof(LibC.EExist)] = "EEXIST",
    };

    private static readonly Dictionary<string, string> SystemCallsInC = new()
    {
        [nameof(SystemCall.Read)] = "SYS_read",
        [nameof(SystemCall.Write)] = "SYS_write",
        [nameof(SystemCall.Close)] = "SYS_close",
        [nameof(SystemCall.MapMemory)] = "SYS_mmap",
        [nameof(SystemCall.ProtectMemory)] = "SYS_mprotect",
        [nameof(SystemCall.UnmapMemory)] = "SYS_munmap",
        [nameof(SystemCall.MoveBreak)] = "SYS_brk",
        [nameof(SystemCall.SignalAction)] = "SYS_rt_sigaction",
        [nameof(SystemCall.SignalMask)] = "SYS_rt_sigprocmask",
        [nameof(SystemCall.SignalReturn)] = "SYS_rt_sigreturn",
        [nameof(SystemCall.YieldProcessor)] = "SYS_sched_yield",
        [nameof(SystemCall.RemapMemory)] = "SYS_mremap",
        [nameof(SystemCall.AdviseMemory)] = "SYS_madvise",
        [nameof(SystemCall.Sleep)] = "SYS_nanosleep",
        [nameof(SystemCall.GetProcess)] = "SYS_getpid",
        [nameof(SystemCall.Clone)] = "SYS_clone",
        [nameof(SystemCall.Exit)] = "SYS_exit",
        [nameof(SystemCall.SystemInformation)] = "SYS_sysinfo",
        [nameof(SystemCall.SignalStack)] = "SYS_sigaltstack",
        [nameof(SystemCall.GetThread)] = "SYS_gettid",
        [nameof(SystemCall.Futex)] = "SYS_futex",
        [nameof(SystemCall.GetAffinity)] = "SYS_sched_getaffinity",
        [nameof(SystemCall.GetTime)] = "SYS_clock_gettime",
        [nameof(SystemCall.SleepByClock)] = "SYS_clock_nanosleep",
        [nameof(SystemCall.ExitAll)] = "SYS_exit_group",
        [nameof(SystemCall.SignalThread)] = "SYS_tgkill",
        [nameof(SystemCall.OpenAt)] = "SYS_openat",
        [nameof(SystemCall.SetRobustList)] = "SYS_set_robust_list",
        [nameof(SystemCall.Limits)] = "SYS_prlimit64",
        [nameof(SystemCall.GetRandom)] = "SYS_getrandom",
        [nameof(SystemCall.MemoryBarrier)] = "SYS_membarrier",
        [nameof(SystemCall.RestartableSequence)] = "SYS_rseq",
        [nameof(SystemCall.Clone3)] = "SYS_clone3",
        [nameof(SystemCall.Stat)] = "SYS_stat",
        [nameof(SystemCall.FileStat)] = "SYS_fstat",
        [nameof(SystemCall.Seek)] = "SYS_lseek",
        [nameof(SystemCall.Control)] = "SYS_ioctl",
        [nameof(SystemCall.ReadAt)] = "SYS_pread64",
        [nameof(SystemCall.Access)] = "SYS_access",
        [nameof(SystemCall.ReadLink)] = "SYS_readlink",
        [nameof(SystemCall.FileControl)] = "SYS_fcntl",
        [nameof(SystemCall.LockFile)] = "SYS_flock",
        [nameof(SystemCall.Truncate)] = "SYS_ftruncate",
        [nameof(SystemCall.GetFolder)] = "SYS_getcwd",
        [nameof(SystemCall.ListFolder)] = "SYS_getdents64",
        [nameof(SystemCall.StatAt)] = "SYS_newfstatat",
        [nameof(SystemCall.MakeMemoryFile)] = "SYS_memfd_create",
        [nameof(FilterBuilder.Load)] = "BPF_LD | BPF_W | BPF_ABS",
        [nameof(FilterBuilder.JumpEqual)] = "BPF_JMP | BPF_JEQ | BPF_K",
        [nameof(FilterBuilder.JumpSet)] = "BPF_JMP | BPF_JSET | BPF_K",
        [nameof(FilterBuilder.Return)] = "BPF_RET | BPF_K",
        [nameof(FilterBuilder.NumberAt)] = "offsetof(struct seccomp_data, nr)",
        [nameof(FilterBuilder.ArchitectureAt)] = "offsetof(struct seccomp_data, arch)",
        [nameof(FilterBuilder.ArgumentsAt)] = "offsetof(struct seccomp_data, args)",
    };

    [Fact]
    public void Every_constant_is_the_compilers() => AreTheCompilers(NamesInC, typeof(LibC));

    [Fact]
    public void Every_number_of_a_system_call_and_every_code_of_its_filter_is_the_compilers() =>
        AreTheCompilers(SystemCallsInC, typeof(SystemCall), typeof(FilterBuilder));

    private static void AreTheCompilers(Dictionary<string, string> namesInC, params Type[] types)
    {
        FieldInfo[] constants =
            [.. types.SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic)).Where(field => field.IsLiteral)];
        Assert.NotEmpty(constants);
        Assert.All(constants, field => Assert.True(namesInC.ContainsKey(field.Name), $"{field.Name} has no name in C here."));
        string[] values = CCompiler.Run(
            NsmHeader + string.Concat(constants.Select(field => $"printf(\"%u\\n\", (unsigned)({namesInC[field.Name]}));")));
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
            printf("%zu %zu\n", sizeof(struct pollfd), offsetof(struct pollfd, revents));
            printf("%zu %zu\n", sizeof(struct rusage), offsetof(struct rusage, ru_maxrss));
            printf("%zu\n", sizeof(siginfo_t));
            printf("%zu %zu\n", sizeof(struct sock_filter), offsetof(struct sock_filter, k));
            printf("%zu %zu\n", sizeof(struct sock_fprog), offsetof(struct sock_fprog, filter));
            printf("%d\n", sizeof(posix_spawn_file_actions_t) <= 512 && sizeof(posix_spawnattr_t) <= 512);
            """);
        string[] ours =
        [
            $"{Marshal.SizeOf<LibC.ResourceLimit>()} {Offset<LibC.ResourceLimit>("Most")}",
            $"{Marshal.SizeOf<LibC.InterfaceRequest>()} {Offset<LibC.InterfaceRequest>("Flags")} {sizeof(short)}",
            $"{Marshal.SizeOf<LibC.EntropyHeader>()} {Offset<LibC.EntropyHeader>("Bytes")}",
            $"{Marshal.SizeOf<LibC.IoVector>()} {Offset<LibC.IoVector>("Length")}",
            $"{Marshal.SizeOf<LibC.NsmExchange>()} {Offset<LibC.NsmExchange>("Response")}",
            $"{Marshal.SizeOf<LibC.PollRequest>()} {Offset<LibC.PollRequest>("Returned")}",
            $"{Marshal.SizeOf<LibC.ResourceUsage>()} {Offset<LibC.ResourceUsage>("PeakKiB")}",
            $"{Marshal.SizeOf<LibC.SignalInformation>()}",
            $"{Marshal.SizeOf<LibC.FilterInstruction>()} {Marshal.SizeOf<LibC.FilterInstruction>() - sizeof(uint)}",
            $"{Marshal.SizeOf<LibC.FilterProgram>()} {Offset<LibC.FilterProgram>("Start")}",
            "1",
        ];
        Assert.Equal(ours, made);
    }

    private static nint Offset<T>(string field) => Marshal.OffsetOf<T>(field);
}
