using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Function.Hosting.Effects;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Chain;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Hosting;

/// <summary>An event is executed again and again, by whatever way: it pays once.</summary>
public sealed class EffectTests
{
    private const int MostCalls = 30;

    [Fact]
    public async Task Another_execution_of_the_same_event_gets_the_same_transactions()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        FunctionRun first = world.Run();
        string[] paid = await Task.WhenAll(world.PayAsync(first), world.PayAsync(first), world.PayAsync(first, 7));
        Assert.Equal(3, paid.Distinct().Count());
        FunctionRun again = world.Run();
        Assert.Equal(paid, await Task.WhenAll(world.PayAsync(again), world.PayAsync(again), world.PayAsync(again, 7)));
        Assert.Equal(3, await world.PaidAsync());

        // What comes behind all of that is new, and another event is another.
        await world.PayAsync(again, 8);
        await world.PayAsync(world.Run("trg_one/43"));
        Assert.Equal(5, await world.PaidAsync());
    }

    [Fact]
    public async Task What_only_one_execution_asks_for_is_not_remembered()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        string paid = await world.PayAsync(world.Run() with { MayComeAgain = false });
        Assert.NotEqual(paid, await world.PayAsync(world.Run()));
    }

    [Fact]
    public async Task An_execution_that_asks_for_something_else_gets_nothing_more()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        await world.PayAsync(world.Run(), 1000);
        FunctionRun other = world.Run();
        await NothingAsync(world, other, 1001);
        await NothingAsync(world, other, 1000);
        await NothingAsync(world, other, 5, "other");
        Assert.Equal(1, await world.PaidAsync());
    }

    [Fact]
    public async Task An_execution_that_is_refused_what_an_earlier_one_got_does_not_pay_by_another_wallet()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        await world.PayAsync(world.Run());
        world.Grants.Wallets.Remove(world.Payer.WalletId);
        FunctionRun again = world.Run();
        await WalletCallTests.RefusedAsync(ErrorCode.Forbidden, world, again, "wallet.transfer", world.Transfer(1000));
        await NothingAsync(world, again, 1000, "other");
        Assert.Equal(1, await world.PaidAsync());
    }

    [Fact]
    public async Task An_execution_does_not_slip_in_what_an_earlier_one_went_on_without()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        world.Grants.Wallets.Remove(world.Payer.WalletId);
        FunctionRun first = world.Run();
        await WalletCallTests.RefusedAsync(ErrorCode.Forbidden, world, first, "wallet.transfer", world.Transfer(1000));
        string paid = await world.PayAsync(first, 1000, "other");
        world.Grants.Wallets.Add(world.Payer.WalletId);
        FunctionRun again = world.Run();
        await NothingAsync(world, again, 1000);
        Assert.Equal(paid, await world.PayAsync(again, 1000, "other"));
        Assert.Equal(1, await world.PaidAsync());
    }

    [Fact]
    public async Task An_execution_asks_for_a_bounded_number_of_transactions()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        FunctionRun run = world.Run();
        for (int place = 1; place <= Contracts.Function.FunctionLimits.MaxTransactions; place++)
        {
            await world.PayAsync(run, place);
        }

        await WalletCallTests.RefusedAsync(ErrorCode.LimitExceeded, world, run, "wallet.transfer", world.Transfer(1));
    }

    [Fact]
    public async Task After_a_transaction_that_may_have_been_made_an_execution_makes_no_other()
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        EffectOrder order = world.Run().Effects;
        RequestException unknown = new(ErrorCode.OutcomeUnknown, "Nobody knows.");
        await Assert.ThrowsAsync<RequestException>(() => order.DoAsync<int>(_ => throw unknown, TestContext.Current.CancellationToken));
        RequestException refused = await Assert.ThrowsAsync<RequestException>(
            () => order.DoAsync<int>(Task.FromResult, TestContext.Current.CancellationToken));
        Assert.True(ReferenceEquals(ErrorCode.OutcomeUnknown, refused.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_enclave_that_dies_at_any_call_to_its_store_pays_once_for_an_event_that_is_executed_again(bool after)
    {
        using HostedWallets world = await HostedWallets.OpenAsync();
        MemoryStore start = world.Enclave.Records.Store.Copy();
        int before = await world.PaidAsync();
        int scenes = 0;
        for (bool dies = true; dies; scenes++)
        {
            Assert.True(scenes < MostCalls, "Two transfers do not take so many calls.");
            MemoryStore disk = start.Copy();
            dies = await DieAsync(world, disk, scenes + 1, after);
            using TestEnclave next = world.Start(new MemoryRecordHost(disk));
            await PayTwiceAsync(world, next);
            Assert.Equal(before + 2, (await next.EventsAsync(world.Key)).Count(done => done is { Operation: "transfer", Outcome: "ok" }));
        }

        Assert.True(scenes > 4, "It never died while it paid.");
    }

    /// <returns>Whether it died before it had paid.</returns>
    private static async Task<bool> DieAsync(HostedWallets world, MemoryStore disk, int call, bool after)
    {
        MemoryRecordHost host = new(disk) { DiesAfter = after };
        using TestEnclave dying = world.Start(host);
        dying.Patience = TimeSpan.Zero;
        int deadly = host.Asked + call;
        host.DiesAt = deadly;
        Task paying = PayTwiceAsync(world, dying);
        await Waiting.UntilAsync(() => paying.IsCompleted || host.Asked >= deadly);
        return host.Asked >= deadly;
    }

    private static async Task PayTwiceAsync(HostedWallets world, TestEnclave enclave)
    {
        FunctionRun run = world.Run();
        await world.CallAsync(run, "wallet.transfer", world.Transfer(1000), enclave);
        await world.CallAsync(run, "wallet.transfer", world.Transfer(2000), enclave);
    }

    private static async Task NothingAsync(HostedWallets world, FunctionRun run, int amount, string wallet = "payer") =>
        await WalletCallTests.RefusedAsync(ErrorCode.IdempotencyMismatch, world, run, "wallet.transfer", world.Transfer(amount, wallet));
}
