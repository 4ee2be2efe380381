using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Executions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Chain;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Triggers;

/// <summary>Triggers from their making to executions, retries, and events that are given up on.</summary>
public sealed class TriggerTests
{
    [Fact]
    public async Task A_schedule_executes_at_each_of_its_times_once_with_a_key_made_of_the_time()
    {
        ExecutionsDouble executions = new();
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions);
        TriggerDescription trigger = await world.CreateAsync(TriggerWorld.Cron("*/5 * * * *") with { Parameters = JsonSerializer.SerializeToElement("mine") });
        Assert.Equal(new DateTime(2026, 11, 25, 12, 5, 0, DateTimeKind.Utc), trigger.NextAt);
        for (int i = 1; i <= 3; i++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(5));
            await Waiting.UntilAsync(() => executions.Begun.Count == i);
        }

        await world.UntilIdleAsync(trigger.TriggerId);
        Assert.Equal(3, executions.Begun.Select(order => order.Key).Distinct().Count());
        ExecutionOrder first = executions.Begun.First();
        Assert.Equal($"{trigger.TriggerId}/cron/2026-11-25T12:05:00Z", first.EffectKey);
        Assert.Equal((TriggerWorld.Account, TriggerWorld.FunctionId, trigger.TriggerId), (first.AccountId, first.FunctionId, first.TriggerId));
        JsonElement parameters = JsonDocument.Parse(first.Parameters).RootElement;
        Assert.Equal(first.EffectKey, parameters.GetProperty("deduplicationKey").GetString());
        Assert.Equal("2026-11-25T12:05:00Z", parameters.GetProperty("event").GetProperty("at").GetString());
        Assert.Equal("mine", parameters.GetProperty("parameters").GetString());
    }

    [Fact]
    public async Task Nothing_is_due_while_the_time_cannot_be_trusted()
    {
        ExecutionsDouble executions = new();
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions);
        TriggerDescription trigger = await world.CreateAsync(TriggerWorld.Cron("* * * * *"));
        world.IsTrusted = false;
        world.Time.Advance(TimeSpan.FromMinutes(2));
        TriggerDescription other = await world.CreateAsync(TriggerWorld.Cron("0 0 1 1 *"));
        await world.CallAsync(call => world.Triggers.Management.DeleteAsync(new DeleteTriggerRequest { TriggerId = other.TriggerId }, call));
        Assert.Empty(executions.Begun);
        Assert.Equal(0, (await world.FindAsync(trigger.TriggerId)).Waiting);
        world.IsTrusted = true;
        await Waiting.UntilAsync(() => executions.Begun.Count == 1);
    }

    [Fact]
    public async Task An_execution_that_fails_is_tried_again_later_and_later_with_the_same_key_for_its_effects_and_then_given_up_on()
    {
        ExecutionsDouble executions = new() { Going = static _ => Task.FromResult(ExecutionStatus.Failed) };
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions);
        TriggerDescription trigger = await world.CreateAsync(
            TriggerWorld.Cron("0 13 * * *", retry: new RetrySettings { MaxAttempts = 3, BackoffSeconds = 60 }));
        world.Time.Advance(TimeSpan.FromHours(1));
        await Waiting.UntilAsync(() => executions.Begun.Count == 1);
        await Waiting.UntilAsync(async () => (await world.FindAsync(trigger.TriggerId)) is { Waiting: 1 });
        world.Time.Advance(TimeSpan.FromSeconds(61));
        await Waiting.UntilAsync(() => executions.Begun.Count == 2);
        world.Time.Advance(TimeSpan.FromSeconds(61));
        await world.CreateAsync(TriggerWorld.Cron("0 0 1 1 *"));
        Assert.Equal(2, executions.Begun.Count);
        world.Time.Advance(TimeSpan.FromSeconds(60));
        await world.UntilIdleAsync(trigger.TriggerId);

        Assert.Equal(3, executions.Begun.Select(order => order.Key).Distinct().Count());
        Assert.Single(executions.Begun.Select(order => order.EffectKey).Distinct());
        DeadLetter letter = Assert.Single(await world.LettersAsync(trigger.TriggerId));
        Assert.Equal((3, "exe_3", "threw: It was told to."), (letter.Attempts, letter.ExecutionId, letter.Reason));
        Assert.Equal("cron", letter.Event.GetProperty("kind").GetString());

        executions.Going = static _ => Task.FromResult(ExecutionStatus.Succeeded);
        RetryDeadLetterRequest retry = new() { DeadLetterId = letter.DeadLetterId };
        await world.CallAsync(call => world.Triggers.Letters.RetryAsync(retry, call));
        await Waiting.UntilAsync(() => executions.Begun.Count == 4);
        await world.UntilIdleAsync(trigger.TriggerId);
        Assert.Equal(letter.DeduplicationKey, executions.Begun.Last().EffectKey);
        Assert.Equal(4, executions.Begun.Select(order => order.Key).Distinct().Count());
        Assert.Equal(0, (await world.FindAsync(trigger.TriggerId)).DeadLetters);
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.CallAsync(call => world.Triggers.Letters.RetryAsync(retry, call)));
    }

    [Fact]
    public async Task What_cannot_be_run_now_is_no_attempt_and_what_is_cancelled_or_refused_for_good_is_not_tried_for_ever()
    {
        int refusals = 0;
        ExecutionsDouble executions = new()
        {
            Going = _ => ++refusals <= 8
                ? throw new RequestException(ErrorCode.Overloaded, "Not now.")
                : Task.FromResult(ExecutionStatus.Cancelled),
        };
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions);
        TriggerDescription trigger = await world.CreateAsync(TriggerWorld.Cron("0 13 * * *"));
        world.Time.Advance(TimeSpan.FromHours(1));
        await Waiting.UntilAsync(async () =>
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            return (await world.LettersAsync(trigger.TriggerId)).Count == 1;
        });
        Assert.Equal((1, "It was cancelled."), ((await world.LettersAsync(trigger.TriggerId))[0].Attempts, (await world.LettersAsync(trigger.TriggerId))[0].Reason));

        executions.Going = static _ => throw new RequestException(ErrorCode.InsufficientFunds, "Nothing is allocated.");
        TriggerDescription poor = await world.CreateAsync(TriggerWorld.Cron("30 13 * * *", retry: new RetrySettings { MaxAttempts = 1 }));
        world.Time.Advance(TimeSpan.FromMinutes(30));
        await Waiting.UntilAsync(async () => (await world.LettersAsync(poor.TriggerId)).Count == 1);
        Assert.Equal("insufficientFunds: Nothing is allocated.", (await world.LettersAsync(poor.TriggerId))[0].Reason);
    }

    [Fact]
    public async Task A_call_of_a_webhook_is_executed_once_however_often_it_comes_and_not_at_all_without_the_key()
    {
        ExecutionsDouble executions = new();
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions);
        TriggerDescription trigger = await world.CreateAsync(TriggerWorld.Webhook());
        await TestState.RefusedAsync(ErrorCode.Unauthenticated, () => world.DeliverAsync(trigger.TriggerId, "{}", "another key"u8.ToArray()));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.DeliverAsync("trg_nothing", "{}"));
        string[] keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.DeliverAsync(trigger.TriggerId, "{\"a\":\"\\u00fc\"}")));
        Assert.Single(keys.Distinct());
        Assert.NotEqual(keys[0], await world.DeliverAsync(trigger.TriggerId, "{\"b\":1}"));
        await Waiting.UntilAsync(() => executions.Begun.Count == 2);
        await world.UntilIdleAsync(trigger.TriggerId);
        Assert.Equal(keys[0], await world.DeliverAsync(trigger.TriggerId, "{\"a\":\"\\u00fc\"}"));
        Assert.Equal(0, (await world.FindAsync(trigger.TriggerId)).Waiting);
        JsonElement told = JsonDocument.Parse(executions.Begun.First().Parameters).RootElement.GetProperty("event");
        Assert.Equal("{\"a\":\"\\u00fc\"}", told.GetProperty("body").GetString());
        Assert.StartsWith("sha256=", told.GetProperty("headers").GetProperty("x-hub-signature-256").GetString(), StringComparison.Ordinal);
        Assert.Equal(executions.Begun.First().EffectKey, keys[0]);
    }

    [Fact]
    public async Task A_webhook_whose_key_is_not_granted_any_more_takes_nothing()
    {
        ExecutionsDouble executions = new();
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions);
        TriggerDescription trigger = await world.CreateAsync(TriggerWorld.Webhook());
        world.KeyFails = new RequestException(ErrorCode.Forbidden, "The secret is not granted.");
        await TestState.RefusedAsync(ErrorCode.Forbidden, () => world.DeliverAsync(trigger.TriggerId, "{}"));
        Assert.Equal(0, (await world.FindAsync(trigger.TriggerId)).Waiting);
    }

    [Fact]
    public async Task Keys_are_not_forgotten_while_a_call_may_be_played_again_and_are_after_that()
    {
        ExecutionsDouble executions = new();
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions, settings: TriggerWorld.Quick with { MaxRemembered = 3 });
        TriggerDescription trigger = await world.CreateAsync(TriggerWorld.Webhook());
        for (int i = 0; i < 3; i++)
        {
            await world.DeliverAsync(trigger.TriggerId, $"{{\"call\":{i}}}");
        }

        await TestState.RefusedAsync(ErrorCode.Overloaded, () => world.DeliverAsync(trigger.TriggerId, "{\"call\":3}"));
        await world.DeliverAsync(trigger.TriggerId, "{\"call\":0}");
        world.Time.Advance(TimeSpan.FromMinutes(12));
        await world.DeliverAsync(trigger.TriggerId, "{\"call\":3}");
        await Waiting.UntilAsync(() => executions.Begun.Count == 4);
        Assert.Equal(4, executions.Begun.Select(order => order.EffectKey).Distinct().Count());
    }

    [Fact]
    public async Task A_body_that_is_too_long_or_no_base64_is_refused()
    {
        using TriggerWorld world = await TriggerWorld.OpenAsync(new ExecutionsDouble());
        TriggerDescription trigger = await world.CreateAsync(TriggerWorld.Webhook());
        await TestState.RefusedAsync(ErrorCode.TooLarge, () => world.DeliverAsync(trigger.TriggerId, new string('x', 192 << 10)));
        foreach (string body in (string[])["A", "AAA", "ÄÄÄÄ", "A A=", new string('A', (256 << 10) + 4)])
        {
            await TestState.RefusedAsync(ErrorCode.InvalidRequest, () => world.Triggers.Delivery.DeliverAsync(
                new DeliverWebhookRequest { TriggerId = trigger.TriggerId, Headers = [], Body = body }).AsTask());
        }
    }

    [Fact]
    public async Task A_trigger_that_rests_leaves_times_out_and_keeps_what_waits()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ExecutionsDouble executions = new()
        {
            Going = async _ =>
            {
                await gate.Task;
                return ExecutionStatus.Succeeded;
            },
        };
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions);
        TriggerDescription trigger = await world.CreateAsync(TriggerWorld.Cron("0 * * * *", CatchUp.All));
        world.Time.Advance(TimeSpan.FromHours(3));
        await Waiting.UntilAsync(async () => (await world.FindAsync(trigger.TriggerId)).Waiting == 3);
        TriggerDescription paused = await PauseAsync(world, trigger.TriggerId, null);
        Assert.Equal((TriggerStatus.Paused, null), (paused.Status, paused.NextAt));
        gate.SetResult();
        await Waiting.UntilAsync(async () => (await world.FindAsync(trigger.TriggerId)).Waiting == 2);
        world.Time.Advance(TimeSpan.FromHours(5));
        TriggerDescription active = await PauseAsync(world, trigger.TriggerId, false);
        Assert.Equal(TriggerStatus.Active, active.Status);
        await world.UntilIdleAsync(trigger.TriggerId);
        Assert.Equal(3, executions.Begun.Count);
        world.Time.Advance(TimeSpan.FromHours(1));
        await Waiting.UntilAsync(() => executions.Begun.Count == 4);
    }

    [Fact]
    public async Task Events_of_one_trigger_are_executed_one_after_the_other_in_their_order_and_many_triggers_a_few_at_once()
    {
        ExecutionsDouble executions = new()
        {
            Going = static async _ =>
            {
                await Task.Yield();
                return ExecutionStatus.Succeeded;
            },
        };
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions);
        List<string> triggers = [];
        for (int i = 0; i < FunctionLimits.MaxTriggers; i++)
        {
            triggers.Add((await world.CreateAsync(TriggerWorld.Cron("*/10 * * * *", CatchUp.All))).TriggerId);
        }

        await TestState.RefusedAsync(ErrorCode.LimitExceeded, () => world.CreateAsync(TriggerWorld.Cron("* * * * *")));
        world.Time.Advance(TimeSpan.FromHours(1));
        await Waiting.UntilAsync(() => executions.Begun.Count == 6 * triggers.Count);
        Assert.InRange(executions.MostAtOnce, 1, TriggerWorld.Quick.ConcurrencyOfAccount);
        foreach (IGrouping<string?, ExecutionOrder> orders in executions.Begun.GroupBy(order => order.TriggerId))
        {
            Assert.Equal(orders.Select(order => order.EffectKey).Order(StringComparer.Ordinal), orders.Select(order => order.EffectKey));
        }
    }

    [Fact]
    public async Task A_trigger_with_as_many_dead_letters_as_there_may_be_rests_by_itself_and_loses_none()
    {
        ExecutionsDouble executions = new() { Going = static _ => Task.FromResult(ExecutionStatus.Failed) };
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions, settings: TriggerWorld.Quick with { MaxDeadLetters = 2 });
        TriggerDescription trigger = await world.CreateAsync(
            TriggerWorld.Cron("*/10 * * * *", CatchUp.All, new RetrySettings { MaxAttempts = 1 }));
        world.Time.Advance(TimeSpan.FromHours(1));
        await Waiting.UntilAsync(async () => (await world.FindAsync(trigger.TriggerId)).Status == TriggerStatus.Paused);
        TriggerDescription rests = await world.FindAsync(trigger.TriggerId);
        Assert.Equal((4, 2), (rests.Waiting, rests.DeadLetters));
    }

    [Fact]
    public async Task Of_a_trigger_that_is_deleted_nothing_stays_and_nothing_runs()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ExecutionsDouble executions = new()
        {
            Going = async _ =>
            {
                await gate.Task;
                return ExecutionStatus.Failed;
            },
        };
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions);
        int before = world.State.Host.Store.Keys.Count;
        TriggerDescription hook = await world.CreateAsync(TriggerWorld.Webhook());
        for (int i = 0; i < 60; i++)
        {
            await world.DeliverAsync(hook.TriggerId, $"{{\"call\":{i}}}");
        }

        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.CallAsync(
            call => world.Triggers.Management.DeleteAsync(new DeleteTriggerRequest { TriggerId = hook.TriggerId }, call), "acc_mallory"));
        Assert.False(await world.CallAsync(call => world.Triggers.RemoveAsync(call.State, TriggerWorld.FunctionId)));
        gate.SetResult();
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.DeliverAsync(hook.TriggerId, "{}"));
        await Waiting.UntilAsync(() => world.State.Host.Store.Keys.Count <= before);
        Assert.Single(executions.Begun);
    }

    [Fact]
    public async Task Another_accounts_trigger_or_function_is_not_there()
    {
        using TriggerWorld world = await TriggerWorld.OpenAsync(new ExecutionsDouble());
        TriggerDescription trigger = await world.CreateAsync(TriggerWorld.Cron("* * * * *"));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.CreateAsync(TriggerWorld.Cron("* * * * *"), "acc_mallory"));
        foreach (Func<Task> attempt in (Func<Task>[])
        [
            () => world.CallAsync(call => world.Triggers.Management.ListAsync(new ListTriggersRequest { FunctionId = TriggerWorld.FunctionId }, call), "acc_mallory"),
            () => world.CallAsync(call => world.Triggers.Management.PauseAsync(new PauseTriggerRequest { TriggerId = trigger.TriggerId }, call), "acc_mallory"),
            () => world.CallAsync(call => world.Triggers.Letters.ListAsync(new ListDeadLettersRequest { TriggerId = trigger.TriggerId }, call), "acc_mallory"),
            () => world.CallAsync(call => world.Triggers.Letters.RetryAsync(new RetryDeadLetterRequest { DeadLetterId = trigger.TriggerId + ".1" }, call), "acc_mallory"),
        ])
        {
            await TestState.RefusedAsync(ErrorCode.NotFound, attempt);
        }
    }

    public static TheoryData<string> Nonsense =>
    [
        """{"functionId":"fn_abcdefghijklmnopqrstuvwxyz","name":"n"}""",
        """{"functionId":"fn_abcdefghijklmnopqrstuvwxyz","name":"n","cron":{"expression":"* * * * *"},"webhook":{"scheme":"hubSignature256","secretId":"s"}}""",
        """{"functionId":"fn_abcdefghijklmnopqrstuvwxyz","name":"n","cron":{"expression":"* * * * *","timeZone":"Here"}}""",
        """{"functionId":"fn_abcdefghijklmnopqrstuvwxyz","name":"","cron":{"expression":"* * * * *"}}""",
        """{"functionId":"fn_abcdefghijklmnopqrstuvwxyz","name":"n","cron":{"expression":"* * * * *"},"retry":{"maxAttempts":21}}""",
        """{"functionId":"fn_abcdefghijklmnopqrstuvwxyz","name":"n","cron":{"expression":"* * * * *"},"retry":{"backoffSeconds":0}}""",
        """{"functionId":"fn_abcdefghijklmnopqrstuvwxyz","name":"n","webhook":{"scheme":"hubSignature256","secretId":""}}""",
        """{"functionId":"fn_abcdefghijklmnopqrstuvwxyz","name":"n","chainEvent":{"contract":"gas","event":"Transfer"}}""",
        """{"functionId":"fn_abcdefghijklmnopqrstuvwxyz","name":"n","chainEvent":{"contract":"GAS","event":""}}""",
        """{"functionId":"fn_abcdefghijklmnopqrstuvwxyz","name":"n","chainEvent":{"contract":"GAS","event":"Transfer","conditions":[{"argument":16,"equal":""}]}}""",
        """{"functionId":"fn_abcdefghijklmnopqrstuvwxyz","name":"n","chainEvent":{"contract":"GAS","event":"Transfer","conditions":[null]}}""",
    ];

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task What_is_no_trigger_is_refused(string request)
    {
        using TriggerWorld world = await TriggerWorld.OpenAsync(new ExecutionsDouble());
        CreateTriggerRequest read = JsonSerializer.Deserialize(request, FunctionRequestJson.Default.CreateTriggerRequest)!;
        RequestException refused = await Assert.ThrowsAsync<RequestException>(() => world.CreateAsync(read));
        Assert.Same(ErrorCode.InvalidRequest, refused.Code);
    }

    [Fact]
    public async Task A_price_s_move_is_refused_in_words_until_there_is_a_feed()
    {
        using TriggerWorld world = await TriggerWorld.OpenAsync(new ExecutionsDouble());
        RequestException refused = await TestState.RefusedAsync(ErrorCode.Conflict, () => world.CreateAsync(new CreateTriggerRequest
        {
            FunctionId = TriggerWorld.FunctionId,
            Name = "n",
            PriceMove = new PriceMoveFilter { Symbol = "NEO-USD", DeviationBps = 50 },
        }));
        Assert.Contains("price feed", refused.Message, StringComparison.Ordinal);
    }

    private static Task<TriggerDescription> PauseAsync(TriggerWorld world, string triggerId, bool? paused) => world.CallAsync(
        call => world.Triggers.Management.PauseAsync(new PauseTriggerRequest { TriggerId = triggerId, Paused = paused }, call));
}
