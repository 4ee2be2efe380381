using System.Diagnostics;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Boot;

/// <summary>
/// The enclave's program as the first process of namespaces of its own, alone in a folder. There is no security module, so what is
/// seen here is the way up to it, and that it ends there: in one line, and by turning its machine off.
/// </summary>
public sealed class FirstProcessTests : IDisposable
{
    /// <summary>How unshare ends when the kernel ended the namespace's first process for a power-off: as by SIGINT.</summary>
    private const int PoweredOff = 130;

    private readonly string folder = Directory.CreateTempSubdirectory("nsl-boot-").FullName;

    public FirstProcessTests() => File.Copy(Published.PathOf("enclave"), Path.Combine(folder, "init"));

    [Fact]
    public async Task Without_a_security_module_it_says_so_and_turns_the_machine_off()
    {
        (int ended, string said) = await BootAsync("ro", "quiet", "--version");
        Assert.Equal("enclave: powering off: /dev/nsm cannot be opened: No such file or directory (errno 2).\n", said);
        Assert.Equal(PoweredOff, ended);
        Assert.All(["dev", "proc", "sys", "tmp"], name => Assert.True(Directory.Exists(Path.Combine(folder, name))));
    }

    [Fact]
    public async Task A_configuration_that_is_not_acceptable_ends_the_boot()
    {
        Directory.CreateDirectory(Path.Combine(folder, "etc", "nsl"));
        await File.WriteAllTextAsync(Path.Combine(folder, "etc", "nsl", "config.json"), """{"maxConnections":1}""", TestContext.Current.CancellationToken);
        (int ended, string said) = await BootAsync();
        Assert.StartsWith("enclave: powering off: /etc/nsl/config.json: ", said, StringComparison.Ordinal);
        Assert.Equal(1, said.Count(character => character == '\n'));
        Assert.Equal(PoweredOff, ended);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<(int Ended, string Said)> BootAsync(params string[] words)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting devtmpfs takes root.");
        using Process process = Process.Start(new ProcessStartInfo(
            "unshare", ["--pid", "--fork", "--kill-child", "--mount", "--net", "--root", folder, "/init", .. words])
        {
            RedirectStandardError = true,
        })!;
        string said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }
}
