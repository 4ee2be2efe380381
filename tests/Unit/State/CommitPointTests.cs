using System.Text;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>Which commit a transaction is told that it is part of.</summary>
public sealed class CommitPointTests
{
    [Fact]
    public async Task Transactions_of_one_commit_share_its_point_and_the_next_has_the_next()
    {
        using TestState state = await TestState.OpenAsync();
        CommitPoint before = state.Store.Point!.Value;
        using SemaphoreSlim arrived = new(0);
        state.Host.Arrived = () => arrived.Release();
        state.Host.Hold();
        Task<Committed<int>> first = WriteAsync(state, "first");
        await arrived.WaitAsync(TestContext.Current.CancellationToken);
        Task<Committed<int>>[] together = [.. Enumerable.Range(0, 5).Select(i => WriteAsync(state, $"together {i}"))];
        Task<Committed<ReadOnlyMemory<byte>?>> reading = ReadAsync(state, "together 4");
        Task<Committed<ReadOnlyMemory<byte>?>> settled = ReadAsync(state, "nothing");
        Assert.Equal(before, (await settled).Point);
        Assert.False(first.IsCompleted);
        state.Host.Release();

        Assert.Equal(before.Sequence + 1, (await first).Point.Sequence);
        CommitPoint shared = (await together[0]).Point;
        Assert.Equal(before.Sequence + 2, shared.Sequence);
        foreach (Task<Committed<int>> one in together)
        {
            Assert.Equal(shared, (await one).Point);
        }

        // Who read what was not on disk yet is told the commit that it came with.
        Assert.Equal(shared, (await reading).Point);
        Assert.Equal(shared, state.Store.Point);
        Assert.Equal(shared, (await ReadAsync(state, "first")).Point);
    }

    [Fact]
    public async Task A_commit_in_doubt_that_happened_is_told_as_it_was()
    {
        using TestState state = await TestState.OpenAsync();
        CommitPoint before = state.Store.Point!.Value;
        int lost = 1;
        state.Host.OnCommit = _ => Interlocked.Exchange(ref lost, 0) == 1 ? Fate.DoneThenRefused : Fate.Done;
        Committed<int> written = await WriteAsync(state, "doubtful");
        Assert.Equal(before.Sequence + 1, written.Point.Sequence);
        await state.UntilOpenAsync();
        Assert.True(state.Store.Point!.Value.Sequence >= written.Point.Sequence);
    }

    [Fact]
    public async Task Nothing_is_told_while_there_is_no_state_to_name()
    {
        using TestState state = await TestState.OpenAsync();
        state.Store.Detach(state.Host);
        Assert.Null(state.Store.Point);
        await Assert.ThrowsAsync<RequestException>(() => ReadAsync(state, "any"));
    }

    private static Task<Committed<int>> WriteAsync(TestState state, string key) => state.Store.CommitAsync(key, transaction =>
    {
        transaction.Put(new RecordId(TestState.Plain, Encoding.UTF8.GetBytes(key)), "content"u8);
        return new ValueTask<int>(1);
    }).AsTask();

    private static Task<Committed<ReadOnlyMemory<byte>?>> ReadAsync(TestState state, string key) => state.Store.CommitAsync(
        "reads " + key, transaction => transaction.GetAsync(new RecordId(TestState.Plain, Encoding.UTF8.GetBytes(key)))).AsTask();
}
