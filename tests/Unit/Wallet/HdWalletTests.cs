using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo.Contexts;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

/// <summary>Wallets of one seed: their addresses, what signs for these, and where the seed is.</summary>
public sealed class HdWalletTests
{
    [Fact]
    public async Task Addresses_are_those_of_the_seed_s_path()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await CreateAsync(world);
        Assert.Equal((WalletKind.Hd, 1, false, false), (wallet.Kind, wallet.Addresses, wallet.Exportable, wallet.Imported));
        DerivedAddress seventh = await DeriveAsync(world, wallet, 7);
        DerivedAddress last = await DeriveAsync(world, wallet, int.MaxValue);
        using KeySeed seed = KeySeed.From(SeedOf(world));
        foreach ((int index, string address, string publicKey) in new[]
        {
            (0, wallet.Address, wallet.PublicKey!), (7, seventh.Address, seventh.PublicKey), (int.MaxValue, last.Address, last.PublicKey),
        })
        {
            using PrivateKey key = seed.Derive(44 | KeySeed.Hardened, 888 | KeySeed.Hardened, KeySeed.Hardened, 0, (uint)index);
            Assert.Equal((Address.ToAddress(key.PublicKey.ScriptHash), key.PublicKey.ToString()), (address, publicKey));
        }

        Assert.Equal(("m/44'/888'/0'/0/7", 7, wallet.WalletId), (seventh.Path, seventh.Index, seventh.WalletId));
        Assert.Equal(3, (await world.Alice.GetAsync(wallet.WalletId)).Addresses);
        Assert.Equivalent(seventh, await DeriveAsync(world, wallet, 7), strict: true);
        Assert.Equal(3, (await world.Alice.GetAsync(wallet.WalletId)).Addresses);
    }

    [Fact]
    public async Task Addresses_are_listed_by_index_page_by_page()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await CreateAsync(world);
        foreach (int index in (int[])[300, 2, int.MaxValue, 1])
        {
            await DeriveAsync(world, wallet, index);
        }

        WalletDescription other = await CreateAsync(world);
        ListAddressesResponse first = await ListAsync(world, wallet, 3, null);
        Assert.Equal([0, 1, 2], first.Addresses.Select(address => address.Index));
        ListAddressesResponse second = await ListAsync(world, wallet, 3, first.NextCursor);
        Assert.Equal([300, int.MaxValue], second.Addresses.Select(address => address.Index));
        Assert.Null(second.NextCursor);
        Assert.Equal(other.Address, Assert.Single((await ListAsync(world, other, null, null)).Addresses).Address);
    }

    [Fact]
    public async Task Each_address_signs_for_itself()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await CreateAsync(world);
        DerivedAddress fifth = await DeriveAsync(world, wallet, 5);
        foreach ((int? index, string address, string key) in new[] { (default(int?), wallet.Address, wallet.PublicKey!), (0, wallet.Address, wallet.PublicKey!), (5, fifth.Address, fifth.PublicKey) })
        {
            SignDataResponse data = await world.Alice.SignDataAsync(
                new() { WalletId = wallet.WalletId, Index = index, Data = "QQ==", Format = DataFormat.Raw });
            Assert.Equal((address, key), (data.Address, data.PublicKey));
            Assert.True(Vectors.Public(key).Verify("A"u8, Convert.FromBase64String(data.Signature)));
            SignTransactionResponse signed = await world.Alice.SignTransactionAsync(Bare(wallet, address, index));
            Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(Transaction.Parse(Convert.FromBase64String(signed.Transaction!)), 0, NetworkMagic.MainNet));
        }

        await Refused.MemberAsync("walletId ", world.Alice.SignTransactionAsync(Bare(wallet, fifth.Address, 0)));
        await Refused.AsAsync(ErrorCode.NotFound, world.Alice.SignTransactionAsync(Bare(wallet, fifth.Address, 6)));
        await Refused.MemberAsync("index ", world.Alice.SignTransactionAsync(Bare(wallet, fifth.Address, -1)));
    }

    [Fact]
    public async Task An_address_s_key_is_a_member_of_a_multisig_wallet()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await CreateAsync(world);
        DerivedAddress fifth = await DeriveAsync(world, wallet, 5);
        WalletDescription several = await world.Alice.CreateMultisigAsync(2, wallet.PublicKey!, fifth.PublicKey, Vectors.Keys[0].Public);
        SignTransactionResponse signed = await world.Alice.SignTransactionAsync(Bare(several, several.Address, null));
        Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(Transaction.Parse(Convert.FromBase64String(signed.Transaction!)), 0, NetworkMagic.MainNet));
        await world.Alice.FreezeAsync(wallet.WalletId);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SignTransactionAsync(Bare(several, several.Address, null)));
    }

    [Fact]
    public async Task A_frozen_wallet_signs_with_none_of_its_keys_and_adds_none()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await CreateAsync(world);
        DerivedAddress fifth = await DeriveAsync(world, wallet, 5);
        await world.Alice.SignTransactionAsync(Bare(wallet, fifth.Address, 5));
        await world.Alice.FreezeAsync(wallet.WalletId);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SignTransactionAsync(Bare(wallet, fifth.Address, 5)));
        await Refused.AsAsync(ErrorCode.Conflict, DeriveAsync(world, wallet, 6));
        Assert.Equal(fifth.Address, (await DeriveAsync(world, wallet, 5)).Address);
    }

    [Fact]
    public async Task A_wallet_has_so_many_addresses_and_all_go_with_it()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await CreateAsync(world);
        for (int i = 1; i < WalletLimits.MaxAddresses; i++)
        {
            await DeriveAsync(world, wallet, i);
        }

        await Refused.AsAsync(ErrorCode.LimitExceeded, DeriveAsync(world, wallet, WalletLimits.MaxAddresses));
        WalletDescription other = await CreateAsync(world);
        await world.Alice.DeleteAsync(wallet.WalletId, wallet.Address);
        Assert.Single(world.Store.Records, record => record.Key.StartsWith("wallet-key/", StringComparison.Ordinal));
        Assert.Equal(other.Address, Assert.Single((await ListAsync(world, other, null, null)).Addresses).Address);
        await world.Alice.DeleteAsync(other.WalletId, other.Address);
        Assert.Empty((await world.Alice.ListAsync()).Wallets);
        Assert.DoesNotContain(world.Store.Records, record => record.Key.StartsWith("wallet/", StringComparison.Ordinal)
            || record.Key.StartsWith("wallet-key/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_wallets_of_kind_hd_have_several_addresses_and_their_seed_stays()
    {
        using WalletWorld world = new();
        WalletDescription single = await world.Alice.CreateAsync();
        await Refused.MemberAsync("walletId ", DeriveAsync(world, single, 1));
        await Refused.MemberAsync("walletId ", ListAsync(world, single, null, null));
        await Refused.MemberAsync("index ", world.Alice.SignDataAsync(new() { WalletId = single.WalletId, Index = 0, Data = "QQ==", Format = DataFormat.Raw }));
        WalletDescription wallet = await CreateAsync(world);
        await Refused.MemberAsync("index ", DeriveAsync(world, wallet, -1));
        Assert.Contains("stays in the enclave", await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.ExportWifAsync(wallet.WalletId)), StringComparison.Ordinal);
        await Refused.MemberAsync("exportable ", world.Alice.CreateAsync(new CreateWalletRequest { Name = "a", Kind = WalletKind.Hd, Exportable = true }));
        byte[] seed = SeedOf(world);
        Assert.Single(world.Store.Records, record => record.Value.AsSpan().IndexOf(seed) >= 0);
    }

    private static Task<WalletDescription> CreateAsync(WalletWorld world) =>
        world.Alice.CreateAsync(new CreateWalletRequest { Name = "many", Kind = WalletKind.Hd, BlindSigning = true });

    private static Task<DerivedAddress> DeriveAsync(WalletWorld world, WalletDescription wallet, int index) => world.RunAsync(
        "acc_alice", call => world.Service.Derivation.DeriveAsync(new DeriveAddressRequest { WalletId = wallet.WalletId, Index = index }, call));

    private static Task<ListAddressesResponse> ListAsync(WalletWorld world, WalletDescription wallet, int? limit, string? cursor) => world.RunAsync(
        "acc_alice",
        call => world.Service.Derivation.ListAsync(new ListAddressesRequest { WalletId = wallet.WalletId, Limit = limit, Cursor = cursor }, call));

    private static SignTransactionRequest Bare(WalletDescription wallet, string signer, int? index)
    {
        Assert.True(Address.TryParse(signer, out UInt160 account));
        return new SignTransactionRequest
        {
            WalletId = wallet.WalletId,
            Index = index,
            Transaction = Convert.ToBase64String(SampleContext.TransactionOf(account).ToUnsignedBytes()),
            Network = "mainnet",
        };
    }

    private static byte[] SeedOf(WalletWorld world) => world.Store.Records.Single(record =>
        record.Key.StartsWith("wallet-key/", StringComparison.Ordinal) && record.Value.Length == KeySeed.Length).Value;
}
