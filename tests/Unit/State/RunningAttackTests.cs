using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>What a parent can do to records while the enclave runs: it is seen at the read, named, and never used.</summary>
public sealed class RunningAttackTests
{
    private static readonly StateSettings NoCache = TestState.Quick with { CacheBytes = 0, DoubtPatience = TimeSpan.FromMilliseconds(1) };

    private static async Task<TestState> OpenAsync()
    {
        TestState state = await TestState.OpenAsync(settings: NoCache);
        await state.PutAsync("victim", "first");
        state.Old = state.Host.Store[state.NameOf("victim")];
        await state.PutAsync("victim", "second");
        await state.PutAsync("other", "untouched");
        return state;
    }

    /// <summary>The attack is seen, the request refused, others go on; and when the record is given again, so does this one.</summary>
    private static async Task MustBeSeenAsync(TestState state, string name)
    {
        RequestException refused = await TestState.RefusedAsync(ErrorCode.StateTampered, () => state.GetAsync("victim"));
        string record = state.NameOf("victim")[..16];
        Assert.Contains(record, refused.Message, StringComparison.Ordinal);
        EnclaveEvent happened = state.Happened(name);
        Assert.Equal(LogLevel.Error, happened.Level);
        Assert.Equal(record, Assert.Single(happened.Fields!).Value.Word);
        Assert.Single(state.Events, one => one.StartsWith("record.", StringComparison.Ordinal));
        Assert.True(state.Store.IsOpen);
        state.Host.OnRead = static response => response;
        Assert.Equal("untouched", await state.GetAsync("other"));
    }

    [Fact]
    public async Task A_record_that_is_withheld_is_missed()
    {
        using TestState state = await OpenAsync();
        state.Host.OnRead = static response => response with { Records = [] };
        await MustBeSeenAsync(state, "record.missing");
        Assert.Equal("second", await state.GetAsync("victim"));
    }

    [Fact]
    public async Task An_older_version_is_seen_however_it_is_dressed_up()
    {
        using TestState state = await OpenAsync();
        SealedRecord newest = state.Host.Store[state.NameOf("victim")]!;
        state.Host.OnRead = response => response with { Records = [state.Old!] };
        await MustBeSeenAsync(state, "record.stale");
        Assert.Equal("second", await state.GetAsync("victim"));

        using TestState other = await OpenAsync();
        newest = other.Host.Store[other.NameOf("victim")]!;
        other.Host.OnRead = response => response with { Records = [other.Old! with { Version = newest.Version }] };
        await MustBeSeenAsync(other, "record.altered");
    }

    [Fact]
    public async Task Another_records_value_is_not_taken_for_this_ones()
    {
        for (int attack = 0; attack < 3; attack++)
        {
            using TestState state = await OpenAsync();
            SealedRecord theirs = state.Host.Store[state.NameOf("other")]!;
            SealedRecord mine = state.Host.Store[state.NameOf("victim")]!;
            SealedRecord forged = attack switch
            {
                0 => theirs,
                1 => mine with { Value = theirs.Value },
                _ => theirs with { Key = mine.Key },
            };
            state.Host.OnRead = response => response with { Records = [forged] };
            await MustBeSeenAsync(state, "record.altered");
        }
    }

    [Fact]
    public async Task Two_answers_for_one_record_are_none()
    {
        using TestState state = await OpenAsync();
        state.Host.OnRead = static response => response with { Records = [.. response.Records, .. response.Records] };
        await MustBeSeenAsync(state, "record.missing");
    }

    [Fact]
    public async Task A_bit_flipped_anywhere_in_a_value_is_seen()
    {
        using TestState state = await OpenAsync();
        SealedRecord honest = state.Host.Store[state.NameOf("victim")]!;
        for (int i = 0; i < honest.Value.Length; i++)
        {
            byte[] value = [.. honest.Value];
            value[i] ^= (byte)(1 << (i % 8));
            state.Host.OnRead = response => response with { Records = [honest with { Value = value }] };
            await TestState.RefusedAsync(ErrorCode.StateTampered, () => state.GetAsync("victim"));
        }

        Assert.Equal(honest.Value.Length, state.Events.Count(name => name == "record.altered"));
        foreach (int length in new[] { 0, 1, SealedValue.HeaderLength - 1, SealedValue.HeaderLength, honest.Value.Length - 1, honest.Value.Length + 1 })
        {
            byte[] value = new byte[length];
            honest.Value.AsSpan(0, Math.Min(length, honest.Value.Length)).CopyTo(value);
            state.Host.OnRead = response => response with { Records = [honest with { Value = value }] };
            await TestState.RefusedAsync(ErrorCode.StateTampered, () => state.GetAsync("victim"));
        }
    }

