using System.Globalization;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>SIGKILL of the enclave, of the gateway or of both, at random moments while wallets are changed.</summary>
public sealed class KillTests
{
    private const int Accounts = 2;
    private const int WritersPerAccount = 2;

    /// <summary>How often something is killed: <c>NSL_KILLS</c>, which the full run sets to 500.</summary>
    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("NSL_KILLS") ?? "40", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_nothing_is_half_done_and_repeats_answer_as_before()
    {
        int seed = Environment.TickCount;
        Random chance = new(seed);
        using LocalSystem system = await LocalSystem.StartAsync();
        StampedAccount[] accounts = await Task.WhenAll(Enumerable.Range(0, Accounts).Select(i => StampedAccount.RegisterAsync(system, $"account {i}")));
        WalletWriter[] writers = [.. Enumerable.Range(0, Accounts * WritersPerAccount).Select(i => new WalletWriter(accounts[i % Accounts], new Random(seed + i)))];
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task[] writing = [.. writers.Select(writer => Task.Run(() => WriteAsync(writer, system, ending.Token), ending.Token))];
        try
        {
            for (int i = 0; i < Kills; i++)
            {
                await ProgressAsync(writers, chance.Next(1, 12), writing);
                await KillAsync(system, chance);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(writing);
        }

        foreach (WalletWriter writer in writers)
        {
            await writer.VerifyAllAsync(system);
        }

        foreach (StampedAccount account in accounts)
        {
            await VerifyAsync(account, [.. writers.Where(writer => writer.Account == account)], system);
            account.Dispose();
        }
    }

    private static async Task WriteAsync(WalletWriter writer, LocalSystem system, CancellationToken ending)
    {
        for (int i = 1; !ending.IsCancellationRequested; i++)
        {
            await writer.StepAsync(system);
            if (i % 4 == 0)
            {
                await writer.RepeatAsync(system);
            }
        }
    }

    /// <summary>Waits until so many more changes are acknowledged: the moment that comes then is as random as the changes are.</summary>
    private static async Task ProgressAsync(WalletWriter[] writers, int more, Task[] writing)
    {
        int from = writers.Sum(writer => writer.Count);
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(1));
        while (writers.Sum(writer => writer.Count) < from + more)
        {
            if (writing.FirstOrDefault(task => task.IsFaulted) is { } failed)
            {
                await failed;
            }

            await look.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task KillAsync(LocalSystem system, Random chance)
    {
        int which = chance.Next(3);
        if (which != 0)
        {
            await system.Enclave.SignalAsync("KILL");
            system.Enclave.Dispose();
        }

        if (which != 1)
        {
            await system.Gateway.SignalAsync("KILL");
            system.Gateway.Dispose();
        }

        if (which != 0)
        {
            await system.StartEnclaveAsync();
        }

        if (which != 1)
        {
            await system.StartGatewayAsync();
        }

        await system.UntilReadyAsync();
    }

    /// <summary>Each change has exactly one event, and the account has exactly the wallets that were acknowledged.</summary>
    private static async Task VerifyAsync(StampedAccount account, WalletWriter[] writers, LocalSystem system)
    {
        IReadOnlyList<AuditEvent> events = await AuditTrail.ReadAsync(account, system);
        string[] changes = [.. events.Where(entry => entry.Service == "wallet").Select(entry => entry.RequestId).Order(StringComparer.Ordinal)];
        Assert.Equal(writers.SelectMany(writer => writer.RequestIds).Order(StringComparer.Ordinal), changes);

        List<string> ids = [];
        string? cursor = null;
        do
        {
            ListWalletsResponse page = await account.CallAsync(
                system, WalletOperations.ListWallets, new ListWalletsRequest { Limit = 100, Cursor = cursor });
            ids.AddRange(page.Wallets.Select(wallet => wallet.WalletId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(writers.SelectMany(writer => writer.WalletIds).Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }
}
