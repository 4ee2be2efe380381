using CsCheck;
using NeoServiceLayer.Enclave.Core.State;
using HeadLog = NeoServiceLayer.Enclave.Core.State.Records.HeadLog;
using SealedValue = NeoServiceLayer.Enclave.Core.State.Records.SealedValue;
using StateSettings = NeoServiceLayer.Enclave.Core.State.Records.StateSettings;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>
/// The shapes over the engine, over hosts that refuse, do not answer and go away, in an enclave that crashes at any point, also
/// during commits. Several accounts work at once. The state is always what the acknowledged transactions made of it, or that
/// and a whole one of which nobody can tell.
/// </summary>
public sealed class StoreModelTests(ITestOutputHelper output)
{
    private static readonly string[] Accounts = ["a", "b", "c"];

    private static readonly Gen<StateSettings> Settings = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool).Select((cached, patient, grouped) => new StateSettings
    {
        CacheBytes = cached ? 16 << 20 : 20_000,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        DoubtPatience = patient ? TimeSpan.FromSeconds(30) : TimeSpan.FromMilliseconds(1),
        MaxBatchChanges = grouped ? 1000 : 1,
    });

    private static readonly Gen<AccountOperation[][]> Work = AccountOperation.Any.Array[1, 4].Array[1, 12];

    [Fact]
    public async Task The_state_is_what_was_acknowledged_whatever_goes_wrong()
    {
        int boots = 0;
        int[] outcomes = new int[Enum.GetValues<Outcome>().Length];
        await Gen.Select(Work.Array[Accounts.Length], Settings, Gen.Int).SampleAsync(
            async (work, settings, seed) =>
            {
                MemoryStore store = new();
                Trouble trouble = new(seed);
                using TroubledEnclave enclave = new(store, trouble, settings);
                trouble.Begin();
                AccountModel[] models = await Task.WhenAll(Accounts.Select((account, i) => Task.Run(() => WorkAsync(enclave, account, work[i], outcomes))));

                trouble.End();
                enclave.Crash();
                boots += enclave.Boots;
                await CheckAllAsync(enclave, models);
                await DeleteAllAsync(enclave);
                long heads = store.Keys.Select(key => store[key]!).Where(record => record.Value.Length == SealedValue.HeaderLength + HeadLog.PageLength).LongCount();
                Assert.Equal(1 + heads, store.Keys.Count);
            },
            iter: 150,
            threads: 1,
            print: example => $"seed {example.Item3}, {example.Item2}:\n"
                + string.Join('\n', example.Item1.Select(account => string.Join(" | ", account.Select(each => string.Join(' ', each.AsEnumerable()))))));
        output.WriteLine($"{boots} boots; transactions done, not done, unknown: {string.Join(", ", outcomes)}");
        Assert.DoesNotContain(0, outcomes);
    }

    /// <summary>What one account does; returns what it has at the end.</summary>
    private static async Task<AccountModel> WorkAsync(TroubledEnclave enclave, string account, AccountOperation[][] work, int[] outcomes)
    {
        AccountModel model = new();
        foreach (AccountOperation[] operations in work)
        {
            AccountModel changed = model;
            Outcome outcome = await ChangeAsync(enclave, account, operations, model, after => changed = after);
            Interlocked.Increment(ref outcomes[(int)outcome]);
            model = outcome switch
            {
                Outcome.Done => changed,
                Outcome.NotDone => model,
                _ => await FindAsync(enclave, account, model, changed),
            };
            await CheckSumAsync(enclave, account, model);
        }

        return model;
    }

    private static async Task<Outcome> ChangeAsync(
        TroubledEnclave enclave, string account, AccountOperation[] operations, AccountModel before, Action<AccountModel> then)
    {
        try
        {
            return await enclave.RunAsync(account, async tx =>
            {
                // The body may run several times: each time from what was before.
                AccountModel after = before.Copy();
                foreach (AccountOperation operation in operations)
                {
                    await operation.ApplyAsync(tx, account, after);
                }

                then(after);
                return true;
            });
        }
        catch (RequestException refused) when (refused.Code == ErrorCode.PolicyDenied)
        {
            return Outcome.NotDone;
        }
    }

    /// <summary>Finds out whether a transaction of which nobody can tell is done: wholly, or not at all.</summary>
    private static async Task<AccountModel> FindAsync(TroubledEnclave enclave, string account, AccountModel before, AccountModel after)
    {
        // While a commit is in doubt the state may still be read, as of before it. A change that is done shows that none is.
        string found = await ReadAsync(enclave, account, tx =>
        {
            AccountOperation.Totals.Put(tx, account, new Sample { Name = "", Amount = 0 });
            return AccountModel.DescribeAsync(tx, account);
        });
        Assert.Contains(found, new[] { before.Describe(), after.Describe() });
        return found == before.Describe() ? before : after;
    }

    /// <summary>An account has what it should have, and all that the accounts have given is the total, as of one moment.</summary>
    private static async Task CheckSumAsync(TroubledEnclave enclave, string account, AccountModel model)
    {
        string found = await ReadAsync(enclave, account, async tx =>
        {
            long given = 0;
            foreach (string each in Accounts)
            {
                given += (await AccountModel.Documents.FindAsync(tx, AccountModel.Name(each, 0)))?.Amount ?? 0;
            }

            Assert.Equal((await AccountOperation.Totals.FindAsync(tx, "total"))?.Amount ?? 0, given);
            return await AccountModel.DescribeAsync(tx, account);
        });
        Assert.Equal(model.Describe(), found);
    }

    private static async Task CheckAllAsync(TroubledEnclave enclave, AccountModel[] models)
    {
        for (int i = 0; i < Accounts.Length; i++)
        {
            await CheckSumAsync(enclave, Accounts[i], models[i]);
        }
    }

    /// <summary>Reads until it is read.</summary>
    private static async Task<string> ReadAsync(TroubledEnclave enclave, string account, Func<ITransaction, ValueTask<string>> read)
    {
        string? found = null;
        Outcome outcome;
        do
        {
            outcome = await enclave.RunAsync(account, async tx =>
            {
                found = await read(tx);
                return true;
            });
        }
        while (outcome != Outcome.Done);

        return found!;
    }

    /// <summary>Deletes everything, so that what is left would be records that nothing leads to.</summary>
    private static async Task DeleteAllAsync(TroubledEnclave enclave)
    {
        foreach (string account in Accounts)
        {
            bool more = true;
            while (more)
            {
                Assert.Equal(Outcome.Done, await enclave.RunAsync(account, async tx => more = await DeleteAsync(tx, account)));
            }
        }
    }

    private static async ValueTask<bool> DeleteAsync(ITransaction tx, string account)
    {
        for (int slot = 0; slot < AccountModel.Slots; slot++)
        {
            AccountModel.Documents.Delete(tx, AccountModel.Name(account, slot));
        }

        AccountOperation.Totals.Delete(tx, "total");
        AccountOperation.Totals.Delete(tx, account);
        IReadOnlyList<IndexEntry> entries = await AccountModel.Indexes.RangeAsync(tx, account, 50);
        foreach (IndexEntry entry in entries)
        {
            await AccountModel.Indexes.RemoveAsync(tx, account, entry.Key);
        }

        return await AccountModel.Logs.DeleteAsync(tx, account, 100) || entries.Count == 50;
    }
}
