using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

public sealed class ManageWalletTests
{
    [Fact]
    public async Task Another_accounts_wallet_is_not_found_whatever_is_asked()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0], exportable: true);
        foreach (string id in new[] { wallet.WalletId, "wal_", string.Empty, "wal_aaaaaaaaaaaaaaaaaaaaaaaaaa", new string('ä', 1000) })
        {
            await AssertNotFoundAsync(world.Bob.GetAsync(id));
            await AssertNotFoundAsync(world.Bob.UpdateAsync(new UpdateWalletRequest { WalletId = id, Name = "mine" }));
            await AssertNotFoundAsync(world.Bob.FreezeAsync(id));
            await AssertNotFoundAsync(world.Bob.DeleteAsync(id, wallet.Address));
            await AssertNotFoundAsync(world.Bob.ExportWifAsync(id));
            await AssertNotFoundAsync(world.Bob.SignDataAsync(new SignDataRequest { WalletId = id, Data = "QQ==", Format = DataFormat.LegacyMessage }));
            await AssertNotFoundAsync(world.Bob.SignTransactionAsync(new SignTransactionRequest { WalletId = id }));
            Assert.Null(world.Target);
        }

        Assert.Empty((await world.Bob.ListAsync()).Wallets);
        Assert.Equal("imported", (await world.Alice.GetAsync(wallet.WalletId)).Name);
    }

    [Fact]
    public async Task Lists_are_in_order_and_go_on_where_they_stopped()
    {
        using WalletWorld world = new();
        List<string> made = [];
        for (int i = 0; i < 7; i++)
        {
            made.Add((await world.Alice.CreateAsync($"{i}")).WalletId);
            world.Now += TimeSpan.FromMilliseconds(i == 3 ? 5000 : 1);
        }

        await world.Bob.CreateAsync();
        List<string> listed = [];
        List<int> pages = [];
        string? cursor = null;
        do
        {
            ListWalletsResponse page = await world.Alice.ListAsync(3, cursor);
            listed.AddRange(page.Wallets.Select(wallet => wallet.WalletId));
            pages.Add(page.Wallets.Count);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(made, listed);
        Assert.Equal([3, 3, 1], pages);
        Assert.Equal(made, (await world.Alice.ListAsync()).Wallets.Select(wallet => wallet.WalletId));
        await Refused.AsAsync(ErrorCode.InvalidRequest, world.Alice.ListAsync(0));
        await Refused.AsAsync(ErrorCode.InvalidRequest, world.Alice.ListAsync(WalletLimits.MaxPage + 1));
        await Refused.AsAsync(ErrorCode.InvalidRequest, world.Alice.ListAsync(3, "nonsense"));
        string others = (await world.Alice.ListAsync(1)).NextCursor!;
        await Refused.AsAsync(ErrorCode.InvalidRequest, world.Bob.ListAsync(3, others));
    }

    [Fact]
    public async Task Names_and_tags_change_and_nothing_else()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync(new CreateWalletRequest { Name = "a", Tags = ["x"], BlindSigning = true });
        WalletDescription renamed = await world.Alice.UpdateAsync(new UpdateWalletRequest { WalletId = wallet.WalletId, Name = "b" });
        Assert.Equivalent(wallet with { Name = "b" }, renamed, strict: true);
        WalletDescription tagged = await world.Alice.UpdateAsync(new UpdateWalletRequest { WalletId = wallet.WalletId, Tags = [] });
        Assert.Equivalent(wallet with { Name = "b", Tags = [] }, tagged, strict: true);
        Assert.Equivalent(tagged, await world.Alice.GetAsync(wallet.WalletId), strict: true);
        Assert.Equal(wallet.WalletId, world.Target);

        await Refused.MemberAsync("payload: name", world.Alice.UpdateAsync(new UpdateWalletRequest { WalletId = wallet.WalletId }));
        await Refused.MemberAsync("name ", world.Alice.UpdateAsync(new UpdateWalletRequest { WalletId = wallet.WalletId, Name = string.Empty }));
        await Refused.MemberAsync("tags ", world.Alice.UpdateAsync(new UpdateWalletRequest { WalletId = wallet.WalletId, Tags = ["a", "a"] }));
    }

    [Fact]
    public async Task A_frozen_wallet_signs_nothing_and_gives_nothing_out_until_it_thaws()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync(exportable: true);
        SignDataRequest data = new() { WalletId = wallet.WalletId, Data = "QQ==", Format = DataFormat.Raw };
        await world.Alice.SignDataAsync(data);
        Transaction paying = new()
        {
            Nonce = 1,
            SystemFee = 1,
            NetworkFee = 1,
            ValidUntilBlock = 1,
            Signers = [new Signer { Account = UInt160.TryParse(wallet.ScriptHash, out UInt160 account) ? account : default, Scopes = WitnessScopes.CalledByEntry }],
            Script = new byte[] { (byte)OpCode.RET },
        };
        SignTransactionRequest transaction = new()
        {
            WalletId = wallet.WalletId,
            Transaction = Convert.ToBase64String(paying.ToUnsignedBytes()),
            Network = "mainnet",
        };

        Assert.True((await world.Alice.FreezeAsync(wallet.WalletId)).Frozen);
        Assert.True((await world.Alice.GetAsync(wallet.WalletId)).Frozen);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SignDataAsync(data));
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SignTransactionAsync(transaction));
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.ExportWifAsync(wallet.WalletId));
        Assert.True((await world.Alice.FreezeAsync(wallet.WalletId)).Frozen);
        await world.Alice.UpdateAsync(new UpdateWalletRequest { WalletId = wallet.WalletId, Name = "still mine" });

        Assert.False((await world.Alice.FreezeAsync(wallet.WalletId, frozen: false)).Frozen);
        await world.Alice.SignDataAsync(data);
        await world.Alice.ExportWifAsync(wallet.WalletId);
    }

    [Fact]
    public async Task A_deleted_wallet_leaves_nothing()
    {
        using WalletWorld world = new();
        WalletDescription other = await world.Alice.CreateAsync();
        string[] before = [.. world.Store.Records.Keys.Order(StringComparer.Ordinal)];
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0]);
        await world.Alice.SignDataAsync(new SignDataRequest { WalletId = wallet.WalletId, Data = "QQ==", Format = DataFormat.Raw });
        await Refused.MemberAsync("address ", world.Alice.DeleteAsync(wallet.WalletId, other.Address));
        await world.Alice.GetAsync(wallet.WalletId);

        Assert.Equal(wallet.WalletId, (await world.Alice.DeleteAsync(wallet.WalletId, wallet.Address)).WalletId);
        Assert.Equal(before, world.Store.Records.Keys.Order(StringComparer.Ordinal));
        await AssertNotFoundAsync(world.Alice.GetAsync(wallet.WalletId));
        await AssertNotFoundAsync(world.Alice.SignDataAsync(new SignDataRequest { WalletId = wallet.WalletId, Data = "QQ==", Format = DataFormat.Raw }));
        Assert.Equal(other.WalletId, Assert.Single((await world.Alice.ListAsync()).Wallets).WalletId);
        Assert.NotEqual(wallet.WalletId, (await world.Alice.ImportAsync(Vectors.Keys[0])).WalletId);
    }

    private static Task AssertNotFoundAsync<T>(Task<T> call) => Refused.AsAsync(ErrorCode.NotFound, call);
}
