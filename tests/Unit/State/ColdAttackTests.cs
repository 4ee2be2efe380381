using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>What a parent can do to records while no enclave runs: the next start serves nothing, and says what differs.</summary>
public sealed class ColdAttackTests
{
    private const int Others = 20;

    private static async Task<(MemoryStore Store, string Victim, string Other, string Head, SealedRecord Old)> PrepareAsync()
    {
        MemoryStore store = new();
        using TestState state = await TestState.OpenAsync(store);
        await state.PutAsync("victim", "first");
        SealedRecord old = store[state.NameOf("victim")]!;
        await state.PutAsync("victim", "second");
        for (int i = 0; i < Others; i++)
        {
            await state.PutAsync($"other {i}", $"{i}");
        }

        return (store, state.NameOf("victim"), state.NameOf("other 3"), state.HeadName, old);
    }

    private static async Task<StateProblem> MustBeRefusedAsync(MemoryRecordHost host, StateProblemCode code = StateProblemCode.StateTampered)
    {
        using TestState state = TestState.Start(host, TestState.Deploy(isNew: false));
        StateProblem problem = await state.UntilProblemAsync(code);
        Assert.False(state.Store.IsOpen);
        ErrorCode refusal = code == StateProblemCode.StateTampered ? ErrorCode.StateTampered : ErrorCode.StoreUnavailable;
        await TestState.RefusedAsync(refusal, () => state.GetAsync("other 1"));
        await TestState.RefusedAsync(refusal, () => state.PutAsync("other 1", "x"));
        await state.UntilAsync(() => state.Events.Contains("state.halted"));
        Assert.DoesNotContain("state.opened", state.Events);
        return problem;
    }

    private static Task<StateProblem> MustBeRefusedAsync(MemoryStore store, StateProblemCode code = StateProblemCode.StateTampered) =>
        MustBeRefusedAsync(new MemoryRecordHost(store), code);

