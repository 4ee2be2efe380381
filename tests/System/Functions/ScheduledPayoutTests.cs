using System.Numerics;
using System.Text.Json;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Tests.Chain;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

/// <summary>examples/functions/scheduled-payout.js, in the published enclave on the private chain.</summary>
[Collection(typeof(OnChain))]
public sealed class ScheduledPayoutTests(PrivateChain chain)
{
    private const string Schedule = "* * * * *"; // each minute

    private static readonly UInt160 Payee = new("one who is paid month"u8[..UInt160.Length]);

    [Fact]
    public async Task It_pays_once_a_period_and_no_more_than_the_wallets_policy_allows()
    {
        using FunctionSystem system = await FunctionSystem.StartAsync(chain: chain);
        PaidWallet treasury = await PaidWallet.CreateAsync(system, chain, Payee);
        string to = Address.ToAddress(Payee);
        string payees = $$"""[{"to":"{{to}}","amount":"150000000"},{"to":"{{to}}","amount":"5000000000"}]""";
        string function = await system.DeployAsync(
            FunctionSystem.Example("scheduled-payout.js"), "--name", "payout", "--wallet", "treasury=" + treasury.Id, "--env", "PAYEES=" + payees);
        BigInteger before = await chain.GasOfAsync(Payee);

        JsonElement paid = await system.ResultAsync(function, """{"period":"January"}""");
        JsonElement[] payments = [.. paid.GetProperty("payments").EnumerateArray()];
        Assert.Equal("HALT", await chain.StateInBlockAsync(payments[0].GetProperty("transactionHash").GetString()!));
        Assert.Equal("policyDenied", payments[1].GetProperty("refused").GetString());
        JsonElement again = await system.ResultAsync(function, """{"period":"January"}""");
        Assert.True(again.GetProperty("repeated").GetBoolean());
        Assert.Equal(before + 150000000, await chain.GasOfAsync(Payee));

        // By its schedule, the period is the event's own key.
        await system.DoneAsync("function", "create-trigger", "--function-id", function, "--name", "often", "--cron.expression", Schedule);
        JsonElement run = await system.TriggeredAsync(function, minutes: 2);
        Assert.True(run.TryGetProperty("result", out JsonElement result) && result.GetProperty("payments")[0].TryGetProperty("transactionHash", out _), run.GetRawText());
        string hash = result.GetProperty("payments")[0].GetProperty("transactionHash").GetString()!;
        Assert.Equal("HALT", await chain.StateInBlockAsync(hash));
        Assert.Equal(before + 300000000, await chain.GasOfAsync(Payee));
    }

    [Fact]
    public async Task A_wallet_that_was_not_granted_to_this_very_source_pays_nothing()
    {
        using FunctionSystem system = await FunctionSystem.StartAsync(chain: chain);
        PaidWallet treasury = await PaidWallet.CreateAsync(system, chain, Payee);
        string[] said = [FunctionSystem.Example("scheduled-payout.js"), "--name", "payout", "--wallet", "treasury=" + treasury.Id];
        string function = await system.DeployAsync([.. said, "--env", "PAYEES=[]"]);
        JsonElement other = await system.DoneAsync(["function", "deploy", .. said, "--env", $$"""PAYEES=[{"to":"{{Address.ToAddress(Payee)}}","amount":"1"}]"""]);
        Assert.Single(other.GetProperty("toGrant").EnumerateArray());
        JsonElement refused = await system.ExecuteAsync(function, """{"period":"January"}""");
        Assert.Equal("failed", refused.GetProperty("status").GetString());
        Assert.Equal("threw", refused.GetProperty("error").GetProperty("code").GetString());
    }
}
