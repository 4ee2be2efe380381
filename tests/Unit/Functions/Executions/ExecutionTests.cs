using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Executions;

public sealed class ExecutionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_execution_gives_what_the_code_gave_and_is_found_again()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        world.Sandbox.Code = static (job, _, _) =>
        {
            Assert.Equal("{\"b\":1}", Encoding.UTF8.GetString(job.Parameters.Span));
            Assert.Equal(32, job.Seed.Length);
            return Task.FromResult(SandboxDouble.Returns("{\"z\":1, \"a\":[2]}") with { Logs = [new ExecutionLogLine { Level = "log", Text = "hello" }] });
        };

        ExecutionDescription done = await world.ExecuteAsync(parameters: "{\"b\":1}");
        Assert.Equal((ExecutionStatus.Succeeded, 10, 0, "0"), (done.Status, done.Statements, done.HostCalls, done.Fee));
        Assert.Equal(CanonicalJson.Hash("{\"a\":[2],\"z\":1}"u8.ToArray()), done.OutputHash);
        Assert.Equal(CanonicalJson.Hash("{\"b\":1}"u8.ToArray()), done.InputHash);
        Assert.Equal("hello", Assert.Single(done.Logs!).Text);

        ExecutionDescription found = await world.GetAsync(done.ExecutionId);
        Assert.Equal((done.OutputHash, done.Result!.Value.GetRawText()), (found.OutputHash, found.Result!.Value.GetRawText()));
        Assert.Null(Assert.Single((await world.ListAsync()).Executions).Result);
        Assert.Equal(done.ExecutionId, await world.Store.RunAsync("test", HostsDouble.StoredAsync));
    }

    [Fact]
    public async Task What_fails_stores_nothing()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        world.Sandbox.Code = static (_, _, _) => Task.FromResult(SandboxDouble.Throws("no"));
        ExecutionDescription failed = await world.ExecuteAsync();
        Assert.Equal((ExecutionStatus.Failed, ExecutionFailure.Threw), (failed.Status, failed.Error!.Code));
        Assert.Equal(CanonicalJson.Hash("{\"code\":\"threw\",\"message\":\"no\"}"u8.ToArray()), failed.OutputHash);
        Assert.Null(await world.Store.RunAsync("test", HostsDouble.StoredAsync));

        world.Sandbox.Code = static (_, _, _) => Task.FromResult(SandboxDouble.Returns("1"));
        world.Hosts.Commits = false;
        ExecutionDescription conflict = await world.ExecuteAsync("other");
        Assert.Equal((ExecutionStatus.Failed, ExecutionFailure.StorageConflict), (conflict.Status, conflict.Error!.Code));
        Assert.Null(conflict.Result);
        Assert.True((await world.ReplayAsync(conflict.ExecutionId)).Match);
    }

    [Fact]
    public async Task A_request_that_comes_again_is_not_run_again()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        await world.GiveUpAsync();
        ExecutionDescription again = await world.ExecuteAsync();
        Assert.Equal((ExecutionStatus.Succeeded, 1), (again.Status, world.Sandbox.Runs));
        Assert.Equal(again.ExecutionId, (await world.ExecuteAsync()).ExecutionId);
        Assert.Equal(again.ExecutionId, (await world.ExecuteAsync(async: true)).ExecutionId);
        Assert.Equal(1, world.Sandbox.Runs);
        await RefusedAsync(ErrorCode.IdempotencyMismatch, () => world.ExecuteAsync(parameters: "2"));
    }

    [Fact]
    public async Task Who_comes_again_while_it_runs_waits_for_the_same_one()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        TaskCompletionSource<SandboxOutcome> code = new();
        TaskCompletionSource begun = new();
        world.Sandbox.Code = (_, _, _) =>
        {
            begun.SetResult();
            return code.Task;
        };
        Task<ExecutionDescription> first = world.ExecuteAsync();
        await begun.Task;
        Task<ExecutionDescription> second = world.ExecuteAsync();
        await RefusedAsync(ErrorCode.IdempotencyMismatch, () => world.ExecuteAsync(parameters: "2"));
        code.SetResult(SandboxDouble.Returns("7"));
        Assert.Equal((await first).ExecutionId, (await second).ExecutionId);
        Assert.Equal("7", (await second).Result!.Value.GetRawText());
        Assert.Equal(1, world.Sandbox.Runs);
    }

    [Fact]
    public async Task One_that_nobody_waits_for_is_answered_at_once_and_ends_by_itself()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        TaskCompletionSource<SandboxOutcome> code = new();
        world.Sandbox.Code = (_, _, _) => code.Task;
        ExecutionDescription begun = await world.ExecuteAsync(async: true);
        Assert.Equal(ExecutionStatus.Queued, begun.Status);
        Assert.Null(begun.EndedAt);
        Assert.Contains((await world.GetAsync(begun.ExecutionId)).Status, (ExecutionStatus[])[ExecutionStatus.Queued, ExecutionStatus.Running]);
        code.SetResult(SandboxDouble.Returns("7"));
        Assert.Equal("7", (await world.UntilOverAsync(begun.ExecutionId)).Result!.Value.GetRawText());
    }

    [Fact]
    public async Task One_whose_request_is_given_up_before_its_intent_is_on_disk_does_not_run()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        await world.GiveUpAsync(async: true);
        Assert.Equal((0, 0), (world.Sandbox.Runs, world.Count("execution")));
        Assert.Equal(ExecutionStatus.Succeeded, (await world.ExecuteAsync()).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_enclaves_end_cut_off_is_interrupted_and_not_run_again(bool async)
    {
        RerunningState store = new();
        using ExecutionWorld first = await new ExecutionWorld(store).WithFunctionAsync();
        first.Sandbox.Code = static (_, _, cancelled) => Task.Delay(Timeout.Infinite, cancelled).ContinueWith<SandboxOutcome>(_ => throw new OperationCanceledException(cancelled), TaskScheduler.Default);
        Task<ExecutionDescription> cut = first.ExecuteAsync(async: async);
        while (first.Sandbox.Runs == 0)
        {
            await Task.Yield();
        }

        using ExecutionWorld second = new(store);
        string id = Assert.Single((await second.ListAsync()).Executions).ExecutionId;
        Assert.Equal(ExecutionStatus.Interrupted, (await second.GetAsync(id)).Status);
        ExecutionDescription again = await second.ExecuteAsync(async: async);
        Assert.Equal((id, ExecutionStatus.Interrupted, 0), (again.ExecutionId, again.Status, second.Sandbox.Runs));
        Assert.NotNull((await second.GetAsync(id)).EndedAt);
        await RefusedAsync(ErrorCode.Conflict, () => second.ReplayAsync(id));

        first.Dispose();
        if (!async)
        {
            await RefusedAsync(ErrorCode.OutcomeUnknown, () => cut);
        }
    }

    [Fact]
    public async Task The_account_has_so_many_at_once_and_so_many_waiting()
    {
        using ExecutionWorld world = await new ExecutionWorld(settings: new ExecutionSettings { MaxConcurrentPerAccount = 2, MaxWaitingPerAccount = 3 }).WithFunctionAsync();
        TaskCompletionSource<SandboxOutcome> code = new();
        world.Sandbox.Code = (_, _, _) => code.Task;
        Task<ExecutionDescription>[] all = [.. Enumerable.Range(0, 5).Select(i => world.ExecuteAsync("request " + i))];
        while (world.Sandbox.Runs < 2)
        {
            await Task.Yield();
        }

        await RefusedAsync(ErrorCode.Overloaded, () => world.ExecuteAsync("one more"));
        code.SetResult(SandboxDouble.Returns("1"));
        await Task.WhenAll(all);
        Assert.Equal((5, 2), (world.Sandbox.Runs, world.Sandbox.Most));
        Assert.Equal(ExecutionStatus.Succeeded, (await world.ExecuteAsync("one more")).Status);
    }

    [Fact]
    public async Task Where_no_worker_is_free_nothing_is_left_of_it()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        world.Sandbox.Code = static (_, _, _) => throw new RequestException(ErrorCode.Overloaded, "As many run as may.");
        await RefusedAsync(ErrorCode.Overloaded, () => world.ExecuteAsync());
        Assert.Equal((0, 0), (world.Count("execution"), world.Count("execution-part")));
        world.Sandbox.Code = static (_, _, _) => Task.FromResult(SandboxDouble.Returns("1"));
        Assert.Equal(ExecutionStatus.Succeeded, (await world.ExecuteAsync()).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_one_is_over_when_that_is_answered(bool waits)
    {
        ExecutionSettings settings = new() { MaxConcurrentPerAccount = 1 };
        using ExecutionWorld world = await new ExecutionWorld(settings: settings).WithFunctionAsync();
        bool killed = false;
        world.Sandbox.Code = async (_, _, cancelled) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancelled);
            }
            finally
            {
                killed = true;
            }

            return SandboxDouble.Returns("1");
        };
        ExecutionDescription running = await world.ExecuteAsync("running", async: true);
        while (world.Sandbox.Runs == 0)
        {
            await Task.Yield();
        }

        if (waits)
        {
            ExecutionDescription queued = await world.ExecuteAsync("waiting", async: true);
            Assert.Equal(ExecutionStatus.Queued, (await world.GetAsync(queued.ExecutionId)).Status);
            ExecutionDescription left = await world.CancelAsync(queued.ExecutionId);
            Assert.Equal((ExecutionStatus.Cancelled, 0, false), (left.Status, left.Statements, killed));
        }

        Assert.Equal(ExecutionStatus.Running, (await world.GetAsync(running.ExecutionId)).Status);
        ExecutionDescription cancelled = await world.CancelAsync(running.ExecutionId);
        Assert.Equal((ExecutionStatus.Cancelled, 1_000_000, true), (cancelled.Status, cancelled.Statements, killed));
        Assert.Equal(ExecutionStatus.Cancelled, (await world.CancelAsync(running.ExecutionId)).Status);
        Assert.Null(await world.Store.RunAsync("test", HostsDouble.StoredAsync));
    }

    [Fact]
    public async Task Another_account_sees_nothing_of_it()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        string id = (await world.ExecuteAsync()).ExecutionId;
        await RefusedAsync(ErrorCode.NotFound, () => world.GetAsync(id, "acc_bob"));
        await RefusedAsync(ErrorCode.NotFound, () => world.CancelAsync(id, "acc_bob"));
        await RefusedAsync(ErrorCode.NotFound, () => world.ExecuteAsync(account: "acc_bob"));
    }

    [Fact]
    public async Task The_newest_are_kept_and_pages_go_back_in_time()
    {
        using ExecutionWorld world = await new ExecutionWorld(settings: new ExecutionSettings { KeptExecutions = 16 }).WithFunctionAsync();
        List<string> ids = [];
        for (int i = 0; i < 24; i++)
        {
            ids.Add((await world.ExecuteAsync("request " + i)).ExecutionId);
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        ListExecutionsResponse page = await world.ListAsync(limit: 10);
        ListExecutionsResponse rest = await world.ListAsync(limit: 10, page.NextCursor);
        Assert.Equal(ids.AsEnumerable().Reverse().Take(16), page.Executions.Concat(rest.Executions).Select(each => each.ExecutionId));
        Assert.Equal((16, 16 * 3), (world.Count("execution"), world.Count("execution-part")));
        await RefusedAsync(ErrorCode.NotFound, () => world.GetAsync(ids[0]));
    }

    [Fact]
    public async Task One_that_was_not_answered_is_remembered_for_a_day_after_it_made_room()
    {
        using ExecutionWorld world = await new ExecutionWorld(settings: new ExecutionSettings { KeptExecutions = 16 }).WithFunctionAsync();
        await world.GiveUpAsync("given up");
        for (int i = 0; i < 20; i++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await world.ExecuteAsync("request " + i);
        }

        Assert.Equal(17, world.Count("execution"));
        int runs = world.Sandbox.Runs;
        Assert.Equal(ExecutionStatus.Succeeded, (await world.ExecuteAsync("given up")).Status);
        Assert.Equal(runs, world.Sandbox.Runs);
        world.Time.Advance(TimeSpan.FromHours(25));
        await world.ExecuteAsync("late");
        Assert.Equal(16, world.Count("execution"));
    }

    [Fact]
    public async Task An_order_of_a_trigger_has_one_execution_across_lives_of_the_enclave()
    {
        RerunningState store = new();
        using ExecutionWorld first = await new ExecutionWorld(store).WithFunctionAsync();
        ExecutionDescription done = await first.Executions.RunAsync(ExecutionWorld.Order(), Token);
        Assert.Equal((ExecutionStatus.Succeeded, ExecutionCause.Trigger, "trg_one"), (done.Status, done.Cause, done.TriggerId));
        using ExecutionWorld second = new(store);
        Assert.Equal(done.ExecutionId, (await second.Executions.RunAsync(ExecutionWorld.Order(), Token)).ExecutionId);
        Assert.Equal(0, second.Sandbox.Runs);
        Assert.NotEqual(done.ExecutionId, (await second.Executions.RunAsync(ExecutionWorld.Order("event 2"), Token)).ExecutionId);
        Assert.NotEqual(done.ExecutionId, (await second.ExecuteAsync("event 1")).ExecutionId);
    }

    [Fact]
    public async Task A_deleted_functions_executions_go_with_it()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        await world.GiveUpAsync("given up");
        for (int i = 0; i < 20; i++)
        {
            await world.ExecuteAsync("request " + i);
        }

        while (await world.Store.RunAsync("acc_alice", state => world.Executions.History.RemoveAsync(state, ExecutionWorld.Function, 8, world.Time.GetUtcNow())))
        {
        }

        Assert.Equal((0, 0, 0, 0), (world.Count("execution"), world.Count("execution-part"), world.Count("execution-index"), world.Count("execution-pending")));
    }

    [Fact]
    public async Task A_number_beyond_doubles_is_refused()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        await RefusedAsync(ErrorCode.InvalidRequest, () => world.ExecuteAsync(parameters: "[1e400]"));
        world.Sandbox.Code = static (_, _, _) => Task.FromResult(SandboxDouble.Returns("1e400"));
        Assert.Equal(ExecutionFailure.InvalidResult, (await world.ExecuteAsync()).Error!.Code);
    }

    internal static async Task RefusedAsync(ErrorCode code, Func<Task> action) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RequestException>(action)).Code);
}