    [Fact]
    public async Task A_record_that_is_gone_is_counted()
    {
        var (store, victim, _, _, _) = await PrepareAsync();
        store[victim] = null;
        StateProblem problem = await MustBeRefusedAsync(store);
        Assert.Contains($"holds {Others}", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"counts {Others + 1}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_too_many_is_counted()
    {
        var (store, victim, _, _, old) = await PrepareAsync();
        string invented = (victim[0] == '0' ? "1" : "0") + victim[1..];
        store[invented] = old with { Key = Convert.FromHexString(invented) };
        StateProblem problem = await MustBeRefusedAsync(store);
        Assert.Contains($"counts {Others + 1}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_version_an_altered_header_or_a_swap_is_other_content()
    {
        var (store, victim, other, _, old) = await PrepareAsync();
        SealedRecord newest = store[victim]!;
        SealedRecord theirs = store[other]!;
        List<SealedRecord> forged = [old, old with { Version = newest.Version }, newest with { Version = newest.Version + 1 }, newest with { Value = theirs.Value }];
        for (int i = 1; i < SealedValue.HeaderLength; i++)
        {
            byte[] value = [.. newest.Value];
            value[i] ^= 1;
            if (i is < 33 or >= 41)
            {
                forged.Add(newest with { Value = value });
            }
        }

        foreach (SealedRecord one in forged)
        {
            MemoryStore attacked = store.Copy();
            attacked[victim] = one;
            StateProblem problem = await MustBeRefusedAsync(attacked);
            Assert.Contains("not the same", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_the_header_does_not_tell_is_seen_at_the_read()
    {
        var (store, victim, _, _, _) = await PrepareAsync();
        SealedRecord newest = store[victim]!;
        foreach (int at in Enumerable.Range(33, 8).Append(SealedValue.HeaderLength).Append(newest.Value.Length - 1))
        {
            MemoryStore attacked = store.Copy();
            byte[] value = [.. newest.Value];
            value[at] ^= 1;
            attacked[victim] = newest with { Value = value };
            using TestState state = await TestState.OpenAsync(attacked, TestState.Deploy(isNew: false));
            await TestState.RefusedAsync(ErrorCode.StateTampered, () => state.GetAsync("victim"));
            Assert.Equal("3", await state.GetAsync("other 3"));
        }
    }

    [Fact]
    public async Task Two_records_that_changed_places_are_other_content()
    {
        var (store, victim, other, _, _) = await PrepareAsync();
        SealedRecord one = store[victim]!;
        SealedRecord two = store[other]!;
        store[victim] = two with { Key = one.Key };
        store[other] = one with { Key = two.Key };
        await MustBeRefusedAsync(store);
    }

    [Fact]
    public async Task Records_given_twice_out_of_order_or_in_another_form_are_refused()
    {
        var (store, victim, _, _, _) = await PrepareAsync();
        Func<ScanRecordsResponse, ScanRecordsResponse>[] attacks =
        [
            static part => part with { Records = [.. part.Records, part.Records[^1]] },
            static part => part with { Records = [.. part.Records.Reverse()] },
            static part => part with { Records = [.. part.Records.Select(record => record with { Version = 0 })] },
            static part => part with { Records = [.. part.Records.Select(record => record with { Value = record.Value[..^1] })] },
            static part => part with { Records = [.. part.Records.Select(record => record with { Value = [2, .. record.Value[1..]] })] },
            static part => part with { Records = [.. part.Records.Select(record => record with { Key = [.. record.Key, 0] })] },
            static part => part with { Records = [null!] },
            static part => part with { Records = [], Cursor = [1] },
        ];
        foreach (Func<ScanRecordsResponse, ScanRecordsResponse> attack in attacks)
        {
            StateProblem problem = await MustBeRefusedAsync(new MemoryRecordHost(store.Copy()) { OnScan = attack });
            Assert.Equal(StateProblems.OutOfOrder, problem);
        }

        // A part that is given again and again goes on in the order of keys or is refused: it never ends the count's bound.
        ScanRecordsResponse? first = null;
        MemoryRecordHost endless = new(store) { OnScan = part => first ??= part };
        Assert.Equal(StateProblems.OutOfOrder, await MustBeRefusedAsync(endless));
    }

    [Fact]
    public async Task A_head_that_is_altered_gone_or_older_is_refused()
    {
        var (store, _, _, head, _) = await PrepareAsync();
        SealedRecord honest = store[head]!;
        for (int i = 0; i < honest.Value.Length; i++)
        {
            byte[] value = [.. honest.Value];
            value[i] ^= 0x80;
            store[head] = honest with { Value = value };
            Assert.Equal(StateProblems.HeadAltered, await MustBeRefusedAsync(store));
        }

        foreach (SealedRecord forged in new[]
        {
            honest with { Version = honest.Version - 1 },
            honest with { Version = honest.Version + 1 },
            honest with { Value = honest.Value[..^1] },
            honest with { Value = [] },
        })
        {
            store[head] = forged;
            Assert.Equal(StateProblems.HeadAltered, await MustBeRefusedAsync(store));
        }

        store[head] = null;
        Assert.Equal(StateProblems.Foreign, await MustBeRefusedAsync(store, StateProblemCode.StoreForeign));
    }

    [Fact]
    public async Task An_older_head_with_newer_records_is_refused()
    {
        MemoryStore store = new();
        SealedRecord head;
        string headName;
        using (TestState state = await TestState.OpenAsync(store))
        {
            await state.PutAsync("a", "1");
            headName = state.HeadName;
            head = store[headName]!;
            await state.PutAsync("a", "2");
        }

        store[headName] = head;
        await MustBeRefusedAsync(store);
    }

    [Fact]
    public async Task An_empty_store_is_refused_by_a_deployment_that_has_state()
    {
        MemoryStore store = new();
        StateProblem problem = await MustBeRefusedAsync(store, StateProblemCode.StoreEmpty);
        Assert.Equal(
            "The store is empty, but this deployment has state: give it its store back. Where there was none yet, its operators say so with nsl operator provide --new; in local mode another --state folder begins another deployment.",
            problem.Message);
        Assert.Empty(store.Keys);
    }

    [Theory]
    [InlineData(EnclaveMode.Nitro, 1)]
    [InlineData(EnclaveMode.Local, 2)]
    public async Task Records_of_another_mode_or_root_key_are_foreign(EnclaveMode mode, byte rootByte)
    {
        MemoryStore store = new();
        using (Deployment theirs = TestState.Deploy(isNew: true, mode, rootByte))
        {
            using TestState state = await TestState.OpenAsync(store, theirs);
            await state.PutAsync("victim", "theirs");
        }

        int commits = store.Commits;
        foreach (bool isNew in new[] { true, false })
        {
            using TestState ours = TestState.Start(store, TestState.Deploy(isNew));
            await ours.UntilProblemAsync(StateProblemCode.StoreForeign);
            await TestState.RefusedAsync(ErrorCode.StoreUnavailable, () => ours.GetAsync("victim"));
        }

        Assert.Equal(commits, store.Commits);
    }

    [Fact]
    public async Task One_mode_does_not_open_what_the_other_sealed_even_where_it_is_looked_for()
    {
        using Deployment local = TestState.Deploy(isNew: true);
        using Deployment nitro = TestState.Deploy(isNew: true, EnclaveMode.Nitro);
        using RecordSealer sealing = new(nitro.RootKey, EnclaveMode.Nitro, new Bytes32(RandomNumberGenerator.GetBytes(32)));
        using RecordSealer same = new(nitro.RootKey, EnclaveMode.Nitro, new Bytes32(RandomNumberGenerator.GetBytes(32)));
        using RecordSealer other = new(local.RootKey, EnclaveMode.Local, new Bytes32(RandomNumberGenerator.GetBytes(32)));
        Bytes32 key = new(new byte[Bytes32.Length]);
        byte[] value = sealing.Seal(TestState.Plain, key, 7, "content"u8);
        byte[] content = new byte[7];
        Assert.False(other.TryOpen(TestState.Plain, key, 7, value, content));
        Assert.All(content, one => Assert.Equal(0, one));
        Assert.False(same.TryOpen(TestState.Secret, key, 7, value, content));
        Assert.False(same.TryOpen(TestState.Plain, key, 8, value, content));
        Assert.True(same.TryOpen(TestState.Plain, key, 7, value, content));
        Assert.Equal("content"u8, content);
    }
}
