using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>States that somebody has seen, held against the log of heads: over its pages, over boots, after doubt, and on a store that was put back.</summary>
public sealed class FloorTests
{
    private static readonly StateSettings NoCache = TestState.Quick with { CacheBytes = 0 };

    /// <summary>Commits as many changes, and gives the state after each.</summary>
    internal static async Task<List<CommitPoint>> CommitAsync(TestState state, int count)
    {
        await state.UntilOpenAsync();
        List<CommitPoint> points = [state.Store.Point!.Value];
        for (int i = 0; i < count; i++)
        {
            await state.PutAsync("a", $"{i}");
            await state.UntilOpenAsync();
            points.Add(state.Store.Point!.Value);
        }

        return points;
    }

    /// <summary>The same place, with another head.</summary>
    internal static CommitPoint Other(CommitPoint point)
    {
        byte[] head = point.Head.ToArray();
        head[15] ^= 1;
        return new CommitPoint(point.Lineage, point.Sequence, new Bytes32(head));
    }

    [Fact]
    public async Task Every_state_that_there_was_holds_over_pages_and_boots_and_another_head_does_not()
    {
        MemoryStore store = new();
        List<CommitPoint> points;
        using (TestState state = await TestState.OpenAsync(store))
        {
            points = await CommitAsync(state, (2 * HeadLog.PageEntries) + 40);
            await AllHold(state, points);
        }

        for (int boot = 0; boot < 3; boot++)
        {
            using TestState next = await TestState.OpenAsync(store, TestState.Deploy(isNew: false), NoCache);
            points.AddRange(await CommitAsync(next, HeadLog.PageEntries / 2));
            await AllHold(next, points);
        }

        // A page is read for one that is old, and nothing else.
        using TestState last = await TestState.OpenAsync(store, TestState.Deploy(isNew: false), NoCache);
        int reads = last.Host.Reads;
        await last.Store.HoldAsync(points[3]);
        Assert.Equal(reads + 1, last.Host.Reads);
        await last.Store.HoldAsync(last.Store.Point!.Value);
        Assert.Equal(reads + 1, last.Host.Reads);
        foreach (int at in (int[])[0, 5, HeadLog.PageEntries - 1, HeadLog.PageEntries, HeadLog.PageEntries + 1, points.Count - 1])
        {
            using TestState forked = await TestState.OpenAsync(store.Copy(), TestState.Deploy(isNew: false), NoCache);
            await MustHaltAsync(forked, Other(points[at]));
        }
    }

    [Fact]
    public async Task Many_boots_without_a_change_leave_the_log_whole()
    {
        MemoryStore store = new();
        List<CommitPoint> points = [];
        for (int boot = 0; boot < HeadLog.PageEntries + 20; boot++)
        {
            using TestState state = await TestState.OpenAsync(store, settings: NoCache);
            points.Add(state.Store.Point!.Value);
        }

        using TestState last = await TestState.OpenAsync(store, settings: NoCache);
        await AllHold(last, points);
        points.AddRange(await CommitAsync(last, 3));
        await AllHold(last, points);
        Assert.Equal(3, store.Keys.Count); // the head, a page and what was changed
    }

