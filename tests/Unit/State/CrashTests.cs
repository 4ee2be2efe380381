using System.Globalization;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>
/// The enclave dies at every call that it makes, before or after that was done; the next one, over what the disk holds, finds every
/// change that was acknowledged, and none by half.
/// </summary>
public sealed class CrashTests
{
    private const int Transfers = 6;
    private const int Total = 100;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_there_by_half(bool after)
    {
        int died = 0;
        for (int call = 1; ; call++)
        {
            MemoryStore store = new();
            MemoryRecordHost host = new(store) { DiesAt = call, DiesAfter = after };
            int acknowledged = await WorkAsync(host);
            await MustHoldAsync(store, acknowledged, Transfers);
            if (host.Asked < call)
            {
                Assert.Equal(Transfers, acknowledged);
                break;
            }

            died++;
        }

        Assert.True(died > Transfers, "It never died while it worked.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_start_that_dies_at_any_call_leaves_what_was_there(bool after)
    {
        MemoryStore store = new();
        Assert.Equal(Transfers, await WorkAsync(new MemoryRecordHost(store)));
        for (int call = 1; ; call++)
        {
            MemoryRecordHost host = new(store) { DiesAt = call, DiesAfter = after };
            using (TestState dying = TestState.Start(host))
            {
                await dying.UntilAsync(() => dying.Store.IsOpen || dying.Store.Problem is not null);
            }

            await MustHoldAsync(store.Copy(), Transfers, Transfers);
            if (host.Asked < call)
            {
                break;
            }
        }
    }

    /// <summary>Moves 1 from a to b, again and again, until it is done or the host has died.</summary>
    /// <returns>How many moves were acknowledged.</returns>
    private static async Task<int> WorkAsync(MemoryRecordHost host)
    {
        using TestState state = TestState.Start(host, settings: TestState.Quick with { CacheBytes = 0, DoubtPatience = TimeSpan.FromMilliseconds(1) });
        await state.UntilAsync(() => state.Store.IsOpen || state.Store.Problem is not null);
        int acknowledged = 0;
        try
        {
            for (; acknowledged < Transfers; acknowledged++)
            {
                await state.Store.RunAsync("lane", MoveAsync);
            }
        }
        catch (RequestException died)
        {
            Assert.True(host.Asked >= host.DiesAt, died.Message);
        }

        return acknowledged;
    }

    private static async ValueTask<bool> MoveAsync(ITransaction transaction)
    {
        int a = await ReadAsync(transaction, "a") ?? Total;
        int b = await ReadAsync(transaction, "b") ?? 0;
        transaction.Put(TestState.Id("a"), Bytes(a - 1));
        transaction.Put(TestState.Id("b"), Bytes(b + 1));
        string log = (b + 1).ToString(CultureInfo.InvariantCulture);
        transaction.Put(TestState.Id("log " + log, TestState.Secret), Bytes(b + 1));
        transaction.Delete(TestState.Id("log " + b.ToString(CultureInfo.InvariantCulture), TestState.Secret));
        return true;
    }

    private static async Task MustHoldAsync(MemoryStore store, int least, int most)
    {
        using TestState next = await TestState.OpenAsync(store);
        (int? a, int? b, int? log) = await next.Store.RunAsync("lane", async transaction =>
        {
            int? moved = await ReadAsync(transaction, "b");
            return (await ReadAsync(transaction, "a"), moved, await ReadAsync(transaction, $"log {moved}", TestState.Secret));
        });
        Assert.InRange(b ?? 0, least, Math.Min(most, least + 1));
        Assert.Equal(b is null ? null : Total, a + b);
        Assert.Equal(b, log);
        Assert.Equal(b is null ? 1 : 4, store.Keys.Count);
    }

    private static async ValueTask<int?> ReadAsync(ITransaction transaction, string key, Table? table = null) =>
        await transaction.GetAsync(TestState.Id(key, table)) is { } content ? BitConverter.ToInt32(content.Span) : null;

    private static byte[] Bytes(int number) => BitConverter.GetBytes(number);
}
