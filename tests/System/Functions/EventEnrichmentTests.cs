using System.Numerics;
using System.Text.Json;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Tests.Chain;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

/// <summary>examples/functions/event-enrichment.js: a payment on the private chain, enriched by a fetched document, answered by a transaction there.</summary>
[Collection(typeof(OnChain))]
public sealed class EventEnrichmentTests(PrivateChain chain)
{
    [Fact]
    public async Task A_customers_payment_is_answered_by_the_cashback_that_the_document_says()
    {
        string customer = "";
        using WebHost web = new(request => request.Path == "/customers/" + customer ? (200, """{"cashbackBps":250}""") : (404, "{}"));
        using FunctionSystem system = await FunctionSystem.StartAsync(web, chain);
        JsonElement buyer = await system.DoneAsync("wallet", "create-wallet", "--name", "Buyer");
        customer = buyer.GetProperty("address").GetString()!;
        Assert.True(UInt160.TryParse(buyer.GetProperty("scriptHash").GetString()!, out UInt160 account));
        PaidWallet shop = await PaidWallet.CreateAsync(system, chain, account);
        await chain.FundAsync(customer, 50);
        await PaidWallet.AllowAsync(system, chain, buyer.GetProperty("walletId").GetString()!, shop.Address);
        string function = await system.DeployAsync(
            FunctionSystem.Example("event-enrichment.js"), "--name", "cashback", "--wallet", "shop=" + shop.Id, "--host", web.Host,
            "--env", $"CUSTOMERS_URL={web.Url}/customers");
        await system.DoneAsync(
            "function", "create-trigger", "--function-id", function, "--name", "payments", "--chain-event.contract", "GAS", "--chain-event.event", "Transfer",
            "--chain-event.conditions", $$"""{"argument":1,"equal":"{{shop.Address}}"}""");

        JsonElement sent = await system.DoneAsync(
            "wallet", "transfer", "--wallet-id", buyer.GetProperty("walletId").GetString()!, "--asset", "GAS", "--to", shop.Address, "--amount", "400000000");
        Assert.Equal("HALT", await chain.StateInBlockAsync(sent.GetProperty("transactionHash").GetString()!));
        BigInteger before = await chain.GasOfAsync(account);
        JsonElement run = await system.TriggeredAsync(function);
        Assert.True(run.GetProperty("status").GetString() == "succeeded", run.GetRawText());
        JsonElement result = run.GetProperty("result");
        Assert.Equal("10000000", result.GetProperty("cashback").GetString());
        Assert.Equal("HALT", await chain.StateInBlockAsync(result.GetProperty("transactionHash").GetString()!));
        Assert.Equal(before + 10000000, await chain.GasOfAsync(account));
        Assert.Equal("/customers/" + customer, Assert.Single(web.Seen).Path);
    }
}
