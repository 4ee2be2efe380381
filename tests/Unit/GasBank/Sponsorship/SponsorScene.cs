using System.Text.Json;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.GasBank.Sponsorship;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Chain;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>On a real chain: a bank account with GAS, a policy for transfers of GAS, and a user who has just so much and nothing for fees.</summary>
internal sealed class SponsorScene : IDisposable
{
    internal const long Funds = 100_000_000;
    internal const long UserFunds = 1_234_567;

    private SponsorScene(PrivateChain chain, BankAccountDescription account, SponsorPolicyDescription policy) => (Chain, Account, Policy) = (chain, account, policy);

    internal PrivateChain Chain { get; }

    internal BankAccountDescription Account { get; }

    internal SponsorPolicyDescription Policy { get; }

    internal PrivateKey User { get; } = PrivateKey.Create();

    internal UInt160 Payer => GasBankWorld.AccountOf(Account);

    internal UInt160 UserAccount => User.PublicKey.ScriptHash;

    /// <summary>Makes one; each is funded by one transaction.</summary>
    /// <param name="world">The network.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="bank">The enclave that makes it.</param>
    /// <param name="maxFaults">How often the user may fail.</param>
    internal static async Task<SponsorScene> OpenAsync(ChainWorld world, PrivateChain chain, BankOnChain bank, int maxFaults = 2)
    {
        using ChainSender sender = await world.FundAsync();
        return await OpenAsync(world, chain, bank, sender, maxFaults);
    }

    /// <summary>Makes one with another's GAS.</summary>
    internal static async Task<SponsorScene> OpenAsync(ChainWorld world, PrivateChain chain, BankOnChain bank, ChainSender sender, int maxFaults = 2)
    {
        BankAccountDescription account = await bank.Alice.CreateAsync();
        SponsorPolicyDescription policy = await bank.Alice.RunAsync(call => bank.World.Service.Sponsoring.Policies.CreateAsync(
            new CreateSponsorPolicyRequest
            {
                BankAccountId = account.BankAccountId,
                Name = "transfers",
                Contracts = [new SponsoredContract { Contract = NativeContracts.Gas.ToString(), Methods = ["transfer"] }],
                MaxPerTransaction = "20000000",
                MaxPerUser = "100000000",
                MaxPerDay = "100000000",
                MaxFaults = maxFaults,
            },
            call));
        SponsorScene scene = new(chain, account, policy);
        byte[] script = new ScriptBuilder().Transfer(NativeContracts.Gas, sender.Account.ScriptHash, scene.Payer, Funds)
            .Transfer(NativeContracts.Gas, sender.Account.ScriptHash, scene.UserAccount, UserFunds).ToArray();
        Transaction funding = await sender.SignAsync(world.Network, script);
        await chain.SendAsync(funding.ToBytes());
        Assert.Equal("HALT", await chain.StateInBlockAsync(funding.Hash.ToString()));
        await Waiting.UntilAsync(async () => (await bank.Alice.DepositAsync(account, funding.Hash)).Status == DepositStatus.Confirmed);
        return scene;
    }

    /// <summary>The quote for a transfer of the user's, with the transaction made for it.</summary>
    internal async Task<QuoteSponsorshipResponse> QuoteAsync(BankOnChain bank, UInt160 to, long amount, AccountContract? user = null)
    {
        UInt160 from = user?.ScriptHash ?? UserAccount;
        QuoteSponsorshipRequest request = new()
        {
            PolicyId = Policy.PolicyId,
            Script = Convert.ToBase64String(new ScriptBuilder().Transfer(NativeContracts.Gas, from, to, amount).ToArray()),
            User = Address.ToAddress(from),
            VerificationScript = user is null ? null : Convert.ToBase64String(user.Script.Span),
        };
        using PreparedSponsorship prepared = await bank.World.Service.Sponsoring.Quotes.PrepareAsync(request, bank.Alice.Preparation());
        return await bank.Alice.RunAsync(call => bank.World.Service.Sponsoring.Quotes.QuoteAsync(request, prepared, call));
    }

    /// <summary>A transfer of the user's that the user has signed.</summary>
    internal async Task<JsonElement> SignedAsync(BankOnChain bank, UInt160 to, long amount)
    {
        QuoteSponsorshipResponse quote = await QuoteAsync(bank, to, amount);
        Assert.Empty(quote.Violations);
        return Sign(quote.Context, AccountContract.Single(User.PublicKey), User);
    }

    internal static JsonElement Sign(JsonElement context, AccountContract account, params IReadOnlyList<PrivateKey> keys)
    {
        ContractParametersContext read = ContractParametersContext.Read(JsonSerializer.SerializeToUtf8Bytes(context));
        Assert.All(keys, key => Assert.True(read.TrySign(account, key)));
        return JsonElement.Parse(read.ToBytes());
    }

    internal async Task<SponsorTransactionResponse> SponsorAsync(BankOnChain bank, JsonElement context)
    {
        SponsorTransactionRequest request = new() { PolicyId = Policy.PolicyId, Context = context };
        TransactionSponsor sponsor = bank.World.Service.Sponsoring.Transactions;
        using PreparedSponsorship prepared = await sponsor.PrepareAsync(request, bank.Alice.Preparation());
        return await bank.Alice.RunAsync(call => sponsor.SponsorAsync(request, prepared, call));
    }

    internal async Task<RelaySponsoredResponse> RelayAsync(BankOnChain bank, JsonElement context)
    {
        SponsorTransactionRequest request = new() { PolicyId = Policy.PolicyId, Context = context };
        TransactionSponsor sponsor = bank.World.Service.Sponsoring.Transactions;
        using PreparedSponsorship prepared = await sponsor.PrepareAsync(request, bank.Alice.Preparation());
        return await bank.Alice.RunAsync(call => sponsor.RelayAsync(request, prepared, call));
    }

    /// <summary>Waits until the bank knows how all ended; it has then lost just these fees, in its books and on the chain.</summary>
    internal async Task MustHaveLostAsync(BankOnChain bank, long fees)
    {
        ReconcileResponse said = await bank.SettledAsync(Account);
        Assert.True(said.Agrees, said.Difference);
        BankAccountDescription shown = await bank.Alice.GetAsync(Account);
        Assert.Equal((Funds - fees, 0L, fees), (GasBankWorld.Number(shown.Available), GasBankWorld.Number(shown.Reserved), GasBankWorld.Number(shown.FeesBurnt)));
        Assert.Equal(Funds - fees, await Chain.GasOfAsync(Payer));
        Books.MustBalance(await bank.Alice.LedgerAsync(Account.BankAccountId), shown);
    }

    public void Dispose() => User.Dispose();
}
