using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Nitro.Boot;
using NeoServiceLayer.Enclave.Platform.Machine;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Boot;

/// <summary>What happens when, and that nothing is served after a step that failed.</summary>
public sealed class EnclaveBootTests
{
    private static readonly string[] MachineSteps =
    [
        "mount devtmpfs /dev dev mode=0755", "console", "mount proc /proc", "mount sysfs /sys", "mount tmpfs /tmp mode=1777,size=16m",
        "descriptors 16384", "loopback", "load /nsm.ko",
    ];

    private static readonly string[] ModuleSteps =
    [
        "open module", "random source", "random 256", "entropy 256", "read PCR0",
        .. Enumerable.Range(16, 16).SelectMany<int, string>(index => [$"read PCR{index}", $"lock PCR{index}"]),
    ];

    private readonly List<string> steps = [];

    public static TheoryData<int> RegistersOfOurs => [.. Enumerable.Range(16, 16)];

    [Fact]
    public void The_first_process_does_everything_in_order()
    {
        Run(isFirst: true, hasModule: true);
        Assert.Equal([.. MachineSteps, "settings", .. ModuleSteps, "heartbeat", "serve with module", "close module"], steps);
    }

    [Fact]
    public void An_ordinary_process_leaves_the_machine_alone()
    {
        Run(isFirst: false, hasModule: true);
        Assert.Equal(["settings", .. ModuleSteps, "serve with module", "close module"], steps);
    }

    [Fact]
    public void An_ordinary_process_without_a_module_says_so_in_a_line()
    {
        Run(isFirst: false, hasModule: false);
        Assert.Equal(
            ["settings", "say enclave: there is no security module (/dev/nsm) here: nothing is attested, and nothing stamped is served.", "serve alone"],
            steps);
    }

    [Fact]
    public void Nothing_follows_a_step_that_the_kernel_refuses()
    {
        string[] refusable = [.. MachineSteps, "random source", "entropy 256"];
        foreach (string step in refusable)
        {
            steps.Clear();
            PlatformException refused = Assert.Throws<PlatformException>(() => Run(isFirst: true, hasModule: true, refuses: step));
            Assert.Equal(step + " was refused.", refused.Message);
            Assert.Equal(step, steps.Last(taken => taken != "close module"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("virtio_rng.0")]
    public void Without_the_modules_random_numbers_nothing_runs(string source)
    {
        BootException refused = Assert.Throws<BootException>(() => Run(isFirst: true, hasModule: true, source: source));
        Assert.Contains($"'{source}'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["random source", "close module"], steps[^2..]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Debug_mode_is_refused_by_name(bool isFirst)
    {
        BootException refused = Assert.Throws<BootException>(() => Run(isFirst, hasModule: true, pcrs: new() { [0] = new byte[48] }));
        Assert.Contains("debug mode", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["read PCR0", "close module"], steps[^2..]);
    }

    [Theory]
    [MemberData(nameof(RegistersOfOurs))]
    public void Nobody_has_measured_anything_into_our_registers(int index)
    {
        byte[] extended = new byte[48];
        extended[47] = 1;
        BootException refused = Assert.Throws<BootException>(() => Run(isFirst: true, hasModule: true, pcrs: new() { [index] = extended }));
        Assert.Contains($"PCR{index} ", refused.Message, StringComparison.Ordinal);
        Assert.Equal([$"read PCR{index}", "close module"], steps[^2..]);
    }

    [Fact]
    public void A_single_bit_in_PCR0_is_not_debug_mode()
    {
        byte[] last = new byte[48];
        last[47] = 1;
        Run(isFirst: true, hasModule: true, pcrs: new() { [0] = last });
        Assert.Contains("serve with module", steps);
    }

    [Fact]
    public void A_first_process_ends_with_its_machine()
    {
        using (FirstProcess first = new(new MachineDouble(steps), line => steps.Add(line)))
        {
            first.EndFor(typeof(OutOfMemoryException));
        }

        Assert.Equal(
            ["enclave: ending the machine: a fault of the enclave's own (OutOfMemoryException).", "end", "end"], steps);
    }

    private void Run(bool isFirst, bool hasModule, string source = "nsm-hwrng", string? refuses = null, Dictionary<int, byte[]>? pcrs = null) =>
        new EnclaveBoot
        {
            Machine = new MachineDouble(steps) { RandomSource = source, Refuses = refuses },
            IsFirstProcess = isFirst,
            HasModule = () => hasModule,
            OpenModule = () =>
            {
                steps.Add("open module");
                return new ModuleDouble(steps, pcrs);
            },
            ReadSettings = () =>
            {
                steps.Add("settings");
                return new EnclaveSettings();
            },
            SendHeartbeat = () => steps.Add("heartbeat"),
            Serve = (_, module) => steps.Add(module is null ? "serve alone" : "serve with module"),
            Say = line => steps.Add("say " + line),
        }.Run();
}
