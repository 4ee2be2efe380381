using System.Diagnostics;
using System.Globalization;
using NeoServiceLayer.Tests.Conformance.Peers;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Tests.Conformance.Enclaves;

/// <summary>The AOT binary <c>enclave-local</c> as a process of its own.</summary>
internal sealed class BinaryEnclave : RunningEnclave
{
    private readonly SocketFolder folder = new();
    private readonly Process process;
    private readonly WireEndpoint endpoint;

    internal BinaryEnclave(Func<SocketFolder, string> listen, string configuration)
    {
        string configFile = folder.File("config.json");
        File.WriteAllText(configFile, configuration);
        process = Process.Start(new ProcessStartInfo(Binary())
        {
            RedirectStandardOutput = true,
            ArgumentList = { "--listen", listen(folder), "--state", folder.File("state"), "--config", configFile },
        })!;
        string? line = process.StandardOutput.ReadLine();
        const string Announcement = "listening on ";
        int at = line?.IndexOf(Announcement, StringComparison.Ordinal) ?? -1;
        Assert.True(at >= 0, $"enclave-local did not say where it listens, but: {line}");
        endpoint = WireEndpoint.Parse(line![(at + Announcement.Length)..]);
    }

    internal override RawStream Open() => SocketDialer.Open(endpoint);

    internal override long MemoryInUse()
    {
        string status = File.ReadAllText($"/proc/{process.Id}/status");
        string line = status.Split('\n').Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10;
    }

    internal override void BeginDrain()
    {
        using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    internal override int AwaitDrained()
    {
        Assert.True(process.WaitForExit(RawStream.Patience), "enclave-local was told to end, and did not.");
        return process.ExitCode;
    }

    public override void Dispose()
    {
        // SIGKILL, unless it was told to end: nothing may outlive a test.
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }

    private static string Binary()
    {
        string folder = Environment.GetEnvironmentVariable("NSL_OUT") ?? Path.Combine(RepositoryRoot(), "out");
        string path = Path.Combine(folder, "enclave-local");
        Assert.True(File.Exists(path), $"{path} is missing: run 'make build' first, or name the folder of binaries in NSL_OUT.");
        return path;
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NeoServiceLayer.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The repository's root was not found above the tests.");
    }
}
