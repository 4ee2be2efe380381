using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>The gateway's disk is full, fails, or tears a write: at each call that SQLite makes.</summary>
public sealed class DiskFaultTests
{
    private const int MostCallsOfACommit = 12;

    [Fact]
    public async Task A_full_disk_refuses_changes_loses_nothing_and_service_resumes_when_there_is_room()
    {
        using Stage stage = await Stage.StartAsync();
        WalletDescription before = await stage.CreateAsync("before");
        stage.Disk.Set(DiskMode.FailAlways, error: DiskControl.NoSpace);
        for (int i = 0; i < 3; i++)
        {
            NslRefusedException refused = await Assert.ThrowsAsync<NslRefusedException>(() => stage.CreateAsync("no room"));
            Assert.Contains(refused.ErrorCode, (string[])["storeUnavailable", "outcomeUnknown"]);
            Assert.True(refused.Retryable);
        }

        Assert.Equal(before.Name, (await stage.GetAsync(before.WalletId)).Name);
        stage.Disk.Set(DiskMode.Good);
        await stage.InsistAsync("after");
        await stage.RestartAsync();
        Assert.Equal(["before", "after"], await stage.NamesAsync());
    }

    [Theory]
    [InlineData(DiskMode.FailOnce, DiskControl.NoSpace)]
    [InlineData(DiskMode.FailOnce, DiskControl.InputOutput)]
    [InlineData(DiskMode.TearOnce, DiskControl.InputOutput)]
    internal async Task A_call_that_fails_leaves_a_change_done_once_or_not_at_all(DiskMode mode, int error)
    {
        using Stage stage = await Stage.StartAsync();
        List<string> names = [];
        for (int good = 0; good < MostCallsOfACommit; good++)
        {
            names.Add($"{mode} {good}");
            stage.Disk.Set(mode, good, error);
            await stage.InsistAsync(names[^1]);
            stage.Disk.Set(DiskMode.Good);
            Assert.Equal(names, await stage.NamesAsync());
            if (good % 4 == 3)
            {
                await stage.RestartAsync();
                Assert.Equal(names, await stage.NamesAsync());
            }
        }
    }

    [Fact]
    public async Task A_commit_whose_sync_failed_does_not_come_back_to_life_after_a_crash()
    {
        using Stage stage = await Stage.StartAsync();
        await stage.CreateAsync("before");
        for (int good = 1; good < MostCallsOfACommit; good++)
        {
            stage.Disk.Set(DiskMode.FailOnce, good, DiskControl.InputOutput);
            string requestId = Guid.NewGuid().ToString("N");
            bool done = await stage.TryCreateAsync($"{good}", requestId);
            stage.Disk.Set(DiskMode.Good);
            await stage.System.Gateway.SignalAsync("KILL");
            stage.System.Gateway.Dispose();
            await stage.StartGatewayAsync();
            await stage.System.UntilReadyAsync();
            Assert.True(!done || (await stage.NamesAsync()).Contains($"{good}"));
            await stage.InsistAsync($"{good}", requestId);
            Assert.Single(await stage.NamesAsync(), name => name == $"{good}");
        }
    }

    /// <summary>A system on a disk that the test rules over, with one account.</summary>
    private sealed class Stage : IDisposable
    {
        private StampedAccount account = null!;

        internal LocalSystem System { get; private set; } = null!;

        internal DiskControl Disk { get; private set; } = null!;

        internal static async Task<Stage> StartAsync()
        {
            string folder = Directory.CreateTempSubdirectory("nsl-disk-").FullName;
            Stage stage = new() { Disk = new DiskControl(Path.Combine(folder, "control")) };
            stage.System = await LocalSystem.StartAsync(
                folder: folder, environment: FaultyDisk.Environment(Path.Combine(folder, "gateway.db"), control: Path.Combine(folder, "control")));
            try
            {
                stage.account = await StampedAccount.RegisterAsync(stage.System, "disk");
                return stage;
            }
            catch
            {
                // Whatever went wrong, no program outlives the test.
                stage.Dispose();
                throw;
            }
        }

        internal Task StartGatewayAsync() =>
            System.StartGatewayAsync(FaultyDisk.Environment(System.StoreFile, control: Path.Combine(System.Folder, "control")));

        internal async Task RestartAsync()
        {
            System.Enclave.Dispose();
            System.Gateway.Dispose();
            await System.StartEnclaveAsync();
            await StartGatewayAsync();
            await System.UntilReadyAsync();
        }

        internal Task<WalletDescription> CreateAsync(string name) =>
            account.CallAsync(System, WalletOperations.CreateWallet, new CreateWalletRequest { Name = name });

        internal async Task<bool> TryCreateAsync(string name, string requestId)
        {
            try
            {
                await account.CallAsync(System, WalletOperations.CreateWallet, new CreateWalletRequest { Name = name }, requestId);
                return true;
            }
            catch (NslRefusedException refused) when (refused.Retryable)
            {
                return false;
            }
        }

        internal Task InsistAsync(string name, string? requestId = null) => account.InsistAsync(
            System, WalletOperations.CreateWallet, new CreateWalletRequest { Name = name }, requestId ?? Guid.NewGuid().ToString("N"));

        internal Task<WalletDescription> GetAsync(string walletId) =>
            account.CallAsync(System, WalletOperations.GetWallet, new GetWalletRequest { WalletId = walletId });

        internal async Task<IReadOnlyList<string>> NamesAsync() =>
            [.. (await account.CallAsync(System, WalletOperations.ListWallets, new ListWalletsRequest { Limit = 100 })).Wallets.Select(wallet => wallet.Name)];

        public void Dispose()
        {
            account?.Dispose();
            System.Dispose();
            Disk.Dispose();
        }
    }
}
