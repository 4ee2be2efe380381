using System.Globalization;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>The power fails under the gateway: what a disk may hold then, at random moments of a recorded run.</summary>
public sealed class PowerLossTests
{
    private const int Changes = 40;

    /// <summary>How many states of the disk are tried: <c>NSL_POWER_LOSSES</c>, which the full run sets higher.</summary>
    private static int Losses => int.Parse(Environment.GetEnvironmentVariable("NSL_POWER_LOSSES") ?? "24", CultureInfo.InvariantCulture);

    [Fact]
    public async Task What_was_acknowledged_before_the_power_failed_is_there_after_it()
    {
        string folder = Directory.CreateTempSubdirectory("nsl-power-").FullName;
        string tracePath = Path.Combine(folder, "trace");
        List<(long Length, string Name)> acknowledged = [];
        using LocalSystem system = await LocalSystem.StartAsync(
            folder: folder, environment: FaultyDisk.Environment(Path.Combine(folder, "gateway.db"), tracePath));
        using StampedAccount account = await StampedAccount.RegisterAsync(system, "power");
        long registered = new FileInfo(tracePath).Length;
        await Parallel.ForEachAsync(Enumerable.Range(0, Changes), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
        {
            WalletDescription wallet = await account.CallAsync(system, WalletOperations.CreateWallet, new CreateWalletRequest { Name = $"wallet {i}" });
            lock (acknowledged)
            {
                acknowledged.Add((new FileInfo(tracePath).Length, wallet.Name));
            }
        });
        await system.Gateway.SignalAsync("KILL");
        await system.Enclave.SignalAsync("KILL");

        DiskTrace trace = DiskTrace.Read(tracePath);
        int first = trace.Moments.TakeWhile(moment => moment < registered).Count();
        Random chance = new(1);
        for (int i = 0; i < Losses; i++)
        {
            int moment = chance.Next(first, trace.Moments.Count);
            string[] expected = [.. acknowledged.Where(change => change.Length <= trace.Moments[moment]).Select(change => change.Name)];
            await VerifyAsync(folder, trace, moment, chance, account, expected);
        }
    }

    /// <summary>Starts on such a disk: the state opens, has all that was acknowledged, and takes changes.</summary>
    private static async Task VerifyAsync(
        string recorded, DiskTrace trace, int moment, Random chance, StampedAccount account, string[] expected)
    {
        string folder = Directory.CreateTempSubdirectory("nsl-power-").FullName;
        foreach (string file in (string[])["root.key", "genesis.json", "initialised"])
        {
            File.Copy(Path.Combine(recorded, file), Path.Combine(folder, file));
        }

        trace.Rebuild(moment, Path.Combine(folder, "gateway.db"), chance);
        using LocalSystem system = await LocalSystem.StartAsync(folder: folder);
        ListWalletsResponse found = await account.CallAsync(system, WalletOperations.ListWallets, new ListWalletsRequest { Limit = 100 });
        Assert.Empty(expected.Except(found.Wallets.Select(wallet => wallet.Name)));
        await account.CallAsync(system, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "goes on" });
    }
}
