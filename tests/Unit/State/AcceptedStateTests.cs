using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>A backup that operators accept: the state goes on in another lineage, and who knows the old one is told so, and stops nobody.</summary>
public sealed class AcceptedStateTests
{
    /// <summary>A store of a state that went on elsewhere, the state as of the backup, and the states that were seen after it.</summary>
    private static async Task<(MemoryStore Backup, List<CommitPoint> Kept, List<CommitPoint> Lost)> PrepareAsync()
    {
        MemoryStore store = new();
        using TestState state = await TestState.OpenAsync(store);
        List<CommitPoint> kept = await FloorTests.CommitAsync(state, 3);
        MemoryStore backup = store.Copy();
        return (backup, kept, (await FloorTests.CommitAsync(state, 20))[1..]);
    }

    private static async Task<TestState> RestoreAsync(MemoryStore backup, CommitPoint floor)
    {
        TestState restored = TestState.Start(backup, TestState.Deploy(isNew: false, floors: [floor]));
        StateProblem problem = await restored.UntilProblemAsync(StateProblemCode.RolledBack);
        await restored.UntilAsync(() => restored.Events.Contains("state.halted"));
        Assert.False(restored.Store.IsOpen);
        Assert.Equal(floor.Tell().Head, problem.Wanted!.Head);
        return restored;
    }

    private static AcceptedState Signed(StateProblem problem, StatePoint? found = null, StatePoint? wanted = null) => new()
    {
        Found = found ?? problem.Found!,
        Wanted = wanted ?? problem.Wanted!,
        Reason = "the disk burnt",
        Operators = ["alice", "bob"],
        BootId = new string('0', 64),
        AcceptedAt = DateTime.UnixEpoch,
    };

    [Fact]
    public async Task An_accepted_backup_goes_on_in_a_lineage_of_another_name_also_at_the_next_boot()
    {
        (MemoryStore backup, List<CommitPoint> kept, List<CommitPoint> lost) = await PrepareAsync();
        MemoryStore before = backup.Copy();
        CommitPoint begun;
        using (TestState state = await RestoreAsync(backup, lost[^1]))
        {
            begun = await state.Store.AcceptAsync(Signed(state.Store.Problem!));
            Assert.Equal("the disk burnt", state.Store.Accepted!.Reason);
            await MustGoOnAsync(state, begun, kept, lost);
        }

        using TestState next = TestState.Start(backup, TestState.Deploy(isNew: false, floors: [lost[^1], begun]));
        await next.UntilOpenAsync();
        Assert.Equal((begun.Tell().Lineage, "the disk burnt"), (next.Store.Lineage, next.Store.Accepted!.Reason));
        await MustGoOnAsync(next, begun, kept, lost);

        // And that store put back to before it was accepted misses the new lineage.
        using TestState back = await TestState.OpenAsync(before, TestState.Deploy(isNew: false));
        await FloorTests.MustHaltAsync(back, begun);
    }

    private static async Task MustGoOnAsync(TestState state, CommitPoint begun, List<CommitPoint> kept, List<CommitPoint> lost)
    {
        Assert.NotEqual(kept[0].Lineage, begun.Lineage);
        await state.PutAsync("after", "x");
        Assert.Equal(begun.Lineage, state.Store.Point!.Value.Lineage);
        Assert.Equal("2", await state.GetAsync("a"));
        await state.Store.HoldAsync(begun);
        foreach (CommitPoint point in kept)
        {
            await state.Store.HoldAsync(point);
        }

        foreach (CommitPoint point in lost)
        {
            RequestException ended = await TestState.RefusedAsync(ErrorCode.LineageEnded, () => state.Store.HoldAsync(point).AsTask());
            Assert.Contains(begun.Tell().Lineage, ended.Message, StringComparison.Ordinal);
        }

        // Who presents what was given up is refused, and stops nobody else; what never was stops it still.
        Assert.True(state.Store.IsOpen);
    }

