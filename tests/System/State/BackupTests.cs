using System.Diagnostics;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>Backup and restore as docs/operations.md has them, with the published programs.</summary>
public sealed class BackupTests
{
    private const int Settled = 12;
    private const int Writers = 3;
    private const int ChangesMeanwhile = 20;

    [Fact]
    public async Task What_is_restored_is_a_state_that_was_committed_with_all_that_was_acknowledged_before()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        using StampedAccount account = await StampedAccount.RegisterAsync(system, "before");
        using StampedAccount busy = await StampedAccount.RegisterAsync(system, "meanwhile");
        WalletWriter before = new(account, new Random(1));
        for (int i = 0; i < Settled; i++)
        {
            await before.StepAsync(system);
        }

        WalletWriter[] writers = [.. Enumerable.Range(0, Writers).Select(i => new WalletWriter(busy, new Random(i)))];
        string copy = Path.Combine(system.Folder, "backup.db");
        using (CancellationTokenSource ending = new())
        {
            Task[] writing = [.. writers.Select(writer => Task.Run(() => WriteAsync(writer, system, ending.Token), TestContext.Current.CancellationToken))];
            await LocalSystem.UntilAsync(() => Task.FromResult(writers.Sum(writer => writer.Count) > ChangesMeanwhile));
            await BackUpAsync(system, copy);
            int then = writers.Sum(writer => writer.Count);
            await LocalSystem.UntilAsync(() => Task.FromResult(writers.Sum(writer => writer.Count) > then + ChangesMeanwhile));
            await ending.CancelAsync();
            await Task.WhenAll(writing);
        }

        await RestoreAsync(system, copy);
        await before.VerifyAllAsync(system);
        IReadOnlyList<AuditEvent> events = await AuditTrail.ReadAsync(busy, system);
        string[] there = [.. events.Where(happened => happened.Service == "wallet").Select(happened => happened.RequestId)];
        Assert.InRange(there.Length, ChangesMeanwhile, writers.Sum(writer => writer.Count) - ChangesMeanwhile + Writers);
        foreach (WalletWriter writer in writers)
        {
            string[] acknowledged = [.. writer.RequestIds];
            HashSet<string> own = [.. acknowledged];
            string[] found = [.. there.Where(own.Contains)];
            Assert.Equal(acknowledged[..found.Length], found);
        }
    }

    [Fact]
    public async Task Who_saw_more_than_the_restored_state_is_told_so()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        await MustSucceedAsync(system, "account", "register", "--name", "Me");
        string copy = Path.Combine(system.Folder, "backup.db");
        await BackUpAsync(system, copy);
        await RestoreAsync(system, copy);
        await MustSucceedAsync(system, "wallet", "create-wallet", "--name", "after the backup");
        await RestoreAsync(system, copy);
        NslRun run = await CallAsync(system, "wallet", "list-wallets");
        Assert.Equal(4, run.Code);
        Assert.Contains("rolledBack", run.Error, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(WalletWriter writer, LocalSystem system, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            await writer.StepAsync(system);
        }
    }

    /// <summary>The command, beside the gateway that runs.</summary>
    private static async Task BackUpAsync(LocalSystem system, string copy)
    {
        using Process backup = Process.Start(
            new ProcessStartInfo(Published.PathOf("gateway"), ["backup", "--store", "sqlite:" + system.StoreFile, "--to", copy]) { RedirectStandardOutput = true })!;
        string said = await backup.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await backup.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, backup.ExitCode);
        Assert.StartsWith("gateway: backup: ", said, StringComparison.Ordinal);
    }

    /// <summary>Both are stopped, the store is put away with all that is beside it, the copy takes its place, both are started.</summary>
    private static async Task RestoreAsync(LocalSystem system, string copy)
    {
        foreach (RunningProgram program in (RunningProgram[])[system.Gateway, system.Enclave])
        {
            await program.SignalAsync("TERM");
            Assert.Equal(0, await program.EndAsync());
            program.Dispose();
        }

        foreach (string file in Directory.GetFiles(system.Folder, "gateway.db*"))
        {
            File.Delete(file);
        }

        File.Copy(copy, system.StoreFile);
        await system.StartEnclaveAsync();
        await system.StartGatewayAsync();
        await system.UntilReadyAsync();
    }

    private static Task<NslRun> CallAsync(LocalSystem system, params string[] arguments) =>
        NslRun.Async(system.Api.BaseAddress!, Path.Combine(system.Folder, "home"), arguments);

    private static async Task MustSucceedAsync(LocalSystem system, params string[] arguments)
    {
        NslRun run = await CallAsync(system, arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
    }
}
