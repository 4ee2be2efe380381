using System.Globalization;
using NeoServiceLayer.Contracts.Function;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

public sealed class RunStorageTests
{
    [Fact]
    public async Task What_a_run_writes_it_sees_itself_and_others_see_with_its_outcome()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        await world.Alice.PutAsync(id, "gone", "0");
        RunDouble run = await world.Alice.RunAsync(id);
        Assert.Equal("null", await run.GetAsync("storage.get", """{"key":"k"}"""));
        Assert.Equal("null", await run.GetAsync("storage.put", """{"key":"k","value":{"a": "<ü>"} }"""));
        Assert.Equal("""{"a":"<ü>"}""", await run.GetAsync("storage.get", """{"key":"k"}"""));
        Assert.Equal("true", await run.GetAsync("storage.delete", """{"key":"gone"}"""));
        Assert.Equal("false", await run.GetAsync("storage.delete", """{"key":"gone"}"""));
        Assert.Equal(["gone"], (await world.Alice.ValuesAsync(id)).Values.Select(value => value.Key));
        Assert.True(await run.CommitAsync());
        Assert.Equal("""{"a":"<ü>"}""", (await world.Alice.ValueAsync(id, "k")).Value.GetRawText());
        Assert.Equal(["k"], (await world.Alice.ValuesAsync(id)).Values.Select(value => value.Key));
    }

    [Fact]
    public async Task A_run_that_does_not_succeed_leaves_nothing()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        Dictionary<string, byte[]> before = new(world.Store.Records);
        RunDouble run = await world.Alice.RunAsync(id);
        await run.GetAsync("storage.put", """{"key":"k","value":1}""");

        Assert.Equal(before, world.Store.Records);
    }

    [Theory]
    [InlineData("storage.get", """{"key":"b"}""", "b", false)]
    [InlineData("storage.get", """{"key":"none"}""", "none", false)]
    [InlineData("storage.get", """{"key":"b"}""", "a", true)]
    [InlineData("storage.list", "{}", "z", false)]
    [InlineData("storage.list", """{"prefix":"b"}""", "c", true)]
    [InlineData("storage.list", """{"prefix":"b"}""", "b/2", false)]
    [InlineData("storage.list", """{"limit":1}""", "b", true)]
    [InlineData("storage.list", """{"limit":1}""", "0", false)]
    [InlineData("storage.list", """{"after":"a","limit":1}""", "0", true)]
    [InlineData("storage.delete", """{"key":"b"}""", "b", false)]
    [InlineData("storage.put", """{"key":"b","value":2}""", "b", true)]
    public async Task A_run_is_kept_only_if_what_it_read_is_as_it_read_it(string call, string arguments, string changed, bool kept)
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        await world.Alice.PutAsync(id, "a", "1");
        await world.Alice.PutAsync(id, "b", "1");
        RunDouble run = await world.Alice.RunAsync(id);
        await run.GetAsync(call, arguments);
        await run.GetAsync("storage.put", """{"key":"outcome","value":1}""");
        await world.Alice.PutAsync(id, changed, "5");
        Assert.Equal(kept, await run.CommitAsync());
        Assert.Equal(kept, (await world.Alice.ValuesAsync(id)).Values.Any(value => value.Key == "outcome"));
    }

    [Fact]
    public async Task A_value_that_went_and_came_again_is_another_one()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        await world.Alice.PutAsync(id, "k", "1");
        RunDouble run = await world.Alice.RunAsync(id);
        await run.GetAsync("storage.get", """{"key":"k"}""");
        await run.GetAsync("storage.put", """{"key":"out","value":1}""");
        await world.Alice.DeleteValueAsync(id, "k");
        await world.Alice.PutAsync(id, "k", "2");
        Assert.False(await run.CommitAsync());
    }

    [Fact]
    public async Task Of_two_runs_that_count_the_same_value_up_one_is_kept()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        RunDouble one = await world.Alice.RunAsync(id);
        RunDouble two = await world.Alice.RunAsync(id);
        foreach (RunDouble run in (RunDouble[])[one, two])
        {
            Assert.Equal("null", await run.GetAsync("storage.get", """{"key":"n"}"""));
            await run.GetAsync("storage.put", """{"key":"n","value":1}""");
        }

        Assert.True(await two.CommitAsync());
        Assert.False(await one.CommitAsync());
    }

    [Fact]
    public async Task A_run_sees_one_value_of_a_key_and_no_other()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        await world.Alice.PutAsync(id, "k", "1");
        RunDouble run = await world.Alice.RunAsync(id);
        Assert.Equal("1", await run.GetAsync("storage.get", """{"key":"k"}"""));
        await world.Alice.PutAsync(id, "k", "2");
        Assert.Equal("1", await run.GetAsync("storage.get", """{"key":"k"}"""));

        // It wrote nothing: there is nothing that could be wrong.
        Assert.True(await run.CommitAsync());
    }

    [Fact]
    public async Task A_list_has_what_the_run_wrote_and_not_what_it_deleted()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        foreach (string key in (string[])["a", "c", "e", "g"])
        {
            await world.Alice.PutAsync(id, key, "1");
        }

        RunDouble run = await world.Alice.RunAsync(id);
        await run.GetAsync("storage.put", """{"key":"d","value":2}""");
        await run.GetAsync("storage.put", """{"key":"e","value":2}""");
        await run.GetAsync("storage.delete", """{"key":"a"}""");
        Assert.Equal(
            """{"values":[{"key":"c","value":1},{"key":"d","value":2}],"next":"d"}""", await run.GetAsync("storage.list", """{"limit":2}"""));
        Assert.Equal(
            """{"values":[{"key":"e","value":2},{"key":"g","value":1}]}""", await run.GetAsync("storage.list", """{"limit":2,"after":"d"}"""));
        Assert.Equal("""{"values":[]}""", await run.GetAsync("storage.list", """{"prefix":"a"}"""));
    }

    [Fact]
    public async Task A_run_writes_so_many_keys_and_bytes_and_the_most_of_both_is_one_transaction()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        RunDouble run = await world.Alice.RunAsync(id);
        string value = new('x', (FunctionLimits.MaxWrittenBytes / FunctionLimits.MaxWrittenValues) - 2);
        for (int i = 0; i < FunctionLimits.MaxWrittenValues; i++)
        {
            await run.GetAsync("storage.put", string.Create(CultureInfo.InvariantCulture, $$"""{"key":"k{{i}}","value":"{{value}}"}"""));
        }

        Assert.Equal("limitExceeded", await run.RefusedAsync("storage.put", """{"key":"other","value":1}"""));
        Assert.Equal("limitExceeded", await run.RefusedAsync("storage.put", $$"""{"key":"k1","value":"{{value}}xxx"}"""));
        await run.GetAsync("storage.put", """{"key":"k1","value":"short"}""");
        Assert.True(await run.CommitAsync());
        Assert.Equal(FunctionLimits.MaxWrittenValues, world.Count("function-value"));
    }

    [Theory]
    [InlineData("storage.get", "null")]
    [InlineData("storage.get", "[]")]
    [InlineData("storage.get", "\"k\"")]
    [InlineData("storage.get", "{}")]
    [InlineData("storage.get", """{"key":null}""")]
    [InlineData("storage.get", """{"key":1}""")]
    [InlineData("storage.get", """{"key":""}""")]
    [InlineData("storage.get", """{"key":"k","accountId":"acc_bob"}""")]
    [InlineData("storage.put", """{"key":"k"}""")]
    [InlineData("storage.list", """{"limit":0}""")]
    [InlineData("storage.list", """{"limit":101}""")]
    [InlineData("storage.list", """{"limit":1e99}""")]
    [InlineData("timer.sleep", """{"ms":-1}""")]
    [InlineData("timer.sleep", """{"ms":300001}""")]
    [InlineData("secrets.get", """{"secretId":"sec_1"}""")]
    public async Task Arguments_are_taken_strictly_and_a_refusal_is_an_answer(string call, string arguments)
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        RunDouble run = await world.Alice.RunAsync(id);
        Assert.Equal("invalidRequest", await run.RefusedAsync(call, arguments));
    }

    [Theory]
    [InlineData("")]
    [InlineData("storage")]
    [InlineData("storage.GET")]
    [InlineData("wallet.exportWallet")]
    [InlineData("wallet.transfer")]
    [InlineData("records.commit")]
    public async Task There_are_no_calls_but_those_that_there_are(string call)
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        RunDouble run = await world.Alice.RunAsync(id);
        Assert.Equal("unknownOperation", await run.RefusedAsync(call, "{}"));
    }

    [Fact]
    public async Task A_run_makes_so_many_calls_whatever_its_worker_counts()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        RunDouble run = await world.Alice.RunAsync(id);
        for (int i = 0; i < FunctionLimits.MaxHostCalls; i++)
        {
            await run.GetAsync("timer.sleep", """{"ms":0}""");
        }

        Assert.Equal("limitExceeded", await run.RefusedAsync("timer.sleep", """{"ms":0}"""));
    }
}