    [Fact]
    public async Task What_is_not_exactly_the_state_and_the_one_that_is_missing_is_refused_and_changes_nothing()
    {
        (MemoryStore backup, List<CommitPoint> kept, List<CommitPoint> lost) = await PrepareAsync();
        using TestState state = await RestoreAsync(backup, lost[^1]);
        StateProblem problem = state.Store.Problem!;
        await TestState.RefusedAsync(ErrorCode.Conflict, () => state.Store.AcceptAsync(Signed(problem, found: kept[^1].Tell())));
        await TestState.RefusedAsync(ErrorCode.Conflict, () => state.Store.AcceptAsync(Signed(problem, found: problem.Wanted)));
        await TestState.RefusedAsync(ErrorCode.Conflict, () => state.Store.AcceptAsync(Signed(problem, wanted: lost[0].Tell())));
        Assert.Equal(problem.Found!.Head, state.Store.Problem!.Found!.Head);
        await TestState.RefusedAsync(ErrorCode.RolledBack, () => state.GetAsync("a"));
        await state.Store.AcceptAsync(Signed(problem));
        Assert.Equal("2", await state.GetAsync("a"));
        await TestState.RefusedAsync(ErrorCode.Conflict, () => state.Store.AcceptAsync(Signed(problem)));
    }

    [Theory]
    [InlineData(Fate.DoneThenLost, true)]
    [InlineData(Fate.DoneThenRefused, true)]
    [InlineData(Fate.Lost, false)]
    [InlineData(Fate.Refused, false)]
    public async Task An_acceptance_whose_commit_is_in_doubt_has_happened_or_has_not(object fate, bool happened)
    {
        (MemoryStore backup, List<CommitPoint> kept, List<CommitPoint> lost) = await PrepareAsync();
        using TestState state = await RestoreAsync(backup, lost[^1]);
        int asked = 0;
        state.Host.OnCommit = _ => asked++ == 0 ? (Fate)fate : Fate.Done;
        Task<CommitPoint> accepting = state.Store.AcceptAsync(Signed(state.Store.Problem!));
        if (happened)
        {
            CommitPoint begun = await accepting;
            await state.UntilOpenAsync();
            await MustGoOnAsync(state, begun, kept, lost);
            return;
        }

        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => accepting);
        await state.UntilProblemAsync(StateProblemCode.RolledBack);
        await TestState.RefusedAsync(ErrorCode.RolledBack, () => state.GetAsync("a"));
        await state.UntilAsync(() => state.Events.Count(name => name == "state.halted") == 2);
        CommitPoint later = await state.Store.AcceptAsync(Signed(state.Store.Problem!));
        await MustGoOnAsync(state, later, kept, lost);
    }

    [Fact]
    public async Task A_lineage_of_which_the_store_knows_nothing_is_missing_until_it_is_given_up_by_name()
    {
        (MemoryStore backup, _, List<CommitPoint> lost) = await PrepareAsync();
        MemoryStore untouched = backup.Copy();
        CommitPoint begun;
        using (TestState accepted = await RestoreAsync(backup, lost[^1]))
        {
            begun = await accepted.Store.AcceptAsync(Signed(accepted.Store.Problem!));
        }

        using TestState state = await RestoreAsync(untouched, begun);
        CommitPoint third = await state.Store.AcceptAsync(Signed(state.Store.Problem!));
        Assert.NotEqual(begun.Lineage, third.Lineage);
        await TestState.RefusedAsync(ErrorCode.LineageEnded, () => state.Store.HoldAsync(begun).AsTask());
        await TestState.RefusedAsync(ErrorCode.LineageEnded, () => state.Store.HoldAsync(lost[^1]).AsTask());
        Assert.True(state.Store.IsOpen);
    }

    [Fact]
    public async Task Without_anything_missing_there_is_nothing_to_accept()
    {
        using TestState state = await TestState.OpenAsync();
        StatePoint there = state.Store.Point!.Value.Tell();
        StateProblem none = new() { Code = StateProblemCode.RolledBack, Message = "", Found = there, Wanted = there };
        await TestState.RefusedAsync(ErrorCode.Conflict, () => state.Store.AcceptAsync(Signed(none)));
        Assert.True(state.Store.IsOpen);
    }
}
