using System.Globalization;
using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Platform.Processes;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Enclave.Sandbox.Supervisor;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Sandbox.Containment;

/// <summary>
/// Workers that are not ours any more: a program confined as the enclave's are, whose engine does what each test tells it to (out/sandbox-probe,
/// native code as it ships). Whatever it does, the run ends with a code, and the next one is served.
/// </summary>
public sealed class ContainmentTests : IDisposable
{
    private readonly SandboxPool pool = new(new SandboxSettings { Program = Probe, WarmWorkers = 2, MaxRunning = 4, MaxWaiting = 8 });

    private static string Probe => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../out/sandbox-probe")) is var file && File.Exists(file)
        ? file
        : throw new FileNotFoundException("build/publish sandbox-probe makes it.", file);

    public void Dispose() => pool.Dispose();

    [Fact]
    public async Task What_it_is_given_comes_back()
    {
        SandboxOutcome outcome = await RunAsync("echo");
        Assert.Null(outcome.Error);
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(outcome.Result.Span));
    }

    /// <summary>Ways out: none of them is even answered.</summary>
    [Theory]
    [InlineData("socket", "syscall 41 2,1,0")]
    [InlineData("socketpair", "syscall 53 1,1,0,0")]
    [InlineData("connect", "syscall 42 0,0,0")]
    [InlineData("open", "syscall 2 '/etc/passwd,0")]
    [InlineData("openat2", "syscall 437 -100,'/etc/passwd,0,0")]
    [InlineData("open_by_handle_at", "syscall 304 0,0,0")]
    [InlineData("stat", "syscall 4 '/,0")]
    [InlineData("readlink", "syscall 89 '/proc/self/exe,0,0")]
    [InlineData("unlink", "syscall 87 '/tmp/x")]
    [InlineData("mount", "syscall 165 0,0,0,0,0")]
    [InlineData("chroot", "syscall 161 '/")]
    [InlineData("fork", "syscall 57")]
    [InlineData("vfork", "syscall 58")]
    [InlineData("execve", "syscall 59 '/init,0,0")]
    [InlineData("execveat", "syscall 322 0,'/init,0,0,0")]
    [InlineData("kill", "syscall 62 1,9")]
    [InlineData("tkill", "syscall 200 1,9")]
    [InlineData("tgkill", "syscall 234 1,1,9")]
    [InlineData("pidfd_open", "syscall 434 1,0")]
    [InlineData("ptrace", "syscall 101 16,1,0,0")]
    [InlineData("process_vm_readv", "syscall 310 1,0,0,0,0,0")]
    [InlineData("prlimit", "syscall 302 0,7,1")]
    [InlineData("prlimit of another", "syscall 302 1,7,0,0")]
    [InlineData("setrlimit", "syscall 160 7,0")]
    [InlineData("setuid", "syscall 105 0")]
    [InlineData("setresuid", "syscall 117 0,0,0")]
    [InlineData("unshare", "syscall 272 268435456")]
    [InlineData("setns", "syscall 308 0,0")]
    [InlineData("prctl", "syscall 157 4,1,0,0,0")]
    [InlineData("seccomp", "syscall 317 0,0,0")]
    [InlineData("bpf", "syscall 321 0,0,0")]
    [InlineData("io_uring_setup", "syscall 425 1,0")]
    [InlineData("userfaultfd", "syscall 323 0")]
    [InlineData("perf_event_open", "syscall 298 0,0,-1,-1,0")]
    [InlineData("keyctl", "syscall 250 0,0,0")]
    [InlineData("ioctl", "syscall 16 0,0,0")]
    [InlineData("dup", "syscall 32 0")]
    [InlineData("fcntl", "syscall 72 0,4,0")]
    [InlineData("pipe", "syscall 22 0")]
    [InlineData("memfd_create", "syscall 319 'x,0")]
    [InlineData("sendmsg", "syscall 46 1,0,0")]
    [InlineData("splice", "syscall 275 0,0,1,0,1,0")]
    [InlineData("shmget", "syscall 29 0,4096,950")]
    [InlineData("mmap with code", "syscall 9 0,4096,7,34,-1,0")]
    [InlineData("mprotect with code", "syscall 10 0,4096,5")]
    [InlineData("pkey_mprotect", "syscall 329 0,4096,7,0")]
    [InlineData("read of another descriptor", "syscall 0 4,0,0")]
    [InlineData("write to its input", "syscall 1 0,0,0")]
    [InlineData("reboot", "syscall 169 0,0,0,0")]
    [InlineData("x32 getpid", "syscall 1073741863")]
    public async Task A_system_call_that_it_may_not_make_ends_it(string name, string attack)
    {
        SandboxOutcome outcome = await RunAsync(attack);
        Assert.True(outcome.Error?.Code == ExecutionFailure.Crashed, $"{name}: {outcome.Error?.Message ?? Encoding.UTF8.GetString(outcome.Result.Span)}");
        await StillServesAsync();
    }

    [Theory]
    [InlineData("syscall 257 -100,'/proc/self/environ,0", -13)]
    [InlineData("syscall 257 -100,'/,0", -13)]
    [InlineData("syscall 56 17,0,0,0,0", -11)]
    [InlineData("syscall 435 0,0", -11)]
    public async Task What_the_runtime_tries_and_does_without_is_refused(string attack, int answer)
    {
        SandboxOutcome outcome = await RunAsync(attack);
        Assert.Null(outcome.Error);
        Assert.Equal(answer, int.Parse(outcome.Result.Span, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("spin", ExecutionFailure.Timeout)]
    [InlineData("sleep", ExecutionFailure.Timeout)]
    [InlineData("stack", ExecutionFailure.StackOverflow)]
    [InlineData("objects", ExecutionFailure.OutOfMemory)]
    [InlineData("fault", ExecutionFailure.Crashed)]
    [InlineData("exit 0", ExecutionFailure.Crashed)]
    [InlineData("exit 77", ExecutionFailure.Crashed)]
    [InlineData("garbage ffffffff05", ExecutionFailure.Crashed)]
    [InlineData("garbage 0000000001", ExecutionFailure.Crashed)] // ready once more
    [InlineData("garbage 0000000002", ExecutionFailure.Crashed)] // a job for its supervisor
    [InlineData("garbage 0000000005", ExecutionFailure.Crashed)]
    [InlineData("garbage 00000000ff", ExecutionFailure.Crashed)]
    [InlineData("garbage 10000000", ExecutionFailure.Timeout)] // a frame that never ends
    [InlineData("flood", ExecutionFailure.Crashed)]
    public async Task However_it_ends_the_run_has_its_code_and_the_next_one_is_served(string attack, ExecutionFailure expected)
    {
        SandboxOutcome outcome = await RunAsync(attack);
        Assert.Equal(expected, outcome.Error?.Code);
        Assert.Equal(1000, outcome.Statements);
        Assert.True(outcome.Result.IsEmpty);
        await StillServesAsync();
    }

    [Fact]
    public async Task Pages_behind_the_runtimes_back_end_where_its_memory_does()
    {
        SandboxOutcome outcome = await RunAsync("pages");
        int had = outcome.Error is null ? int.Parse(outcome.Result.Span, CultureInfo.InvariantCulture) : 0;
        Assert.True(outcome.Error?.Code == ExecutionFailure.OutOfMemory || had is > 0 and < 128 + 96, $"{outcome.Error?.Message} {had} MiB");
    }

    [Fact]
    public async Task The_runtime_goes_on_in_confinement()
    {
        for (int i = 0; i < 20; i++)
        {
            SandboxOutcome outcome = await RunAsync("collect");
            Assert.Equal("300", Encoding.UTF8.GetString(outcome.Result.Span));
        }
    }

    [Fact]
    public async Task No_call_beyond_the_most_that_it_may_make_reaches_the_host()
    {
        SandboxOutcome outcome = await RunAsync("ask small 250");
        Assert.Equal("\"limitExceeded\"", Encoding.UTF8.GetString(outcome.Result.Span));
        Assert.Equal(FunctionLimits.MaxHostCalls, outcome.HostCalls);
    }

    [Fact]
    public async Task Answers_beyond_what_all_may_have_together_are_errors()
    {
        SandboxOutcome outcome = await RunAsync("ask large 30");
        Assert.Equal("\"limitExceeded\"", Encoding.UTF8.GetString(outcome.Result.Span));
    }

    [Fact]
    public async Task What_it_says_of_its_log_and_its_statements_is_cut_to_the_limits()
    {
        SandboxOutcome outcome = await RunAsync("log");
        Assert.Equal(FunctionLimits.MaxLogLineLength, Assert.Single(outcome.Logs).Text.Length);
        Assert.Equal(1000, outcome.Statements);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_is_killed()
    {
        using CancellationTokenSource source = new();
        Task<SandboxOutcome> run = pool.RunAsync(Job("spin") with { TimeoutMs = 60_000 }, new Host(), source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await StillServesAsync();
    }

    [Fact]
    public async Task One_that_spins_in_every_lane_but_one_leaves_the_others_served()
    {
        Task<SandboxOutcome>[] spinning = [.. Enumerable.Range(0, 3).Select(_ => RunAsync("spin").AsTask())];
        await StillServesAsync();
        Assert.All(await Task.WhenAll(spinning), outcome => Assert.Equal(ExecutionFailure.Timeout, outcome.Error?.Code));
    }

    /// <summary>The first process does; it runs apart, because whoever does it takes other tests' children too.</summary>
    [Fact]
    public void Who_waits_for_a_child_is_told_its_end_though_another_took_leave_of_it()
    {
        using WakeSignal never = new();
        using ChildProcess reaping = ChildProcess.Start(Probe, ["reap"], []);
        byte[] said = new byte[256];
        int count;
        while ((count = reaping.Read(said)) < 0)
        {
            reaping.Wait(never, toWrite: false, 10_000);
        }

        Assert.StartsWith("ChildEnd { ExitCode = 2, Signal = 0", Encoding.ASCII.GetString(said, 0, count), StringComparison.Ordinal);
    }

    private async Task StillServesAsync() => Assert.Null((await RunAsync("echo")).Error);

    private ValueTask<SandboxOutcome> RunAsync(string attack) =>
        pool.RunAsync(Job(attack), new Host(), TestContext.Current.CancellationToken);

    private static SandboxJob Job(string attack) => new()
    {
        SourceCode = attack,
        Handler = "default",
        Parameters = "{\"a\":1}"u8.ToArray(),
        Environment = new Dictionary<string, string>(),
        Features = [],
        Seed = new byte[32],
        Time = DateTimeOffset.UnixEpoch,
        TimeoutMs = 2000,
        MemoryMiB = FunctionLimits.DefaultMemoryMiB,
        Statements = 1000,
    };

    private sealed class Host : ISandboxHost
    {
        private static readonly byte[] Large = [(byte)'"', .. new string('x', 100_000).Select(each => (byte)each), (byte)'"'];

        public async ValueTask<HostAnswer> CallAsync(string name, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return new HostAnswer(name == "large" ? Large : "1"u8.ToArray(), null, null, DateTimeOffset.UnixEpoch);
        }
    }
}
