using System.Globalization;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

public sealed class ValueTests
{
    [Fact]
    public async Task A_value_is_any_JSON_and_comes_back_as_it_was()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        foreach (string json in (string[])["null", "0", "1e400", "12345678901234567890.5", "\"ü\\u0000\\\"\"", "[1,[2,{}]]", """{"a":{"b":[]},"é":false}"""])
        {
            await world.Alice.PutAsync(id, "k", json);
            Assert.Equal(json, (await world.Alice.ValueAsync(id, "k")).Value.GetRawText());
        }
    }

    [Fact]
    public async Task A_revision_never_comes_twice_so_that_nobody_is_taken_in_by_a_value_that_went_and_came_again()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        long first = (await world.Alice.PutAsync(id, "k", "1", expected: 0)).Revision;
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.PutAsync(id, "k", "2", expected: 0));
        long second = (await world.Alice.PutAsync(id, "k", "2", expected: first)).Revision;
        Assert.True(second > first);
        Assert.True((await world.Alice.DeleteValueAsync(id, "k")).Deleted);
        Assert.False((await world.Alice.DeleteValueAsync(id, "k")).Deleted);
        await Refused.AsAsync(ErrorCode.NotFound, world.Alice.ValueAsync(id, "k"));
        Assert.True((await world.Alice.PutAsync(id, "k", "3", expected: 0)).Revision > second);
    }

    [Fact]
    public async Task Values_are_listed_in_the_order_of_their_keys_bytes_by_prefix_and_in_pages()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        string other = (await world.Alice.CreateAsync("other")).FunctionId;
        await world.Alice.PutAsync(other, "a", "0");
        string[] keys = ["a", "a/1", "a/2", "b", "\ud83d\ude00", "\uff5e"];
        foreach (string key in keys.Reverse())
        {
            await world.Alice.PutAsync(id, key, "1");
        }

        // In UTF-8 the one of two code units comes last, in UTF-16 it would come first.
        Assert.Equal(["a", "a/1", "a/2", "b", "\uff5e", "\ud83d\ude00"], (await world.Alice.ValuesAsync(id)).Values.Select(value => value.Key));
        Assert.Equal(["a/1", "a/2"], (await world.Alice.ValuesAsync(id, "a/")).Values.Select(value => value.Key));
        List<string> listed = [];
        string? cursor = null;
        do
        {
            ListValuesResponse page = await world.Alice.ValuesAsync(id, prefix: null, limit: 2, cursor);
            Assert.InRange(page.Values.Count, 1, 2);
            listed.AddRange(page.Values.Select(value => value.Key));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(keys.Order(NeoServiceLayer.Enclave.Function.Storage.KeyOrder.Instance), listed);
        await Refused.MemberAsync("cursor", world.Alice.ValuesAsync(id, cursor: "%"));
        await Refused.MemberAsync("cursor", world.Alice.ValuesAsync(id, cursor: "_w"));
    }

    [Fact]
    public async Task A_page_ends_where_its_values_would_be_too_long_for_a_frame()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        string long1 = $"\"{new string('\'', FunctionLimits.MaxValueBytes - 2)}\"";
        foreach (string key in (string[])["a", "b", "c"])
        {
            await world.Alice.PutAsync(id, key, long1);
        }

        // Escaped, one is six times as long.
        ListValuesResponse page = await world.Alice.ValuesAsync(id);
        Assert.Equal(["a"], page.Values.Select(value => value.Key));
        Assert.Equal(["b"], (await world.Alice.ValuesAsync(id, cursor: page.NextCursor)).Values.Select(value => value.Key));
        await Refused.MemberAsync("value", world.Alice.PutAsync(id, "d", long1.Insert(1, "x")));
    }

    [Fact]
    public async Task Keys_and_values_have_their_bounds()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        await world.Alice.PutAsync(id, new string('k', FunctionLimits.MaxKeyBytes), Nested(FunctionLimits.MaxValueDepth));
        await Refused.MemberAsync("value", world.Alice.PutAsync(id, "k", Nested(FunctionLimits.MaxValueDepth + 1)));
        await Refused.MemberAsync("key", world.Alice.PutAsync(id, "", "1"));
        await Refused.MemberAsync("key", world.Alice.PutAsync(id, new string('ä', (FunctionLimits.MaxKeyBytes / 2) + 1), "1"));
        await Refused.MemberAsync("limit", world.Alice.ValuesAsync(id, limit: 101));
    }

    [Fact]
    public async Task A_function_has_so_many_values()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        for (int i = 0; i < FunctionLimits.MaxValues; i++)
        {
            await world.Alice.PutAsync(id, i.ToString(CultureInfo.InvariantCulture), "1");
        }

        await Refused.AsAsync(ErrorCode.LimitExceeded, world.Alice.PutAsync(id, "one more", "1"));
        await world.Alice.PutAsync(id, "7", "2");
        RunDouble run = await world.Alice.RunAsync(id);
        Assert.Equal("limitExceeded", await run.RefusedAsync("storage.put", """{"key":"one more","value":1}"""));
        Assert.Equal("true", await run.GetAsync("storage.delete", """{"key":"8"}"""));
        await run.GetAsync("storage.put", """{"key":"one more","value":1}""");
        Assert.True(await run.CommitAsync());
        Assert.Equal(FunctionLimits.MaxValues, world.Count("function-value"));
    }

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);
}
