using System.Diagnostics;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Boot;

/// <summary>
/// The enclave's program as the first process of namespaces of its own, alone in a folder. There is no security module, so what is
/// seen here is the way up to it, and that it ends there: in one line, and by ending its machine.
/// </summary>
public sealed class FirstProcessTests : IDisposable
{
    /// <summary>How unshare ends when the kernel ended the namespace's first process for a restart: as by SIGHUP.</summary>
    private const int Restarted = 129;

    private const string NoModule = "enclave: ending the machine: /dev/nsm cannot be opened: No such file or directory (errno 2).\n";

    /// <summary>Words that the kernel does not know: those without a sign become arguments, the others the environment.</summary>
    private static readonly (string Name, string Value)[] Variables =
    [
        ("HOME", "/nowhere"), ("TERM", "linux"), ("virtio_mmio.device", "4K@0xd0000000:5"), ("panic", "30"), ("NSL_ENCLAVE", "tcp:127.0.0.1:1"),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("nsl-boot-").FullName;

    public FirstProcessTests() => File.Copy(Published.PathOf("enclave"), Path.Combine(folder, "init"));

    [Fact]
    public async Task Without_a_security_module_it_says_so_and_ends_the_machine()
    {
        (int ended, string said) = await BootAsync([]);
        Assert.Equal(NoModule, said);
        Assert.Equal(Restarted, ended);
        Assert.All(["dev", "proc", "sys", "tmp"], name => Assert.True(Directory.Exists(Path.Combine(folder, name))));
    }

    [Fact]
    public async Task Words_of_the_kernels_command_line_change_nothing()
    {
        (int ended, string said) = await BootAsync(Variables, "ro", "quiet", "--version", "--help", "unknown", "--", "/bin/sh");
        Assert.Equal(NoModule, said);
        Assert.Equal(Restarted, ended);
    }

    [Fact]
    public async Task A_configuration_that_is_not_acceptable_ends_the_boot()
    {
        Directory.CreateDirectory(Path.Combine(folder, "etc", "nsl"));
        await File.WriteAllTextAsync(Path.Combine(folder, "etc", "nsl", "config.json"), """{"maxConnections":1}""", TestContext.Current.CancellationToken);
        (int ended, string said) = await BootAsync([]);
        Assert.StartsWith("enclave: ending the machine: /etc/nsl/config.json: ", said, StringComparison.Ordinal);
        Assert.Equal(1, said.Count(character => character == '\n'));
        Assert.Equal(Restarted, ended);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<(int Ended, string Said)> BootAsync(IEnumerable<(string Name, string Value)> environment, params string[] words)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting devtmpfs takes root.");
        ProcessStartInfo start = new(
            "unshare", ["--pid", "--fork", "--kill-child", "--mount", "--net", "--root", folder, "/init", .. words])
        {
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }
}
