using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

/// <summary>
/// The enclave dies at every call that it makes while a run stores what it wrote and the function is deleted: the next one finds all of that
/// run or nothing of it, and in the end nothing of the function.
/// </summary>
public sealed class FunctionCrashTests
{
    private const int Values = 60;
    private const int Steps = 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_run_wrote_is_there_whole_or_not_at_all_and_what_was_deleted_goes_in_the_end(bool after)
    {
        int died = 0;
        for (int call = 1; ; call++)
        {
            MemoryStore store = new();
            MemoryRecordHost host = new(store) { DiesAt = call, DiesAfter = after };
            int done = await WorkAsync(host);
            await MustHoldAsync(store, done);
            if (host.Asked < call)
            {
                Assert.Equal(Steps, done);
                break;
            }

            died++;
        }

        Assert.True(died > Steps, "It never died while it worked.");
    }

    /// <summary>Opens an account, runs, and deletes.</summary>
    /// <returns>How many steps were acknowledged.</returns>
    private static async Task<int> WorkAsync(MemoryRecordHost host)
    {
        using TestState state = TestState.Start(host, settings: TestState.Quick with { CacheBytes = 0, DoubtPatience = TimeSpan.FromMilliseconds(1) });
        await state.UntilAsync(() => state.Store.IsOpen || state.Store.Problem is not null);
        using FunctionWorld world = new(store: state.Store);
        int done = 0;
        try
        {
            await world.OpenAsync("acc_alice");
            string id = (await world.Alice.CreateAsync()).FunctionId;
            done++;
            RunDouble run = await world.Alice.RunAsync(id);
            for (int i = 0; i < Values; i++)
            {
                await run.GetAsync("storage.put", $$"""{"key":"k{{i}}","value":1}""");
            }

            Assert.True(await run.CommitAsync());
            done++;
            await world.Alice.DeleteAsync(id);
            done++;
            await world.Removal.Working;
        }
        catch (RequestException died)
        {
            Assert.True(host.Asked >= host.DiesAt, died.Message);
        }

        return done;
    }

    private static async Task MustHoldAsync(MemoryStore store, int done)
    {
        using TestState state = await TestState.OpenAsync(store);
        using FunctionWorld world = new(store: state.Store);
        await world.OpenAsync("acc_alice");
        ListFunctionsResponse all = await world.Alice.DoAsync(world.Management.ListAsync, new ListFunctionsRequest());
        Assert.True(done is not 1 || all.Functions.Count == 1, "An acknowledged function is lost.");
        Assert.True(done is not 3 || all.Functions.Count == 0, "A function is there that was deleted.");
        foreach (FunctionDescription function in all.Functions)
        {
            int stored = (await world.Alice.ValuesAsync(function.FunctionId, limit: 100)).Values.Count;
            Assert.True(stored is 0 or Values, $"{stored} of {Values} values are there.");
            Assert.True(done < 2 || stored == Values, "An acknowledged run is lost.");
            await world.Alice.DeleteAsync(function.FunctionId);
        }

        // What an end left over goes with the next change: what stays is the head, the account, and its index.
        string last = (await world.Alice.CreateAsync("last")).FunctionId;
        await world.Removal.Working;
        await world.Alice.DeleteAsync(last);
        await world.Removal.Working;
        Assert.Equal(3, store.Keys.Count);
    }
}
