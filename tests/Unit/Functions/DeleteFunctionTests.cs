using System.Globalization;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Function.Management;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

public sealed class DeleteFunctionTests
{
    private const int Versions = 40;
    private const int Values = 130;

    [Fact]
    public async Task Nothing_stays_of_a_function_that_is_deleted_and_the_account_has_its_room_back()
    {
        using FunctionWorld world = new();
        await world.OpenAsync("acc_alice");
        string kept = (await world.Alice.CreateAsync("kept")).FunctionId;
        await world.Alice.PutAsync(kept, "k", "1");
        string[] before = [.. world.Store.Records.Keys];
        string id = await FillAsync(world);
        await world.Alice.DeleteAsync(id);
        await Refused.AsAsync(ErrorCode.NotFound, world.Alice.GetAsync(id));
        await world.Removal.Working;
        Assert.Equal(before, world.Store.Records.Keys.Where(name => !name.StartsWith("function-remains", StringComparison.Ordinal)));
        Assert.Equal(1, (await world.Alice.ValueAsync(kept, "k")).Value.GetInt32());

        // What requests add is counted by their pipeline, which is not here. What went is counted as the steps took it: versions, their code and
        // their index; values never counted.
        Assert.InRange(-(await world.AccountAsync("acc_alice"))!.Records, 2 * Versions, (2 * Versions) + 8);
    }

    [Fact]
    public async Task What_an_end_of_the_enclave_leaves_over_goes_with_the_accounts_next_change()
    {
        using FunctionWorld world = new();
        await world.OpenAsync("acc_alice");
        string id = await FillAsync(world);
        world.Removal.Dispose();
        await world.Alice.DeleteAsync(id);
        await world.Removal.Working;
        Assert.Equal(Values, world.Count("function-value"));

        // The next boot.
        using FunctionRemoval removal = new(world.Store, [world.Documents.Versions, world.Values]);
        FunctionWriting writing = new(world.Documents, removal, isLocal: false);
        await world.Alice.DoAsync(writing.CreateAsync, new CreateFunctionRequest { Name = "next", SourceCode = "x" });
        await removal.Working;
        Assert.Equal((0, 1, 1), (world.Count("function-value"), world.Count("function-version"), world.Count("function-code")));
    }

    [Fact]
    public async Task A_run_of_a_function_that_is_deleted_meanwhile_stores_nothing()
    {
        using FunctionWorld world = new();
        await world.OpenAsync("acc_alice");
        string id = (await world.Alice.CreateAsync()).FunctionId;
        RunDouble run = await world.Alice.RunAsync(id);
        await run.GetAsync("storage.put", """{"key":"k","value":1}""");
        await world.Alice.DeleteAsync(id);
        await world.Removal.Working;
        Assert.False(await run.CommitAsync());
        Assert.Equal(0, world.Count("function-value"));
    }

    private static async Task<string> FillAsync(FunctionWorld world)
    {
        string id = (await world.Alice.CreateAsync("full")).FunctionId;
        for (int i = 2; i <= Versions; i++)
        {
            await world.Alice.UpdateAsync(new UpdateFunctionRequest { FunctionId = id, SourceCode = i.ToString(CultureInfo.InvariantCulture) });
        }

        for (int i = 0; i < Values; i++)
        {
            await world.Alice.PutAsync(id, i.ToString("000", CultureInfo.InvariantCulture), "1");
        }

        return id;
    }
}
