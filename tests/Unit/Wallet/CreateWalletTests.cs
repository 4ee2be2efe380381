using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

public sealed class CreateWalletTests
{
    private static readonly string[] ThreeKeys = [.. Vectors.Keys.Select(vector => vector.Public)];

    [Fact]
    public async Task A_single_wallet_has_a_key_of_its_own()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync(
            new CreateWalletRequest { Name = "Zoë's", Tags = ["hot", "eu"], Exportable = true });
        PublicKey key = Vectors.Public(wallet.PublicKey!);
        Assert.Equal(Address.ToAddress(key.ScriptHash), wallet.Address);
        Assert.Equal(key.ScriptHash.ToString(), wallet.ScriptHash);
        Assert.Equal(VerificationScript.Single(key), Convert.FromBase64String(wallet.VerificationScript));
        Assert.Equal(("Zoë's", WalletKind.Single, true, false, false, false), (
            wallet.Name, wallet.Kind, wallet.Exportable, wallet.BlindSigning, wallet.Frozen, wallet.Imported));
        Assert.Equal(["hot", "eu"], wallet.Tags);
        Assert.Equal((world.Now.UtcDateTime, DateTimeKind.Utc), (wallet.CreatedAt, wallet.CreatedAt.Kind));
        Assert.Null(wallet.Multisig);
        Assert.Matches("^wal_[a-z2-7]{26}$", wallet.WalletId);
        Assert.Equal(wallet.WalletId, world.Target);
        Assert.Equivalent(wallet, await world.Alice.GetAsync(wallet.WalletId), strict: true);
        Assert.NotEqual(wallet.PublicKey, (await world.Alice.CreateAsync()).PublicKey);
    }

    [Fact]
    public async Task A_multisig_wallet_is_the_vectors_whatever_the_order()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateMultisigAsync(2, [.. ThreeKeys.Reverse()]);
        Assert.Equal(Vectors.MultiAddress, wallet.Address);
        Assert.Equal(WalletKind.Multisig, wallet.Kind);
        Assert.Null(wallet.PublicKey);
        Assert.Equal(2, wallet.Multisig!.M);
        Assert.Equal(ThreeKeys.Select(Vectors.Public).Order().Select(key => key.ToString()), wallet.Multisig.PublicKeys);
        Assert.DoesNotContain(world.Store.Records.Keys, name => name.StartsWith("wallet-key/", StringComparison.Ordinal));

        Assert.Contains(
            wallet.WalletId,
            await Refused.AsAsync(ErrorCode.Conflict, world.Alice.CreateMultisigAsync(2, ThreeKeys)),
            StringComparison.Ordinal);
        Assert.NotEqual(wallet.Address, (await world.Alice.CreateMultisigAsync(3, ThreeKeys)).Address);
        Assert.Equal(wallet.Address, (await world.Bob.CreateMultisigAsync(2, ThreeKeys)).Address);
    }

    [Fact]
    public async Task What_is_no_wallet_is_refused_by_the_members_name()
    {
        using WalletWorld world = new();
        CreateWalletRequest single = new() { Name = "a" };
        CreateWalletRequest several = new()
        {
            Name = "a",
            Kind = WalletKind.Multisig,
            Multisig = new MultisigKeys { M = 2, PublicKeys = ThreeKeys },
        };
        (string Member, CreateWalletRequest Request)[] wrong =
        [
            ("name ", single with { Name = string.Empty }),
            ("name ", single with { Name = new string('a', WalletLimits.MaxNameLength + 1) }),
            ("name ", single with { Name = "a\u001b[0m" }),
            ("tags ", single with { Tags = [.. Enumerable.Range(0, WalletLimits.MaxTags + 1).Select(i => $"{i}")] }),
            ("tags ", single with { Tags = ["a", "a"] }),
            ("tags ", single with { Tags = [string.Empty] }),
            ("tags ", single with { Tags = [null!] }),
            ("tags ", single with { Tags = [new string('a', WalletLimits.MaxTagLength + 1)] }),
            ("kind ", single with { Kind = (WalletKind)7 }),
            ("multisig ", single with { Multisig = several.Multisig }),
            ("multisig ", several with { Multisig = null }),
            ("exportable ", several with { Exportable = true }),
            ("multisig.m ", several with { Multisig = several.Multisig! with { M = 0 } }),
            ("multisig.m ", several with { Multisig = several.Multisig! with { M = 4 } }),
            ("multisig.publicKeys ", several with { Multisig = several.Multisig! with { PublicKeys = [] } }),
            ("multisig.publicKeys ", several with { Multisig = several.Multisig! with { PublicKeys = [.. Enumerable.Repeat(ThreeKeys[0], 30)] } }),
            ("multisig.publicKeys ", several with { Multisig = several.Multisig! with { PublicKeys = [ThreeKeys[0], ThreeKeys[0]] } }),
            ("multisig.publicKeys ", several with { Multisig = several.Multisig! with { PublicKeys = [ThreeKeys[0], "02"] } }),
            ("multisig.publicKeys ", several with { Multisig = several.Multisig! with { PublicKeys = [ThreeKeys[0], null!] } }),
        ];
        foreach ((string member, CreateWalletRequest request) in wrong)
        {
            await Refused.MemberAsync(member, world.Alice.CreateAsync(request));
        }

        Assert.Empty(world.Store.Records);
    }

    [Fact]
    public async Task The_longest_names_and_the_most_tags_are_taken()
    {
        using WalletWorld world = new();
        CreateWalletRequest largest = new()
        {
            Name = new string('ß', WalletLimits.MaxNameLength),
            Tags = [.. Enumerable.Range(0, WalletLimits.MaxTags).Select(i => $"{i:d64}")],
        };
        Assert.Equal(WalletLimits.MaxTags, (await world.Alice.CreateAsync(largest)).Tags.Count);
        string[] most = [.. Enumerable.Range(0, WalletLimits.MaxKeys).Select(_ => NewKey())];
        Assert.Equal(WalletLimits.MaxKeys, (await world.Alice.CreateMultisigAsync(WalletLimits.MaxKeys, most)).Multisig!.M);
        Assert.Equal(VerificationScript.MaxKeys, WalletLimits.MaxKeys);
    }

    [Fact]
    public async Task An_account_has_so_many_wallets_and_no_more()
    {
        using WalletWorld world = new(WalletWorld.Usual with { MaxWallets = 2 });
        WalletDescription first = await world.Alice.CreateAsync();
        await world.Alice.CreateAsync();
        await Refused.AsAsync(ErrorCode.LimitExceeded, world.Alice.CreateAsync());
        await world.Bob.CreateAsync();
        await world.Alice.DeleteAsync(first.WalletId, first.Address);
        await world.Alice.CreateAsync();
        await Refused.AsAsync(ErrorCode.LimitExceeded, world.Alice.ImportAsync(Vectors.Keys[0]));
    }

    private static string NewKey()
    {
        using PrivateKey key = PrivateKey.Create();
        return key.PublicKey.ToString();
    }
}
