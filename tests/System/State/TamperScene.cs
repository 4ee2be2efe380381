using System.Text.Json;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>
/// Two accounts with wallets, what each must answer to what only reads, and the store's file in the hands of who owns it.
/// </summary>
internal sealed class TamperScene : IDisposable
{
    private readonly string settings;
    private readonly StampedAccount[] accounts;
    private readonly List<Func<Task<(string? Answer, NslRefusedException? Refusal)>>> questions = [];
    private readonly List<string> answers = [];

    private TamperScene(LocalSystem system, StampedAccount[] accounts, string settings)
    {
        this.settings = settings;
        System = system;
        Store = new StoreFile(system.StoreFile);
        this.accounts = accounts;
    }

    internal LocalSystem System { get; }

    internal StoreFile Store { get; }

    /// <summary>Every wallet, with its account.</summary>
    internal List<(StampedAccount Account, string WalletId)> Wallets { get; } = [];

    /// <summary>Leaves the records kept as <c>older</c>, before the last changes, and as <c>good</c>.</summary>
    /// <param name="settings">The enclave's configuration: by default it keeps no content.</param>
    internal static async Task<TamperScene> SetAsync(string settings = """{"stateCacheBytes":0}""")
    {
        LocalSystem system = await LocalSystem.StartAsync();
        try
        {
            TamperScene scene = new(
                system, [await StampedAccount.RegisterAsync(system, "one"), await StampedAccount.RegisterAsync(system, "other")], settings);
            await scene.PrepareAsync();
            return scene;
        }
        catch
        {
            // Whatever went wrong, no program outlives the test.
            system.Dispose();
            throw;
        }
    }

    /// <summary>Asks everything: each answer is the right one or a refusal. Gives the refusals.</summary>
    internal async Task<List<NslRefusedException>> AskAllAsync()
    {
        List<NslRefusedException> refusals = [];
        for (int i = 0; i < questions.Count; i++)
        {
            (string? answer, NslRefusedException? refusal) = await questions[i]();
            if (refusal is null)
            {
                Assert.Equal(answers[i], answer);
            }
            else
            {
                refusals.Add(refusal);
            }
        }

        return refusals;
    }

    /// <summary>Starts the enclave anew; gives what it finds wrong with the store as a whole, or null once it serves.</summary>
    internal async Task<StateProblem?> RestartAsync(Func<Task>? meanwhile = null)
    {
        System.Enclave.Dispose();
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        await System.StartEnclaveAsync(settings);
        EnclaveStatus? status = null;
        using NslClient client = new(System.Api.BaseAddress!);
        await LocalSystem.UntilAsync(async () =>
        {
            try
            {
                status = (await client.CallAsync(SystemOperations.GetStatus, new GetStatusRequest())).Enclave;
            }
            catch (NslRefusedException refused) when (refused.Retryable)
            {
                return false;
            }

            return status is { StateProblem: not null } or { State: EnclaveState.Serving };
        });
        return status!.StateProblem;
    }

    /// <summary>The names of records in events of the enclave so far.</summary>
    internal IEnumerable<string> NamesInTheLog() => System.Gateway.ErrorLines
        .Where(line => line.StartsWith("{\"source\":\"enclave\"", StringComparison.Ordinal))
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Where(entry => entry.GetProperty("event").GetString()!.StartsWith("record.", StringComparison.Ordinal))
        .Select(entry => entry.GetProperty("fields").GetProperty("record").GetString()!);

    public void Dispose()
    {
        foreach (StampedAccount account in accounts)
        {
            account.Dispose();
        }

        System.Dispose();
    }

    private async Task PrepareAsync()
    {
        foreach (StampedAccount account in accounts)
        {
            await CreateWalletsAsync(account);
        }

        await Store.KeepAsync("older");
        foreach (StampedAccount account in accounts)
        {
            await account.CallAsync(System, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = "newer" });
        }

        foreach ((StampedAccount account, string walletId) in Wallets)
        {
            await account.CallAsync(System, WalletOperations.UpdateWallet, new UpdateWalletRequest { WalletId = walletId, Name = "newer" });
        }

        await RestartAsync();
        await Store.KeepAsync("good");
        foreach (Func<Task<(string? Answer, NslRefusedException? Refusal)>> question in questions)
        {
            answers.Add((await question()).Answer ?? throw new InvalidOperationException("It does not answer."));
        }
    }

    private async Task CreateWalletsAsync(StampedAccount account)
    {
        for (int i = 0; i < 2; i++)
        {
            string requestId = $"create-{i}";
            CreateWalletRequest create = new() { Name = $"wallet {i}", Exportable = true };
            WalletDescription wallet = await account.CallAsync(System, WalletOperations.CreateWallet, create, requestId);
            Wallets.Add((account, wallet.WalletId));
            questions.Add(() => account.AskAsync(System, WalletOperations.CreateWallet, create, requestId));
            questions.Add(() => account.AskAsync(System, WalletOperations.GetWallet, new GetWalletRequest { WalletId = wallet.WalletId }));
        }

        questions.Add(() => account.AskAsync(System, AccountOperations.GetAccount, new GetAccountRequest()));
        questions.Add(() => account.AskAsync(System, AccountOperations.ListKeys, new ListKeysRequest()));
        questions.Add(() => account.AskAsync(System, AccountOperations.ListAuditEvents, new ListAuditEventsRequest()));
        questions.Add(() => account.AskAsync(System, WalletOperations.ListWallets, new ListWalletsRequest()));
    }
}