    [Fact]
    public async Task A_version_written_twice_across_a_crash_is_told_apart()
    {
        // A boot dies over a commit that never came to be; the next writes the same record under the same version.
        MemoryStore store = new();
        SealedRecord? lost = null;
        using (TestState crashed = await TestState.OpenAsync(store))
        {
            await crashed.PutAsync("victim", "before");
            string name = crashed.NameOf("victim");
            crashed.Host.OnCommit = request =>
            {
                lost ??= request.Puts.First(put => MemoryStore.Hex(put.Key) == name);
                return Fate.Lost;
            };
            _ = crashed.PutAsync("victim", "lost");
            await crashed.UntilAsync(() => crashed.Events.Contains("state.inDoubt"));
            crashed.Store.Detach(crashed.Host);
        }

        using TestState state = await TestState.OpenAsync(store, TestState.Deploy(isNew: false), NoCache);
        await state.PutAsync("victim", "second");
        await state.PutAsync("other", "untouched");
        Assert.Equal(lost!.Version, store[state.NameOf("victim")]!.Version);
        state.Host.OnRead = response => response with { Records = [lost] };
        await MustBeSeenAsync(state, "record.altered");

        MemoryStore copy = store.Copy();
        copy[state.NameOf("victim")] = lost;
        using TestState next = TestState.Start(copy, TestState.Deploy(isNew: false));
        await next.UntilProblemAsync(StateProblemCode.StateTampered);
    }

    [Fact]
    public async Task A_tampered_record_can_be_written_anew()
    {
        using TestState state = await OpenAsync();
        state.Host.Store[state.NameOf("victim")] = null;
        await TestState.RefusedAsync(ErrorCode.StateTampered, () => state.GetAsync("victim"));
        await state.PutAsync("victim", "third");
        Assert.Equal("third", await state.GetAsync("victim"));
    }

    [Fact]
    public async Task What_does_not_exist_is_not_asked_for_and_cannot_be_slipped_in()
    {
        using TestState state = await OpenAsync();
        int asked = state.Host.Asked;
        Assert.Null(await state.GetAsync("nothing"));
        await state.DeleteAsync("victim");
        state.Host.Store[state.NameOf("victim")] = state.Old;
        Assert.Null(await state.GetAsync("victim"));
        Assert.Equal(asked + 1, state.Host.Asked);
    }

    [Fact]
    public async Task A_host_with_an_older_copy_is_refused_until_one_brings_the_right_store()
    {
        using TestState state = await OpenAsync();
        MemoryRecordHost right = state.Host;
        MemoryStore copy = right.Store.Copy();
        await state.PutAsync("victim", "third");
        state.Attach(new MemoryRecordHost(copy));
        StateProblem problem = await state.UntilProblemAsync(StateProblemCode.StateTampered);
        Assert.Contains("sequence", problem.Message, StringComparison.Ordinal);
        Assert.False(state.Store.IsOpen);
        await TestState.RefusedAsync(ErrorCode.StateTampered, () => state.GetAsync("victim"));
        await TestState.RefusedAsync(ErrorCode.StateTampered, () => state.PutAsync("victim", "fourth"));
        Assert.Contains("state.halted", state.Events);

        state.Attach(right);
        await state.UntilOpenAsync();
        Assert.Equal("third", await state.GetAsync("victim"));
    }

    [Theory]
    [InlineData(false, StateProblemCode.StoreEmpty)]
    [InlineData(true, StateProblemCode.StoreForeign)]
    public async Task A_host_without_the_state_is_told_from_one_with_another(bool foreign, StateProblemCode expected)
    {
        MemoryStore other = new();
        if (foreign)
        {
            using Deployment elsewhere = TestState.Deploy(isNew: true, rootByte: 99);
            (await TestState.OpenAsync(other, elsewhere)).Dispose();
        }

        using TestState state = await OpenAsync();
        MemoryRecordHost right = state.Host;
        state.Attach(new MemoryRecordHost(other));
        await state.UntilProblemAsync(expected);
        await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => state.GetAsync("victim"));
        state.Attach(right);
        await state.UntilOpenAsync();
    }

    [Fact]
    public async Task A_commit_that_the_host_only_feigned_is_found_out_by_the_next()
    {
        using TestState state = await OpenAsync();
        state.Host.OnCommit = static _ => Fate.Feigned;
        await state.PutAsync("victim", "never written");
        state.Host.OnCommit = static _ => Fate.Done;
        Task next = state.PutAsync("victim", "nor this");
        await state.UntilProblemAsync(StateProblemCode.StateTampered);
        await TestState.RefusedAsync(ErrorCode.OutcomeUnknown, () => next);
    }

    [Fact]
    public async Task A_store_that_others_write_to_is_found_out()
    {
        using TestState state = await OpenAsync();
        MemoryStore store = state.Host.Store;
        using TestState thief = await TestState.OpenAsync(store, TestState.Deploy(isNew: false));
        await thief.PutAsync("victim", "stolen");
        Task next = state.PutAsync("victim", "mine");
        await state.UntilProblemAsync(StateProblemCode.StateTampered);
        await TestState.RefusedAsync(ErrorCode.OutcomeUnknown, () => next);
    }
}
