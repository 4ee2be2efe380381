using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>The state in front of an honest store.</summary>
public sealed class StateStoreTests
{
    [Fact]
    public async Task What_is_committed_is_there_for_the_next_boot()
    {
        MemoryStore store = new();
        using (TestState first = await TestState.OpenAsync(store))
        {
            await first.PutAsync("a", "one");
            await first.PutAsync("b", "two", TestState.Secret);
            await first.PutAsync("gone", "three");
            await first.DeleteAsync("gone");
            Assert.Equal("one", await first.GetAsync("a"));
        }

        using TestState second = await TestState.OpenAsync(store);
        Assert.Equal("one", await second.GetAsync("a"));
        Assert.Equal("two", await second.GetAsync("b", TestState.Secret));
        Assert.Null(await second.GetAsync("gone"));
        Assert.Null(await second.GetAsync("b"));
        Assert.Equal(3, store.Keys.Count);
    }

    [Fact]
    public async Task A_transaction_sees_its_own_changes_and_a_body_that_throws_changes_nothing()
    {
        using TestState state = await TestState.OpenAsync();
        await state.PutAsync("a", "old");
        await TestState.RefusedAsync(ErrorCode.Conflict, () => state.Store.RunAsync<int>("lane", async transaction =>
        {
            transaction.Put(TestState.Id("a"), "new"u8);
            Assert.True((await transaction.GetAsync(TestState.Id("a")))!.Value.Span.SequenceEqual("new"u8));
            transaction.Delete(TestState.Id("a"));
            Assert.Null(await transaction.GetAsync(TestState.Id("a")));
            throw new RequestException(ErrorCode.Conflict, "No.");
        }).AsTask());
        Assert.Equal("old", await state.GetAsync("a"));
    }
}