    [Fact]
    public async Task A_whole_store_put_back_while_the_enclave_was_down_halts_it_once_somebody_presents_what_he_saw()
    {
        MemoryStore store = new();
        MemoryStore older;
        CommitPoint seen;
        using (TestState state = await TestState.OpenAsync(store))
        {
            await CommitAsync(state, 3);
            older = store.Copy();
            seen = (await CommitAsync(state, 5))[^1];
        }

        using TestState back = await TestState.OpenAsync(older, TestState.Deploy(isNew: false));
        await back.PutAsync("b", "on the fork");
        CommitPoint found = back.Store.Point!.Value;
        RequestException refused = await MustHaltAsync(back, seen);
        foreach (CommitPoint point in (CommitPoint[])[found, seen])
        {
            Assert.Contains($"sequence {point.Sequence}, head {point.Tell().Head}, lineage {point.Tell().Lineage}", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal((found.Sequence, seen.Sequence), (back.Happened("state.rolledBack").Fields!["found"].Number, back.Happened("state.rolledBack").Fields!["wanted"].Number));
        Assert.Equal((found.Tell().Head, seen.Tell().Head), (back.Store.Problem!.Found!.Head, back.Store.Problem.Wanted!.Head));

        // Another host with the same store changes nothing, nor does a lower floor that would hold.
        back.Attach(new MemoryRecordHost(older));
        await back.UntilProblemAsync(StateProblemCode.RolledBack);
        await TestState.RefusedAsync(ErrorCode.RolledBack, () => back.Store.HoldAsync(found).AsTask());
        await TestState.RefusedAsync(ErrorCode.RolledBack, () => back.GetAsync("a"));

        // The next boot does not know of it, until somebody tells; with the right store all is well.
        using TestState right = await TestState.OpenAsync(store, TestState.Deploy(isNew: false));
        await right.Store.HoldAsync(seen);
        Assert.Equal("4", await right.GetAsync("a"));
    }

    [Fact]
    public async Task A_store_put_back_by_one_commit_after_doubt_is_another_history_at_the_same_sequence()
    {
        MemoryStore store = new();
        MemoryStore before;
        CommitPoint seen;
        using (TestState state = await TestState.OpenAsync(store))
        {
            await CommitAsync(state, 3);
            before = store.Copy();
            int asked = 0;
            state.Host.OnCommit = _ => asked++ == 0 ? Fate.DoneThenLost : Fate.Done;
            await state.PutAsync("a", "in doubt, and done");
            await state.UntilOpenAsync();
            seen = state.Store.Point!.Value;
        }

        using TestState back = await TestState.OpenAsync(before, TestState.Deploy(isNew: false));
        Assert.Equal(seen.Sequence, back.Store.Point!.Value.Sequence);
        await MustHaltAsync(back, seen);
    }

    [Theory]
    [InlineData(Fate.DoneThenLost)]
    [InlineData(Fate.DoneThenRefused)]
    [InlineData(Fate.Lost)]
    [InlineData(Fate.Late)]
    public async Task A_page_whose_commit_is_in_doubt_is_written_once_or_later(object fate)
    {
        MemoryStore store = new();
        using TestState state = await TestState.OpenAsync(store, settings: NoCache);
        List<CommitPoint> points = await CommitAsync(state, HeadLog.PageEntries - 1);
        int keys = store.Keys.Count;
        int asked = 0;
        state.Host.OnCommit = request =>
        {
            bool isPage = request.Puts.Any(put => put.Value.Length == SealedValue.HeaderLength + HeadLog.PageLength);
            return isPage && asked++ == 0 ? (Fate)fate : Fate.Done;
        };
        while (asked == 0)
        {
            try
            {
                points.AddRange(await CommitAsync(state, 1));
            }
            catch (RequestException refused) when (refused.Code == ErrorCode.StoreUnavailable)
            {
                // The fence won: the change was not done.
            }
        }

        await state.UntilOpenAsync();
        Assert.Equal(0, state.Host.DoLate());
        points.AddRange(await CommitAsync(state, 3));
        Assert.Equal(keys + 1, store.Keys.Count);
        await AllHold(state, points);
        using TestState next = await TestState.OpenAsync(store, TestState.Deploy(isNew: false), NoCache);
        await AllHold(next, points);
    }

    [Fact]
    public async Task A_page_that_is_withheld_or_altered_is_tampering_and_says_nothing_of_the_floor()
    {
        MemoryStore store = new();
        using TestState state = await TestState.OpenAsync(store, settings: NoCache);
        List<CommitPoint> points = await CommitAsync(state, HeadLog.PageEntries + 5);
        state.Host.OnRead = static response => response with { Records = [] };
        await TestState.RefusedAsync(ErrorCode.StateTampered, () => state.Store.HoldAsync(points[2]).AsTask());
        Assert.True(state.Store.IsOpen);
        state.Host.OnRead = static response => response;
        await state.Store.HoldAsync(points[2]);

        // While it is opened for operators who have seen that state, likewise: it does not open.
        MemoryRecordHost withholding = new(store)
        {
            OnRead = static response => response with { Records = [.. response.Records.Where(record => record.Value.Length != SealedValue.HeaderLength + HeadLog.PageLength)] },
        };
        using TestState next = TestState.Start(withholding, TestState.Deploy(isNew: false, floors: [points[2]]), NoCache);
        Assert.Equal(StateProblems.LogAltered, await next.UntilProblemAsync(StateProblemCode.StateTampered));
    }

    [Fact]
    public async Task Two_enclaves_of_forked_copies_both_serve_until_a_state_of_one_comes_to_the_other()
    {
        MemoryStore store = new();
        CommitPoint common;
        using (TestState state = await TestState.OpenAsync(store))
        {
            common = (await CommitAsync(state, 3))[^1];
        }

        using TestState one = await TestState.OpenAsync(store.Copy(), TestState.Deploy(isNew: false));
        using TestState other = await TestState.OpenAsync(store.Copy(), TestState.Deploy(isNew: false));
        List<CommitPoint> ofOne = await CommitAsync(one, 2);
        await CommitAsync(other, 6);

        // Who only ever talks to one of them, or has seen only what both have, cannot know.
        await one.Store.HoldAsync(common);
        await other.Store.HoldAsync(common);
        await one.Store.HoldAsync(ofOne[^1]);
        Assert.True(one.Store.IsOpen && other.Store.IsOpen);

        // The moment of detection, although the other is further on.
        await MustHaltAsync(other, ofOne[^1]);
        Assert.True(one.Store.IsOpen);
    }

    [Fact]
    public async Task What_waits_for_the_disk_when_it_halts_is_refused_and_what_is_on_its_way_ends()
    {
        MemoryStore store = new();
        using TestState state = await TestState.OpenAsync(store);
        await CommitAsync(state, 2);
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        state.Host.Arrived = () => arrived.TrySetResult();
        state.Host.Hold();
        Task flying = state.PutAsync("flying", "x");
        await arrived.Task;
        Task waiting = state.PutAsync("waiting", "x");
        CommitPoint above = new(state.Store.Point!.Value.Lineage, 1000, state.Store.Point.Value.Head);
        await TestState.RefusedAsync(ErrorCode.RolledBack, () => state.Store.HoldAsync(above).AsTask());
        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => waiting);
        state.Host.Release();
        await flying;
        await TestState.RefusedAsync(ErrorCode.RolledBack, () => state.PutAsync("more", "x"));
    }

    internal static async Task<RequestException> MustHaltAsync(TestState state, CommitPoint seen)
    {
        RequestException refused = await TestState.RefusedAsync(ErrorCode.RolledBack, () => state.Store.HoldAsync(seen).AsTask());
        Assert.False(state.Store.IsOpen);
        Assert.Null(state.Store.Point);
        await TestState.RefusedAsync(ErrorCode.RolledBack, () => state.GetAsync("a"));
        await TestState.RefusedAsync(ErrorCode.RolledBack, () => state.PutAsync("a", "x"));
        await TestState.RefusedAsync(ErrorCode.RolledBack, () => state.Store.HoldAsync(seen).AsTask());
        Assert.Equal(StateProblemCode.RolledBack, state.Store.Problem!.Code);
        return refused;
    }

    private static async Task AllHold(TestState state, IEnumerable<CommitPoint> points)
    {
        foreach (CommitPoint point in points)
        {
            await state.Store.HoldAsync(point);
        }

        Assert.True(state.Store.IsOpen);
    }
}
