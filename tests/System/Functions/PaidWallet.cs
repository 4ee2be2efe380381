using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Tests.Chain;

namespace NeoServiceLayer.Tests.Functions;

/// <summary>A wallet with GAS on the private chain, and a policy: up to 10 GAS a transaction to one receiver, 20 a day.</summary>
internal sealed record PaidWallet(string Id, string Address)
{
    private const int Funds = 100;

    internal static async Task<PaidWallet> CreateAsync(FunctionSystem system, PrivateChain chain, UInt160 receiver)
    {
        JsonElement made = await system.DoneAsync("wallet", "create-wallet", "--name", "Treasury");
        PaidWallet wallet = new(made.GetProperty("walletId").GetString()!, made.GetProperty("address").GetString()!);
        await chain.FundAsync(wallet.Address, Funds);
        await AllowAsync(system, chain, wallet.Id, receiver.ToString());
        return wallet;
    }

    /// <summary>Gives a wallet that policy.</summary>
    internal static async Task AllowAsync(FunctionSystem system, PrivateChain chain, string walletId, string receiver)
    {
        JsonObject policy = new()
        {
            ["networks"] = new JsonArray(chain.Network.ToString(CultureInfo.InvariantCulture)),
            ["assets"] = new JsonArray(new JsonObject
            {
                ["asset"] = "GAS",
                ["maxPerTransaction"] = "1000000000",
                ["maxPerDay"] = "2000000000",
                ["recipients"] = new JsonArray(receiver),
            }),
            ["fees"] = new JsonObject { ["maxSystemFee"] = "20000000", ["maxNetworkFee"] = "20000000", ["maxPerDay"] = "100000000" },
        };
        await system.DoneAsync("wallet", "set-policy", "--wallet-id", walletId, "--policy", policy.ToJsonString());
    }
}
