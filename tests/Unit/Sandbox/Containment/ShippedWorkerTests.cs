using NeoServiceLayer.Enclave.Platform.Processes;
using NeoServiceLayer.Enclave.Sandbox.Worker;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Sandbox.Containment;

/// <summary>The programs that ship, as workers, looked at from outside while they wait for a job.</summary>
public sealed class ShippedWorkerTests
{
    private const int MemoryMiB = 128;
    private const uint UserId = 50_999;

    [Theory]
    [InlineData("enclave-local")]
    [InlineData("enclave")]
    public void A_worker_that_waits_has_given_up_all_that_it_can(string program)
    {
        WorkerOrder order = new(MemoryMiB, ChildProcess.MayChangeUser ? UserId : null);
        string file = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../out", program));
        using ChildProcess worker = ChildProcess.Start(file, order.ToArguments(), WorkerMemory.Environment(MemoryMiB));
        AwaitReady(worker);

        Dictionary<string, string> status = Lines($"/proc/{worker.Id}/status", ':');
        Assert.Equal("2", status["Seccomp"]);
        Assert.Equal("1", status["NoNewPrivs"]);
        Assert.Equal("0000000000000000", status["CapEff"]);
        Assert.Equal("0000000000000000", status["CapPrm"]);
        Assert.All(Directory.GetDirectories($"/proc/{worker.Id}/task"), thread => Assert.Equal("2", Lines(thread + "/status", ':')["Seccomp"]));

        // Its pipes, and what the runtime draws the seeds of its hash tables from.
        string[] opened = [.. Directory.GetFiles($"/proc/{worker.Id}/fd").OrderBy(Path.GetFileName, StringComparer.Ordinal).Select(each => new FileInfo(each).LinkTarget!)];
        Assert.Equal(["pipe", "pipe", "pipe", "/dev/urandom"], opened.Select(target => target.Split(':')[0]));
        Assert.Equal("1000", File.ReadAllText($"/proc/{worker.Id}/oom_score_adj").Trim());
        string limits = File.ReadAllText($"/proc/{worker.Id}/limits");
        Assert.Matches("Max core file size +0 +0 ", limits);
        Assert.Matches("Max file size +0 +0 ", limits);
        Assert.Matches("Max open files +0 +0 ", limits);
        Assert.Matches("Max processes +0 +0 ", limits);
        Assert.Matches($"Max data size +{(MemoryMiB + 96) << 20} ", limits);
        if (ChildProcess.MayChangeUser)
        {
            string user = $"{UserId}\t{UserId}\t{UserId}\t{UserId}";
            Assert.Equal(user, status["Uid"]);
            Assert.Equal(user, status["Gid"]);
            Assert.Equal("", status["Groups"]);
            Assert.NotEqual("/", new FileInfo($"/proc/{worker.Id}/root").LinkTarget);
        }
    }

    private static void AwaitReady(ChildProcess worker)
    {
        using WakeSignal never = new();
        byte[] head = new byte[64];
        int count;
        while ((count = worker.Read(head)) < 0)
        {
            worker.Wait(never, toWrite: false, 20_000);
        }

        Assert.True(count > 0, $"it ended with {(count == 0 ? worker.WaitForEnd().ToString() : "")}");
    }

    private static Dictionary<string, string> Lines(string file, char separator) =>
        File.ReadLines(file).Select(line => line.Split(separator, 2)).ToDictionary(pair => pair[0], pair => pair[^1].Trim());
}
