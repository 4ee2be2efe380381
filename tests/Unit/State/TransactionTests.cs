using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>Many transactions at once: they share commits, rerun when they must, and stay right.</summary>
public sealed class TransactionTests
{
    private static readonly StateSettings NoCache = TestState.Quick with { CacheBytes = 0 };

    [Fact]
    public async Task What_waits_for_a_commit_shares_the_next()
    {
        const int Writers = 500;
        using TestState state = await TestState.OpenAsync();
        MemoryRecordHost host = state.Host;
        host.Hold();
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Arrived = () => arrived.TrySetResult();
        Task first = state.PutAsync("first", "x");
        await arrived.Task;
        int before = host.Store.Commits;
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(i => state.PutAsync($"{i}", $"{i}"))];
        Assert.DoesNotContain(writers, writer => writer.IsCompleted);
        host.Release();
        await Task.WhenAll([first, .. writers]);
        Assert.Equal(before + 2, host.Store.Commits);
        Assert.Equal("499", await state.GetAsync("499"));
    }

    [Fact]
    public async Task A_commit_is_bounded_in_changes_and_in_bytes()
    {
        using TestState state = await TestState.OpenAsync(settings: TestState.Quick with { MaxBatchChanges = 3, MaxBatchBytes = 1000 });
        MemoryRecordHost host = state.Host;
        List<int> sizes = [];
        host.OnCommit = request =>
        {
            Assert.True(request.Puts.SkipLast(1).Sum(put => put.Value.Length) <= 1000);
            sizes.Add(request.Puts.Count - 1);
            return Fate.Done;
        };
        host.Hold();
        Task[] writers = [.. Enumerable.Range(0, 10).Select(i => state.PutAsync($"{i}", new string('x', i < 6 ? 1 : 400)))];
        host.Release();
        await Task.WhenAll(writers);
        Assert.Equal([1, 3, 3, 2, 1], sizes);
    }

    [Fact]
    public async Task Counting_and_moving_by_many_at_once_loses_nothing()
    {
        const int Tasks = 64;
        const int Rounds = 20;
        const int Accounts = 8;
        using TestState state = await TestState.OpenAsync(settings: NoCache);
        int runs = 0;
        for (int i = 0; i < Accounts; i++)
        {
            await AddAsync(state, i, 1000);
        }

        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(async () =>
        {
            Random random = new(task);
            for (int round = 0; round < Rounds; round++)
            {
                int from = random.Next(Accounts);
                int to = (from + 1 + random.Next(Accounts - 1)) % Accounts;
                await state.Store.RunAsync($"{from}", async transaction =>
                {
                    Interlocked.Increment(ref runs);
                    await ChangeAsync(transaction, "count", 1);
                    await ChangeAsync(transaction, $"account {from}", -task);
                    await ChangeAsync(transaction, $"account {to}", task);
                    return true;
                });
            }
        }, TestContext.Current.CancellationToken)));

        Assert.Equal(Tasks * Rounds, await NumberAsync(state, "count"));
        Assert.Equal(Accounts * 1000, await SumAsync(state, Accounts));
        Assert.True(runs > Tasks * Rounds, "Nothing ever conflicted: the test tests nothing.");
        using TestState next = await TestState.OpenAsync(state.Host.Store);
        Assert.Equal(Tasks * Rounds, await NumberAsync(next, "count"));
        Assert.Equal(Accounts * 1000, await SumAsync(next, Accounts));
    }

    [Fact]
    public async Task A_body_sees_the_state_as_of_one_moment()
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache);
        await AddAsync(state, 0, 500);
        await AddAsync(state, 1, 500);
        bool done = false;
        Task moving = Task.Run(async () =>
        {
            for (int i = 0; i < 300; i++)
            {
                await state.Store.RunAsync("mover", async transaction =>
                {
                    await ChangeAsync(transaction, "account 0", -1);
                    await ChangeAsync(transaction, "account 1", 1);
                    return true;
                });
            }

            Volatile.Write(ref done, true);
        }, TestContext.Current.CancellationToken);
        while (!Volatile.Read(ref done))
        {
            await state.Store.RunAsync("reader", async transaction =>
            {
                long one = await NumberAsync(transaction, "account 0");
                await Task.Yield();
                Assert.Equal(1000, one + await NumberAsync(transaction, "account 1"));
                return true;
            });
        }

        await moving;
    }

    [Fact]
    public async Task A_body_whose_reads_were_changed_runs_again_even_if_it_failed_or_swallowed_it()
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache);
        await state.PutAsync("a", "old");
        await state.PutAsync("b", "old");
        int runs = 0;
        string seen = await state.Store.RunAsync("body", async transaction =>
        {
            string a = Text(await transaction.GetAsync(TestState.Id("a")));
            if (runs++ == 0)
            {
                await state.PutAsync("a", "new");
                RequestException conflict = await Assert.ThrowsAsync<RequestException>(() => transaction.GetAsync(TestState.Id("b")).AsTask());
                return "swallowed " + conflict.Code;
            }

            return runs++ == 2 ? throw new InvalidOperationException("what it read is right, so this is what it says") : a;
        }).AsTask().ContinueWith(ended => ended.Exception?.InnerException?.Message ?? ended.Result, TaskScheduler.Default);
        Assert.StartsWith("what it read is right", seen, StringComparison.Ordinal);
        Assert.Equal(3, runs);

        runs = 0;
        await state.Store.RunAsync("body", async transaction =>
        {
            string a = Text(await transaction.GetAsync(TestState.Id("a")));
            if (runs++ == 0)
            {
                await state.PutAsync("a", "newest");
                throw new InvalidOperationException("what it read was wrong, so nobody hears this");
            }

            Assert.Equal("newest", a);
            return true;
        });
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task An_answer_waits_for_the_disk_with_what_it_was_decided_by()
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache with { DoubtPatience = TimeSpan.FromMinutes(5) });
        MemoryRecordHost host = state.Host;
        host.Hold();
        Task write = state.PutAsync("a", "x");
        Task<string?> read = state.GetAsync("a");
        Task<string?> unrelated = state.GetAsync("b");
        Task refusal = state.Store.RunAsync<int>("refusal", async transaction =>
            await transaction.GetAsync(TestState.Id("a")) is null ? 1 : throw new RequestException(ErrorCode.Conflict, "It is there.")).AsTask();
        Assert.Null(await unrelated);
        Assert.False(write.IsCompleted || read.IsCompleted || refusal.IsCompleted);
        host.OnCommit = _ => Fate.Done;
        host.Release();
        await write;
        Assert.Equal("x", await read);
        await TestState.RefusedAsync(ErrorCode.Conflict, () => refusal);
    }

    [Fact]
    public async Task A_lane_is_free_when_its_transaction_is_queued()
    {
        using TestState state = await TestState.OpenAsync();
        MemoryRecordHost host = state.Host;
        host.Hold();
        Task first = state.PutAsync("a", "1");
        TaskCompletionSource ran = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task second = state.Store.RunAsync("a", transaction =>
        {
            ran.SetResult();
            return ValueTask.FromResult(true);
        }).AsTask();
        await ran.Task;
        Assert.False(first.IsCompleted);
        host.Release();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task Bodies_of_one_lane_run_one_after_the_other_and_others_beside_them()
    {
        using TestState state = await TestState.OpenAsync();
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int inside = 0;
        int most = 0;
        Task[] same = [.. Enumerable.Range(0, 20).Select(_ => state.Store.RunAsync("same", async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await go.Task;
            Interlocked.Decrement(ref inside);
            return true;
        }).AsTask())];
        await state.Store.RunAsync("other", _ => ValueTask.FromResult(true));
        Assert.DoesNotContain(same, task => task.IsCompleted);
        go.SetResult();
        await Task.WhenAll(same);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_body_that_always_loses_is_let_in_alone()
    {
        using TestState state = await TestState.OpenAsync();
        await state.PutAsync("a", "0");
        using CancellationTokenSource stop = new();
        int runs = 0;
        Task loser = state.Store.RunAsync("loser", async transaction =>
        {
            await transaction.GetAsync(TestState.Id("a"));
            if (++runs <= 4)
            {
                await state.PutAsync("a", $"{runs}");
            }
            else
            {
                // Now nobody else is let in: who comes waits.
                Task waits = state.PutAsync("a", "later");
                await Task.Yield();
                Assert.False(waits.IsCompleted);
            }

            transaction.Put(TestState.Id("b"), "done"u8);
            return true;
        }).AsTask();
        await loser;
        Assert.Equal(5, runs);
        Assert.Equal("done", await state.GetAsync("b"));
    }

    [Fact]
    public async Task Limits_are_held()
    {
        using TestState state = await TestState.OpenAsync();
        await state.Store.RunAsync("largest", transaction =>
        {
            transaction.Put(TestState.Id("largest"), new byte[StateLimits.MaxContentBytes]);
            Assert.Throws<ArgumentOutOfRangeException>(() => transaction.Put(TestState.Id("x"), new byte[StateLimits.MaxContentBytes + 1]));
            Assert.Throws<ArgumentOutOfRangeException>(() => transaction.Put(new RecordId(TestState.Plain, new byte[RecordId.MaxKeyBytes + 1]), default));
            Assert.Throws<ArgumentException>(() => transaction.Put(new RecordId(new Table("head"), default), default));
            transaction.Put(new RecordId(TestState.Plain, new byte[RecordId.MaxKeyBytes]), default);
            return ValueTask.FromResult(true);
        });
        await TestState.RefusedAsync(ErrorCode.TooLarge, () => state.Store.RunAsync("too large", transaction =>
        {
            const int Quarter = StateLimits.MaxTransactionBytes / 4;
            transaction.Put(TestState.Id("1"), new byte[Quarter]);
            transaction.Put(TestState.Id("1"), new byte[Quarter]);
            transaction.Put(TestState.Id("2"), new byte[Quarter]);
            transaction.Put(TestState.Id("3"), new byte[Quarter]);
            transaction.Put(TestState.Id("4"), new byte[Quarter]);
            Assert.Throws<RequestException>(() => transaction.Put(TestState.Id("5"), new byte[1]));
            transaction.Put(TestState.Id("5"), new byte[1]);
            return ValueTask.FromResult(true);
        }).AsTask());
        await TestState.RefusedAsync(ErrorCode.TooLarge, () => state.Store.RunAsync("too many", transaction =>
        {
            for (int i = 0; i <= StateLimits.MaxChanges; i++)
            {
                transaction.Put(TestState.Id($"{i}"), default);
            }

            return ValueTask.FromResult(true);
        }).AsTask());
        Assert.Null(await state.GetAsync("1"));
        Assert.Equal(3, state.Host.Store.Keys.Count);
    }

    [Fact]
    public async Task Too_much_that_waits_is_refused()
    {
        using TestState state = await TestState.OpenAsync(settings: TestState.Quick with { MaxQueuedBytes = 500 });
        state.Host.Hold();
        Task[] writes = [.. Enumerable.Range(0, 8).Select(i => state.PutAsync($"{i}", new string('x', 100)))];
        state.Host.Release();
        int refused = 0;
        foreach (Task write in writes)
        {
            try
            {
                await write;
            }
            catch (RequestException overloaded)
            {
                Assert.Same(ErrorCode.Overloaded, overloaded.Code);
                refused++;
            }
        }

        Assert.Equal(8 - 1 - (500 / 157), refused);
        Assert.Equal(1 + 8 - refused, state.Host.Store.Keys.Count);
    }

    [Fact]
    public async Task Deleting_what_does_not_exist_is_no_commit()
    {
        using TestState state = await TestState.OpenAsync();
        int before = state.Host.Store.Commits;
        await state.DeleteAsync("nothing");
        Assert.Equal(before, state.Host.Store.Commits);
        await state.PutAsync("a", "x");
        await state.DeleteAsync("a");
        await state.DeleteAsync("a");
        Assert.Equal(before + 2, state.Host.Store.Commits);
        Assert.Single(state.Host.Store.Keys);
    }

    private static Task AddAsync(TestState state, int account, long amount) => state.Store.RunAsync("add", async transaction =>
    {
        await ChangeAsync(transaction, $"account {account}", amount);
        return true;
    }).AsTask();

    private static async ValueTask ChangeAsync(ITransaction transaction, string key, long by) =>
        transaction.Put(TestState.Id(key), BitConverter.GetBytes(await NumberAsync(transaction, key) + by));

    private static async ValueTask<long> NumberAsync(ITransaction transaction, string key) =>
        await transaction.GetAsync(TestState.Id(key)) is { } content ? BitConverter.ToInt64(content.Span) : 0;

    private static Task<long> NumberAsync(TestState state, string key) =>
        state.Store.RunAsync("number", transaction => NumberAsync(transaction, key)).AsTask();

    private static Task<long> SumAsync(TestState state, int accounts) => state.Store.RunAsync("sum", async transaction =>
    {
        long sum = 0;
        for (int i = 0; i < accounts; i++)
        {
            sum += await NumberAsync(transaction, $"account {i}");
        }

        return sum;
    }).AsTask();

    private static string Text(ReadOnlyMemory<byte>? content) => System.Text.Encoding.UTF8.GetString(content!.Value.Span);
}
