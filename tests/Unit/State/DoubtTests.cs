using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>Commits that were not answered, or not well: nothing is served until it is known what became of them.</summary>
public sealed class DoubtTests
{
    private static readonly StateSettings NoCache = TestState.Quick with { CacheBytes = 0 };

    /// <summary>The next commit meets a fate, and those after it are done.</summary>
    private static void Once(MemoryRecordHost host, Fate fate)
    {
        int commits = 0;
        host.OnCommit = _ => commits++ == 0 ? fate : Fate.Done;
    }

    [Theory]
    [InlineData(nameof(Fate.Refused), false)]
    [InlineData(nameof(Fate.DoneThenRefused), true)]
    [InlineData(nameof(Fate.Lost), false)]
    [InlineData(nameof(Fate.DoneThenLost), true)]
    [InlineData(nameof(Fate.Late), false)]
    [InlineData(nameof(Fate.Conflicted), false)]
    public async Task What_became_of_a_commit_is_found_out_with_the_same_host(string fate, bool happened)
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache);
        await state.PutAsync("a", "before");
        Once(state.Host, Enum.Parse<Fate>(fate));
        Task change = state.PutAsync("a", "after");
        if (happened)
        {
            await change;
        }
        else
        {
            await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => change);
        }

        await state.UntilOpenAsync();
        Assert.Equal(happened ? "after" : "before", await state.GetAsync("a"));
        Assert.Equal(happened ? 1 : 0, state.Happened("state.settled").Fields!["happened"].Number);
        Assert.Equal(0, state.Host.DoLate());
        await state.PutAsync("a", "goes on");
        await MustOpenAgainAsync(state, "goes on");
    }

    [Theory]
    [InlineData(nameof(Fate.Lost), false)]
    [InlineData(nameof(Fate.DoneThenLost), true)]
    public async Task What_became_of_a_commit_is_found_out_with_the_next_host(string fate, bool happened)
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache);
        await state.PutAsync("a", "before");
        MemoryRecordHost next = new(state.Host.Store);
        Fate met = Enum.Parse<Fate>(fate);
        state.Host.OnCommit = _ => met;
        state.Host.Hold();
        Task change = await StartAsync(state, () => state.PutAsync("a", "after"));
        MemoryRecordHost first = state.Host;
        state.Store.Detach(first);
        await TestState.RefusedAsync(ErrorCode.NotReady, () => state.GetAsync("a"));
        first.Release();
        await state.UntilAsync(() => state.Events.Contains("state.inDoubt"));
        await TestState.RefusedAsync(ErrorCode.NotReady, () => state.GetAsync("a"));
        Assert.False(change.IsCompleted);
        state.Attach(next);
        await state.UntilOpenAsync();
        if (happened)
        {
            await change;
        }
        else
        {
            await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => change);
        }

        Assert.Equal(happened ? "after" : "before", await state.GetAsync("a"));
        await MustOpenAgainAsync(state, happened ? "after" : "before");
    }

    [Fact]
    public async Task A_commit_that_comes_late_comes_to_nothing()
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache);
        await state.PutAsync("a", "before");
        MemoryRecordHost first = state.Host;
        Once(first, Fate.Late);
        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => state.PutAsync("a", "late"));
        await state.UntilOpenAsync();
        Assert.Equal(0, first.DoLate());
        Assert.Equal("before", await state.GetAsync("a"));
        await state.PutAsync("a", "after");
        await MustOpenAgainAsync(state, "after");
    }

    [Fact]
    public async Task A_commit_that_is_done_just_before_the_fence_has_happened()
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache);
        await state.PutAsync("a", "before");
        MemoryRecordHost host = state.Host;
        int commits = 0;
        host.OnCommit = _ =>
        {
            if (commits++ == 0)
            {
                return Fate.Late;
            }

            Assert.Equal(commits == 2 ? 1 : 0, host.DoLate());
            return Fate.Done;
        };
        await state.PutAsync("a", "after");
        await state.UntilOpenAsync();
        Assert.Equal("after", await state.GetAsync("a"));
        await MustOpenAgainAsync(state, "after");
    }

    [Theory]
    [InlineData(nameof(Fate.Lost))]
    [InlineData(nameof(Fate.DoneThenLost))]
    [InlineData(nameof(Fate.Refused))]
    [InlineData(nameof(Fate.DoneThenRefused))]
    public async Task A_fence_in_doubt_itself_is_tried_until_it_is_known(string fate)
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache);
        await state.PutAsync("a", "before");
        Fate met = Enum.Parse<Fate>(fate);
        int commits = 0;
        state.Host.OnCommit = _ => commits++ switch { 0 => Fate.Lost, < 4 => met, _ => Fate.Done };
        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => state.PutAsync("a", "after"));
        await state.UntilOpenAsync();
        Assert.Equal("before", await state.GetAsync("a"));
        await state.UntilAsync(() => state.Store.Problem is null);
        await state.PutAsync("a", "goes on");
        await MustOpenAgainAsync(state, "goes on");
    }

    [Fact]
    public async Task While_the_disk_is_full_what_is_there_is_read_and_service_comes_back_by_itself()
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache);
        await state.PutAsync("a", "before");
        bool full = true;
        state.Host.OnCommit = _ => Volatile.Read(ref full) ? Fate.Refused : Fate.Done;
        Task change = state.PutAsync("a", "after");
        await state.UntilProblemAsync(StateProblemCode.StoreUnavailable);
        await state.UntilOpenAsync();
        Assert.Equal("before", await state.GetAsync("a"));
        Assert.Null(await state.GetAsync("nothing"));
        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => state.PutAsync("b", "x"));
        Assert.False(change.IsCompleted);
        Volatile.Write(ref full, false);
        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => change);
        await state.UntilAsync(() => state.Store.Problem is null);
        await state.PutAsync("a", "after");
        Assert.Equal("after", await state.GetAsync("a"));
    }

    [Fact]
    public async Task A_record_that_a_commit_in_doubt_may_have_written_is_no_tampering()
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache);
        await state.PutAsync("a", "before");
        bool full = true;
        state.Host.OnCommit = _ => Volatile.Read(ref full) ? Fate.Refused : Fate.Done;
        Task change = state.PutAsync("a", "after");
        await state.UntilAsync(() => state.Store is { IsOpen: true, Problem: not null });
        state.Host.OnRead = static response => response with { Records = [.. response.Records.Select(record => IsHead(record) ? record : record with { Version = record.Version + 1 })] };
        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => state.GetAsync("a"));
        Assert.DoesNotContain(state.Events, name => name.StartsWith("record.", StringComparison.Ordinal));
        state.Host.OnRead = static response => response;
        Volatile.Write(ref full, false);
        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => change);
    }

    [Fact]
    public async Task Who_waits_for_a_commit_in_doubt_does_not_wait_for_ever()
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache with { DoubtPatience = TimeSpan.FromMilliseconds(1) });
        MemoryRecordHost host = state.Host;
        host.OnCommit = _ => Fate.DoneThenLost;
        host.Hold();
        Task change = await StartAsync(state, () => state.PutAsync("a", "after"));
        state.Store.Detach(host);
        host.Release();
        await TestState.RefusedAsync(ErrorCode.OutcomeUnknown, () => change);
        state.Attach(new MemoryRecordHost(host.Store));
        await state.UntilOpenAsync();
        Assert.Equal("after", await state.GetAsync("a"));
    }

    [Fact]
    public async Task What_waits_behind_a_commit_in_doubt_is_refused_at_once_and_not_done()
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache);
        await state.PutAsync("a", "before");
        MemoryRecordHost host = state.Host;
        Once(host, Fate.DoneThenLost);
        host.Hold();
        Task first = await StartAsync(state, () => state.PutAsync("a", "first"));
        Task second = state.PutAsync("a", "second");
        Task<string?> reader = state.GetAsync("a");
        host.Release();
        await first;
        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => second);
        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => reader);
        await state.UntilOpenAsync();
        Assert.Equal("first", await state.GetAsync("a"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_third_head_is_tampering_whatever_was_in_doubt(bool newer)
    {
        using TestState state = await TestState.OpenAsync(settings: NoCache with { DoubtPatience = TimeSpan.FromMilliseconds(1) });
        await state.PutAsync("a", "1");
        MemoryStore copy = state.Host.Store.Copy();
        await state.PutAsync("a", "2");
        MemoryRecordHost host = state.Host;
        host.OnCommit = _ => Fate.Lost;
        host.Hold();
        Task change = await StartAsync(state, () => state.PutAsync("a", "3"));
        state.Store.Detach(host);
        host.Release();
        await TestState.RefusedAsync(ErrorCode.OutcomeUnknown, () => change);
        if (newer)
        {
            copy = host.Store.Copy();
            using TestState fork = await TestState.OpenAsync(copy, TestState.Deploy(isNew: false));
            await fork.PutAsync("a", "forked");
        }

        state.Attach(new MemoryRecordHost(copy));
        await state.UntilProblemAsync(StateProblemCode.StateTampered);
        state.Attach(new MemoryRecordHost(host.Store));
        await state.UntilOpenAsync();
        Assert.Equal("2", await state.GetAsync("a"));
        await state.PutAsync("a", "4");
    }

    [Fact]
    public async Task A_fault_of_the_engine_itself_ends_service_until_the_next_boot()
    {
        using TestState state = await TestState.OpenAsync();
        await state.PutAsync("a", "before");
        MemoryRecordHost host = state.Host;
        host.OnCommit = static _ => throw new InvalidOperationException("no host of ours does that");
        await TestState.RefusedAsync(ErrorCode.OutcomeUnknown, () => state.PutAsync("a", "after"));
        await state.UntilAsync(() => state.Events.Contains("state.fault"));
        Assert.Equal(nameof(InvalidOperationException), state.Happened("state.fault").Fields!["fault"].Word);
        Assert.Equal(StateProblems.Fault, state.Store.Problem);
        state.Attach(new MemoryRecordHost(host.Store));
        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => state.GetAsync("a"));
        Assert.False(state.Store.IsOpen);
        await MustOpenAgainAsync(state, "before");
    }

    [Fact]
    public async Task A_commit_of_an_earlier_boot_that_comes_late_comes_to_nothing()
    {
        MemoryStore store = new();
        MemoryRecordHost before = new(store);
        using TestState crashed = TestState.Start(before);
        await crashed.UntilOpenAsync();
        await crashed.PutAsync("a", "before");
        int commits = 0;
        before.OnCommit = _ => commits++ == 0 ? Fate.Late : Fate.Lost;
        before.OnRead = _ => throw MemoryRecordHost.Unanswered();
        _ = crashed.PutAsync("a", "late");
        await crashed.UntilAsync(() => crashed.Events.Contains("state.inDoubt"));
        crashed.Store.Detach(before);

        MemoryRecordHost after = new(store);
        bool scanned = false;
        after.OnScan = part =>
        {
            // The worst moment: between the head and the records.
            scanned = true;
            Assert.Equal(0, before.DoLate());
            return part;
        };
        using TestState next = TestState.Start(after);
        await next.UntilOpenAsync();
        Assert.True(scanned);
        Assert.Equal("before", await next.GetAsync("a"));
    }

    /// <summary>Starts a change and waits until its commit is with the host, which holds it.</summary>
    private static async Task<Task> StartAsync(TestState state, Func<Task> change)
    {
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        state.Host.Arrived = () => arrived.TrySetResult();
        Task started = change();
        await arrived.Task;
        return started;
    }

    /// <summary>The next boot finds exactly this.</summary>
    private static async Task MustOpenAgainAsync(TestState state, string content)
    {
        using TestState again = await TestState.OpenAsync(state.Host.Store.Copy(), TestState.Deploy(isNew: false));
        Assert.Equal(content, await again.GetAsync("a"));
    }

    /// <summary>The head is read again and again while a commit is in doubt.</summary>
    private static bool IsHead(SealedRecord record) => record.Value.Length >= SealedValue.HeaderLength + Head.Length;
}
