using System.Globalization;
using System.Numerics;
using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Function.Executions;
using NeoServiceLayer.Enclave.Function.Triggers.Blocks;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Chain;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Triggers;

/// <summary>Events of contracts: each once, in the order of the chain, whatever the enclave and the end points do.</summary>
public sealed class ChainTriggerTests
{
    [Fact]
    public async Task Each_event_is_executed_once_and_in_order_from_the_next_block_on()
    {
        BlocksDouble chain = new();
        chain.Add(1, 2);
        ExecutionsDouble executions = new();
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions, network: chain);
        TriggerDescription trigger = await world.CreateAsync(TriggerWorld.Events());
        Assert.Equal(("double", 12u), (trigger.ChainEvent!.Network, trigger.NextBlock!.Value));
        chain.Add(3, 4);
        chain.Add();
        chain.Add(5);
        await Waiting.UntilAsync(() => executions.Begun.Count == 3);
        Assert.Equal(["3", "4", "5"], Amounts(executions));
        Assert.Equal($"{trigger.TriggerId}/block/12/1", executions.Begun.ElementAt(1).EffectKey);
        await Waiting.UntilAsync(async () => (await world.FindAsync(trigger.TriggerId)).NextBlock == 15);
    }

    [Fact]
    public async Task A_chosen_height_is_gone_through_from_there_and_one_to_come_is_waited_for()
    {
        BlocksDouble chain = new() { Height = 0 };
        for (int i = 1; i <= 300; i++)
        {
            chain.Add(i % 50 == 0 ? [i] : []);
        }

        ExecutionsDouble executions = new();
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions, network: chain);
        await world.CreateAsync(TriggerWorld.Events(from: 101));
        await Waiting.UntilAsync(() => executions.Begun.Count == 4);
        Assert.Equal(["150", "200", "250", "300"], Amounts(executions));
        await world.CreateAsync(TriggerWorld.Events(from: 302));
        chain.Add(1);
        chain.Add(2);
        await Waiting.UntilAsync(() => executions.Begun.Count == 7);
        Assert.Equal(["1", "2", "2"], Amounts(executions)[4..].Order());
    }

    [Fact]
    public async Task Conditions_on_arguments_all_have_to_hold()
    {
        BlocksDouble chain = new();
        ExecutionsDouble executions = new();
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions, network: chain);
        await world.CreateAsync(TriggerWorld.Events(null, new EventCondition { Argument = 2, Equal = "7" }, new EventCondition { Argument = 0, Equal = "null" }));
        await world.CreateAsync(TriggerWorld.Events(null, new EventCondition { Argument = 1, Equal = "NWhatever" }));
        await world.CreateAsync(TriggerWorld.Events(null, new EventCondition { Argument = 3, Equal = "" }));
        TriggerDescription last = await world.CreateAsync(TriggerWorld.Events(null, new EventCondition { Argument = 2, Equal = "9" }));
        chain.Add(6, 7, 8, 9);
        await Waiting.UntilAsync(() => executions.Begun.Any(order => order.TriggerId == last.TriggerId));
        await Waiting.UntilAsync(() => executions.Begun.Count == 2);
        Assert.Equal(["7", "9"], Amounts(executions).Order());
    }

    [Theory]
    [InlineData("hello", true)]
    [InlineData("aGVsbG8=", true)]
    [InlineData("0x68656c6c6f", false)]
    [InlineData("Hello", false)]
    public void Bytes_are_compared_as_text_and_as_base64(string equal, bool expected) =>
        Assert.Equal(expected, new ExpectedValue(equal).Is(new ChainBytes("hello"u8.ToArray())));

    [Fact]
    public void Accounts_and_hashes_are_compared_in_the_forms_that_people_write()
    {
        byte[] hash = [.. Enumerable.Range(1, 20).Select(i => (byte)i)];
        UInt160 account = new(hash);
        Assert.True(new ExpectedValue(Address.ToAddress(account)).Is(new ChainBytes(hash)));
        Assert.True(new ExpectedValue(account.ToString()).Is(new ChainBytes(hash)));
        Assert.False(new ExpectedValue(account.ToString()).Is(new ChainBytes(hash.Reverse().ToArray())));
        Assert.True(new ExpectedValue("-12").Is(new ChainInteger(-12)));
        Assert.False(new ExpectedValue("12").Is(new ChainBytes((byte[])[12])));
        Assert.True(new ExpectedValue("true").Is(new ChainBoolean(true)));
        Assert.False(new ExpectedValue("true").Is(new ChainBoolean(false)));
        Assert.False(new ExpectedValue("").Is(new ChainNull()));
    }

    [Fact]
    public async Task A_block_with_more_events_than_one_transaction_takes_loses_none_even_where_only_some_find_room()
    {
        BlocksDouble chain = new();
        ExecutionsDouble executions = new();
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions, network: chain, settings: TriggerWorld.Quick with { MaxWaiting = 10 });
        await world.CreateAsync(TriggerWorld.Events());
        chain.Add([.. Enumerable.Range(0, 200).Select(i => (BigInteger)i)]);
        chain.Add(1000);
        await Waiting.UntilAsync(() => executions.Begun.Count == 201);
        Assert.Equal([.. Enumerable.Range(0, 200).Select(i => i.ToString(CultureInfo.InvariantCulture)), "1000"], Amounts(executions));
    }

    [Fact]
    public async Task Blocks_wait_while_the_trigger_rests_or_the_chain_cannot_be_read()
    {
        BlocksDouble chain = new();
        ExecutionsDouble executions = new();
        using TriggerWorld world = await TriggerWorld.OpenAsync(executions, network: chain);
        TriggerDescription trigger = await world.CreateAsync(TriggerWorld.Events());
        await world.CallAsync(call => world.Triggers.Management.PauseAsync(new PauseTriggerRequest { TriggerId = trigger.TriggerId }, call));
        chain.Add(1);
        chain.Add(2);
        chain.Fails = true;
        await world.CallAsync(call => world.Triggers.Management.PauseAsync(new PauseTriggerRequest { TriggerId = trigger.TriggerId, Paused = false }, call));
        int reads = chain.Reads;
        await Waiting.UntilAsync(() => chain.Reads > reads + 2);
        Assert.Empty(executions.Begun);
        chain.Fails = false;
        await Waiting.UntilAsync(() => executions.Begun.Count == 2);
        Assert.Equal(["1", "2"], Amounts(executions));
    }

    /// <summary>The enclave dies at each call of its store, before or after it was done; the next one goes on.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_event_is_executed_once_wherever_the_enclave_dies(bool after)
    {
        bool survived = false;
        for (int call = 1; !survived; call++)
        {
            Assert.InRange(call, 1, 150);
            survived = !await PlayAsync(call, after);
        }
    }

    /// <returns>Whether the first enclave died before it was done.</returns>
    private static async Task<bool> PlayAsync(int call, bool after)
    {
        BlocksDouble chain = new();
        MemoryStore store = new();
        TestTime time = new();
        ExecutionsDouble executions = new();
        string trigger;
        string schedule;
        using (TriggerWorld first = await TriggerWorld.OpenAsync(executions, store, time, chain))
        {
            trigger = (await first.CreateAsync(TriggerWorld.Events())).TriggerId;
            schedule = (await first.CreateAsync(TriggerWorld.Cron("10,20 12 25 nov *", CatchUp.All))).TriggerId;
        }

        chain.Add(1, 2);
        chain.Add(3);
        time.Advance(TimeSpan.FromMinutes(21));
        int failures = 0;
        executions.Going = order => Task.FromResult(order.Key.EndsWith("/block/11/1/0.1", StringComparison.Ordinal) && ++failures > 0
            ? ExecutionStatus.Failed
            : ExecutionStatus.Succeeded);
        MemoryRecordHost host = new(store) { DiesAt = call, DiesAfter = after };
        using (TriggerWorld dying = new(host, executions, time, chain))
        {
            dying.Triggers.Start();
            await Waiting.UntilAsync(() => host.Asked >= host.DiesAt || executions.Begun.Count == 6 || Advance(time));
        }

        using TriggerWorld next = await TriggerWorld.OpenAsync(executions, store, time, chain);
        await Waiting.UntilAsync(async () => !Advance(time)
            && (await next.FindAsync(trigger)) is { Waiting: 0, NextBlock: 13 } && (await next.FindAsync(schedule)) is { Waiting: 0 } && executions.Begun.Count >= 6);
        ExecutionOrder[] begun = [.. executions.Begun];
        Assert.Equal(begun.Length, begun.Select(order => order.Key).Distinct().Count());
        Assert.Equal(5, begun.Select(order => order.EffectKey).Distinct().Count());
        Assert.Equal(6, begun.Length);
        Assert.Equal(1, failures);
        return host.Asked >= host.DiesAt;
    }

    /// <summary>Time for the next attempt.</summary>
    private static bool Advance(TestTime time)
    {
        time.Advance(TimeSpan.FromMilliseconds(500));
        return false;
    }

    private static string[] Amounts(ExecutionsDouble executions) =>
    [
        .. executions.Begun.Select(order => JsonDocument.Parse(order.Parameters).RootElement.GetProperty("event").GetProperty("arguments")[2]
            .GetProperty("value").GetString()!),
    ];
}
