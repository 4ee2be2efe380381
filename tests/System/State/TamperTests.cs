using System.Globalization;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>The parent does every wrong to every kind of record, while the enclave runs and while it is down.</summary>
public sealed class TamperTests
{
    /// <summary>To how many records each wrong is done: <c>NSL_TAMPERED</c>, which the full run sets to more than there are.</summary>
    private static int Records => int.Parse(Environment.GetEnvironmentVariable("NSL_TAMPERED") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public async Task What_is_done_to_a_record_while_the_enclave_runs_is_refused_by_name_and_others_are_served()
    {
        using TamperScene scene = await TamperScene.SetAsync();
        HashSet<string> named = [];
        int seen = 0;
        await ForEachAsync(scene, async (tampering, key, other) =>
        {
            if (!await tampering.DoAsync(scene.Store, key, other))
            {
                return;
            }

            List<NslRefusedException> refusals = await scene.AskAllAsync();
            seen += refusals.Count > 0 ? 1 : 0;
            foreach (NslRefusedException refusal in refusals)
            {
                Assert.Equal("stateTampered", refusal.ErrorCode);
                named.Add(Assert.Single((string[])[NameOf(key), NameOf(other)], name => refusal.Detail.Contains(name, StringComparison.Ordinal)));
            }

            await scene.Store.PutBackAsync("good");
            Assert.Empty(await scene.AskAllAsync());
        });
        Assert.True(seen > Tampering.All.Count / 2, $"Only {seen} were seen.");
        await LocalSystem.UntilAsync(() => Task.FromResult(named.IsSubsetOf(scene.NamesInTheLog())));
        await MustTakeChangesAsync(scene);
    }

    [Fact]
    public async Task What_is_done_to_a_record_while_the_enclave_is_down_is_refused_at_its_start_or_when_it_is_read()
    {
        using TamperScene scene = await TamperScene.SetAsync();
        int atStart = 0;
        int later = 0;
        await ForEachAsync(scene, async (tampering, key, other) =>
        {
            bool done = false;
            StateProblem? problem = await scene.RestartAsync(async () =>
            {
                await scene.Store.PutBackAsync("good");
                done = await tampering.DoAsync(scene.Store, key, other);
            });
            List<NslRefusedException> refusals = await scene.AskAllAsync();
            if (problem is not null)
            {
                Assert.True(done, "Nothing was done, and it is refused.");
                // A store that has records and no head is told apart from one that has a head, and is wrong.
                Assert.Contains(problem.Code, (StateProblemCode[])[StateProblemCode.StateTampered, StateProblemCode.StoreForeign]);
                Assert.All(refusals, refusal => Assert.Contains(refusal.ErrorCode, (string[])["stateTampered", "storeUnavailable"]));
                atStart++;
            }
            else
            {
                Assert.All(refusals, refusal => Assert.Equal("stateTampered", refusal.ErrorCode));
                Assert.All(refusals, refusal => Assert.Contains(NameOf(key), refusal.Detail, StringComparison.Ordinal));
                later += refusals.Count > 0 ? 1 : 0;
            }
        });
        Assert.True(atStart > 0 && later > 0, $"{atStart} at the start, {later} later.");
        Assert.Null(await scene.RestartAsync(() => scene.Store.PutBackAsync("good")));
        await MustTakeChangesAsync(scene);
    }

    [Fact]
    public async Task A_key_s_record_that_was_tampered_with_signs_nothing()
    {
        using TamperScene scene = await TamperScene.SetAsync();
        Tampering tampering = Tampering.All.Single(one => one.Name == "last byte of the content");
        int found = 0;
        foreach (string key in await scene.Store.KeysAsync())
        {
            await scene.RestartAsync(async () =>
            {
                await scene.Store.PutBackAsync("good");
                await tampering.DoAsync(scene.Store, key, key);
            });
            if ((await scene.AskAllAsync()).Count > 0)
            {
                continue;
            }

            int refused = 0;
            foreach ((StampedAccount account, string walletId) in scene.Wallets)
            {
                SignDataRequest sign = new() { WalletId = walletId, Format = DataFormat.LegacyMessage, Data = "68656c6c6f", Encoding = BytesEncoding.Hex };
                (string? answer, NslRefusedException? refusal) = await account.AskAsync(scene.System, WalletOperations.SignData, sign);
                Assert.True(answer is not null || (refusal!.ErrorCode == "stateTampered" && refusal.Detail.Contains(NameOf(key), StringComparison.Ordinal)));
                refused += answer is null ? 1 : 0;
            }

            // A record of the account keeps all its wallets from signing, the key's its own.
            found += refused == 1 ? 1 : 0;
        }

        Assert.Equal(scene.Wallets.Count, found);
    }

    [Fact]
    public async Task A_record_besides_is_no_record_while_it_runs_and_refused_at_the_next_start()
    {
        using TamperScene scene = await TamperScene.SetAsync();
        const string Add = "INSERT INTO record SELECT randomblob(32), version, value FROM record ORDER BY random() LIMIT 1";
        await scene.Store.RunAsync(Add);
        Assert.Empty(await scene.AskAllAsync());
        await MustTakeChangesAsync(scene);
        StateProblem? problem = await scene.RestartAsync();
        Assert.Equal(StateProblemCode.StateTampered, problem?.Code);
    }

    [Fact]
    public async Task A_store_put_back_whole_under_a_running_enclave_is_refused()
    {
        using TamperScene scene = await TamperScene.SetAsync("{}");
        (StampedAccount account, string walletId) = scene.Wallets[0];
        UpdateWalletRequest rename = new() { WalletId = walletId, Name = "after" };

        // All that the change reads is in memory from now on.
        await account.CallAsync(scene.System, WalletOperations.UpdateWallet, rename);
        await scene.Store.PutBackAsync("older");
        (string? answer, NslRefusedException? refusal) = await account.AskAsync(scene.System, WalletOperations.UpdateWallet, rename);
        Assert.Null(answer);
        Assert.Contains(refusal!.ErrorCode, (string[])["stateTampered", "storeUnavailable", "outcomeUnknown"]);
        using NslClient client = new(scene.System.Api.BaseAddress!);
        await LocalSystem.UntilAsync(async () =>
            (await client.CallAsync(SystemOperations.GetStatus, new GetStatusRequest())).Enclave!.StateProblem?.Code == StateProblemCode.StateTampered);
        Assert.NotEmpty(await scene.AskAllAsync());
    }

    private static async Task ForEachAsync(TamperScene scene, Func<Tampering, string, string, Task> work)
    {
        string[] keys = await scene.Store.KeysAsync();
        Random chance = new(1);
        foreach (Tampering tampering in Tampering.All)
        {
            string[] some = [.. keys];
            chance.Shuffle(some);
            foreach (string key in some.Take(Records))
            {
                string other = keys[(Array.IndexOf(keys, key) + 1 + chance.Next(keys.Length - 1)) % keys.Length];
                await work(tampering, key, other);
            }
        }
    }

    private static async Task MustTakeChangesAsync(TamperScene scene)
    {
        foreach ((StampedAccount account, string walletId) in scene.Wallets)
        {
            UpdateWalletRequest rename = new() { WalletId = walletId, Name = "afterwards" };
            Assert.Equal("afterwards", (await account.CallAsync(scene.System, WalletOperations.UpdateWallet, rename)).Name);
        }
    }

    /// <summary>What an error and an event call a record.</summary>
    private static string NameOf(string key) => key[..16].ToLowerInvariant();
}
