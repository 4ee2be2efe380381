using System.Globalization;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

public sealed class WalletGrantTests
{
    private static readonly string One = new('1', 64);
    private static readonly string Two = new('2', 64);

    [Fact]
    public async Task A_grant_is_for_one_source_of_one_function_of_the_wallets_own_account()
    {
        using WalletWorld world = new();
        string id = (await world.Alice.CreateAsync()).WalletId;
        await Refused.AsAsync(ErrorCode.Forbidden, RequireAsync(world, "acc_alice", id, "fun_a", One));
        WalletGrant grant = await GrantAsync(world, id, "fun_a", One);
        Assert.Equal(("fun_a", One, world.Now.UtcDateTime, "key"), (grant.FunctionId, grant.SourceHash, grant.GrantedAt, grant.GrantedBy));
        await RequireAsync(world, "acc_alice", id, "fun_a", One);
        await Refused.AsAsync(ErrorCode.Forbidden, RequireAsync(world, "acc_alice", id, "fun_a", Two));
        await Refused.AsAsync(ErrorCode.Forbidden, RequireAsync(world, "acc_alice", id, "fun_", One));
        await Refused.AsAsync(ErrorCode.NotFound, RequireAsync(world, "acc_bob", id, "fun_a", One));
        await Refused.AsAsync(ErrorCode.NotFound, GrantAsync(world, id, "fun_a", Two, "acc_bob"));
    }

    [Fact]
    public async Task What_is_revoked_is_gone_by_source_or_by_function()
    {
        using WalletWorld world = new();
        string id = (await world.Alice.CreateAsync()).WalletId;
        foreach ((string function, string source) in new[] { ("f", One), ("f", Two), ("g", One) })
        {
            await GrantAsync(world, id, function, source);
        }

        Assert.Equal(1, await RevokeAsync(world, id, "f", One));
        await Refused.AsAsync(ErrorCode.Forbidden, RequireAsync(world, "acc_alice", id, "f", One));
        await RequireAsync(world, "acc_alice", id, "f", Two);
        Assert.Equal(1, await RevokeAsync(world, id, "f", null));
        Assert.Equal(0, await RevokeAsync(world, id, "f", null));
        Assert.Equal(["g"], (await ListAsync(world, id)).Select(grant => grant.FunctionId));
    }

    [Fact]
    public async Task A_wallet_that_is_deleted_takes_its_grants_along()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync();
        Dictionary<string, byte[]> before = new(world.Store.Records);
        await GrantAsync(world, wallet.WalletId, "f", One);
        Assert.True(world.Store.Records.Count > before.Count);
        await world.Alice.DeleteAsync(wallet.WalletId, wallet.Address!);
        Assert.DoesNotContain(world.Store.Records.Keys, name => name.StartsWith("wallet-grant/", StringComparison.Ordinal));
        await Refused.AsAsync(ErrorCode.NotFound, RequireAsync(world, "acc_alice", wallet.WalletId, "f", One));
    }

    [Fact]
    public async Task A_wallet_has_so_many_grants_and_what_names_none_is_refused()
    {
        using WalletWorld world = new();
        string id = (await world.Alice.CreateAsync()).WalletId;
        for (int i = 0; i < WalletLimits.MaxGrants; i++)
        {
            await GrantAsync(world, id, "f", i.ToString("x64", CultureInfo.InvariantCulture));
        }

        await Refused.AsAsync(ErrorCode.LimitExceeded, GrantAsync(world, id, "f", One));
        await GrantAsync(world, id, "f", 0.ToString("x64", CultureInfo.InvariantCulture));
        await Refused.MemberAsync("functionId", GrantAsync(world, id, "a/b", One));
        await Refused.MemberAsync("sourceHash", GrantAsync(world, id, "f", One[1..]));
    }

    private static Task<WalletGrant> GrantAsync(WalletWorld world, string id, string function, string source, string account = "acc_alice") => world.RunAsync(
        account,
        call => world.Service.Granting.GrantAsync(new GrantWalletRequest { WalletId = id, FunctionId = function, SourceHash = source }, call));

    private static async Task<int> RevokeAsync(WalletWorld world, string id, string function, string? source) => (await world.RunAsync(
        "acc_alice",
        call => world.Service.Granting.RevokeAsync(new RevokeWalletGrantRequest { WalletId = id, FunctionId = function, SourceHash = source }, call))).Revoked;

    private static async Task<IReadOnlyList<WalletGrant>> ListAsync(WalletWorld world, string id) => (await world.RunAsync(
        "acc_alice", call => world.Service.Granting.ListAsync(new ListWalletGrantsRequest { WalletId = id }, call))).Grants;

    private static Task<int> RequireAsync(WalletWorld world, string account, string id, string function, string source) => world.RunAsync(account, async call =>
    {
        await world.Service.Grants.RequireAsync(call.State, new GrantHolder(account, function, 1, source, "exe_1"), id);
        return 0;
    });
}
