using System.Security.Cryptography;
using System.Text.Json;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Chain;
using NeoServiceLayer.Tests.Neo;
using NeoServiceLayer.Tests.State;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>Sponsored transfers on a real chain, by users who have nothing for fees.</summary>
[Collection(typeof(OnChain))]
public sealed class SponsorOnChainTests(PrivateChain chain)
{
    /// <summary>More than there are calls of the store: opening it, the reservation's commit, reads, and the outcome.</summary>
    private const int Most = 12;

    [Fact]
    public async Task A_user_without_GAS_for_fees_sends_all_that_there_is_and_the_bank_pays_just_the_fees()
    {
        await using ChainWorld world = new(chain);
        using BankOnChain bank = await BankOnChain.OpenAsync(new MemoryStore(), world.Connect());
        using SponsorScene scene = await SponsorScene.OpenAsync(world, chain, bank);
        UInt160 receiver = NewReceiver();
        JsonElement signed = await scene.SignedAsync(bank, receiver, SponsorScene.UserFunds);
        RelaySponsoredResponse relayed = await scene.RelayAsync(bank, signed);
        Assert.Equal("HALT", await chain.StateInBlockAsync(relayed.TransactionHash));
        Assert.Equal(0, await chain.GasOfAsync(scene.UserAccount));
        Assert.Equal(SponsorScene.UserFunds, await chain.GasOfAsync(receiver));
        await scene.MustHaveLostAsync(bank, GasBankWorld.Number(relayed.Reserved));
    }

    [Fact]
    public async Task Neon_core_signs_as_the_user_and_broadcasts_what_the_bank_signed()
    {
        await using ChainWorld world = new(chain);
        using BankOnChain bank = await BankOnChain.OpenAsync(new MemoryStore(), world.Connect());
        using SponsorScene scene = await SponsorScene.OpenAsync(world, chain, bank);
        UInt160 receiver = NewReceiver();
        QuoteSponsorshipResponse quote = await scene.QuoteAsync(bank, receiver, 1000);
        byte[] secret = new byte[PrivateKey.Length];
        scene.User.CopySecretTo(secret);
        JsonElement asked = await Neon.RunAsync(new { context = quote.Context, @private = Convert.ToHexStringLower(secret) }, "sponsored.js");
        Assert.Equal((quote.Hash, JsonValueKind.Null), (asked.GetProperty("hash").GetString(), asked.GetProperty("transaction").ValueKind));

        SponsorTransactionResponse sponsored = await scene.SponsorAsync(bank, asked.GetProperty("context"));
        JsonElement ready = await Neon.RunAsync(new { context = sponsored.Context }, "sponsored.js");
        Assert.Equal(sponsored.Transaction, ready.GetProperty("transaction").GetString());
        Assert.Equal(quote.Hash, await chain.SendAsync(Convert.FromBase64String(ready.GetProperty("transaction").GetString()!)));
        Assert.Equal("HALT", await chain.StateInBlockAsync(quote.Hash));
        Assert.Equal(SponsorScene.UserFunds - 1000, await chain.GasOfAsync(scene.UserAccount));
        Assert.Equal(1000, await chain.GasOfAsync(receiver));
        await scene.MustHaveLostAsync(bank, GasBankWorld.Number(quote.Total));
    }

    [Fact]
    public async Task A_user_with_several_keys_is_quoted_what_the_network_asks_for()
    {
        await using ChainWorld world = new(chain);
        using BankOnChain bank = await BankOnChain.OpenAsync(new MemoryStore(), world.Connect());
        using SponsorScene scene = await SponsorScene.OpenAsync(world, chain, bank);
        using PrivateKey second = PrivateKey.Create();
        AccountContract both = AccountContract.Multi(2, scene.User.PublicKey, second.PublicKey);
        await chain.FundAsync(Address.ToAddress(both.ScriptHash), 1);
        UInt160 receiver = NewReceiver();
        QuoteSponsorshipResponse? quote = null;
        await Waiting.UntilAsync(async () => (quote = await scene.QuoteAsync(bank, receiver, 100_000_000, both)).Violations.Count == 0);
        RelaySponsoredResponse relayed = await scene.RelayAsync(bank, SponsorScene.Sign(quote!.Context, both, scene.User, second));
        Assert.Equal("HALT", await chain.StateInBlockAsync(relayed.TransactionHash));
        Assert.Equal(100_000_000, await chain.GasOfAsync(receiver));
        await scene.MustHaveLostAsync(bank, GasBankWorld.Number(quote.Total));
    }

    [Fact]
    public async Task A_user_who_spends_the_same_twice_fails_once_at_the_bank_s_cost_and_that_is_counted()
    {
        await using ChainWorld world = new(chain);
        using BankOnChain bank = await BankOnChain.OpenAsync(new MemoryStore(), world.Connect());
        using SponsorScene scene = await SponsorScene.OpenAsync(world, chain, bank, maxFaults: 2);
        UInt160 receiver = NewReceiver();
        JsonElement[] twice =
        [
            await scene.SignedAsync(bank, receiver, SponsorScene.UserFunds), await scene.SignedAsync(bank, receiver, SponsorScene.UserFunds),
        ];
        SponsorTransactionResponse[] sponsored = [await scene.SponsorAsync(bank, twice[0]), await scene.SponsorAsync(bank, twice[1])];
        await Task.WhenAll(sponsored.Select(each => chain.SendAsync(Convert.FromBase64String(each.Transaction))));
        string[] states = await Task.WhenAll(sponsored.Select(each => chain.StateInBlockAsync(each.Hash)));
        Assert.Equal(["FAULT", "HALT"], states.Order());
        Assert.Equal(0, await chain.GasOfAsync(scene.UserAccount));
        Assert.Equal(SponsorScene.UserFunds, await chain.GasOfAsync(receiver));
        await scene.MustHaveLostAsync(bank, sponsored.Sum(each => GasBankWorld.Number(each.Reserved)));

        // One of the two failures that are forgiven is left: so one may be under way.
        await chain.FundAsync(Address.ToAddress(scene.UserAccount), 1);
        await Waiting.UntilAsync(async () => (await scene.QuoteAsync(bank, receiver, 1)).Violations.Count == 0);
        await scene.SponsorAsync(bank, await scene.SignedAsync(bank, receiver, 1));
        QuoteSponsorshipResponse another = await scene.QuoteAsync(bank, receiver, 2);
        Assert.Equal(SponsorViolationCode.UserOutstanding, Assert.Single(another.Violations).Code);
        Assert.Contains("with 1 that failed", another.Violations[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_broadcasts_is_released_when_it_can_never_happen_and_not_before()
    {
        await using ChainWorld world = new(chain);
        using BankOnChain bank = await BankOnChain.OpenAsync(new MemoryStore(), world.Connect());
        using SponsorScene scene = await SponsorScene.OpenAsync(world, chain, bank);
        UInt160 receiver = NewReceiver();
        JsonElement signed = await scene.SignedAsync(bank, receiver, 1000);
        SponsorTransactionResponse parked = await scene.SponsorAsync(bank, signed);
        await chain.ForwardAsync(80);
        await Waiting.UntilAsync(async () => await world.Network.GetHeightAsync() > parked.ValidUntilBlock - 20);
        Assert.Equal(parked.Reserved, (await bank.Alice.GetAsync(scene.Account)).Reserved);

        await chain.ForwardAsync(25);
        await scene.MustHaveLostAsync(bank, fees: 0);
        Assert.Equal(parked.Hash, Assert.Single(await bank.Alice.LedgerAsync(scene.Account.BankAccountId, LedgerEntryKind.FeesReleased)).TransactionHash);

        // Released, and then broadcast: no node takes it, and the bank signs it no more.
        ChainRefusedException refused = await Assert.ThrowsAsync<ChainRefusedException>(() => chain.SendAsync(Convert.FromBase64String(parked.Transaction)));
        Assert.Contains("Expired", refused.Message, StringComparison.Ordinal);
        await Refused.AsAsync(ErrorCode.Conflict, scene.RelayAsync(bank, signed));
        await scene.MustHaveLostAsync(bank, fees: 0);
    }

    [Fact]
    public async Task A_user_who_broadcasts_while_the_enclave_is_dead_is_settled_by_the_next()
    {
        await using ChainWorld world = new(chain);
        MemoryStore store = new();
        SponsorTransactionResponse sponsored;
        SponsorScene scene;
        using (BankOnChain dies = await BankOnChain.OpenAsync(store, world.Connect()))
        {
            scene = await SponsorScene.OpenAsync(world, chain, dies);
            sponsored = await scene.SponsorAsync(dies, await scene.SignedAsync(dies, NewReceiver(), 1000));
        }

        await chain.SendAsync(Convert.FromBase64String(sponsored.Transaction));
        Assert.Equal("HALT", await chain.StateInBlockAsync(sponsored.Hash));
        using BankOnChain next = await BankOnChain.OpenAsync(store, world.Connect());
        await scene.MustHaveLostAsync(next, GasBankWorld.Number(sponsored.Reserved));
        scene.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wherever_the_enclave_dies_fees_are_paid_once_and_the_ledger_agrees(bool after)
    {
        await using ChainWorld world = new(chain);
        MemoryStore[] stores = [.. Enumerable.Range(0, Most).Select(_ => new MemoryStore())];
        using ChainSender sender = await world.FundAsync(100);
        SponsorScene[] scenes = await FewAtOnce.ForEachAsync(stores, async store =>
        {
            using BankOnChain bank = await BankOnChain.OpenAsync(store, world.Connect());
            return await SponsorScene.OpenAsync(world, chain, bank, sender);
        });
        bool[] died = await FewAtOnce.ForEachAsync(scenes.Index(), scene => PlayAsync(world, scene.Item, stores[scene.Index], scene.Index + 1, after));
        Assert.Contains(true, died);
        Assert.Contains(false, died);
        Array.ForEach(scenes, scene => scene.Dispose());
    }

    /// <returns>Whether the enclave died before the outcome was known.</returns>
    private async Task<bool> PlayAsync(ChainWorld world, SponsorScene scene, MemoryStore store, int call, bool after)
    {
        UInt160 receiver = NewReceiver();
        JsonElement signed;
        using (BankOnChain bank = await BankOnChain.OpenAsync(store, world.Connect()))
        {
            signed = await scene.SignedAsync(bank, receiver, 1000);
        }

        MemoryRecordHost host = new(store) { DiesAt = call, DiesAfter = after };
        RelaySponsoredResponse? relayed = null;
        bool ended = false;
        using (BankOnChain dying = BankOnChain.Start(host, world.Connect()))
        {
            await dying.State.UntilAsync(() => dying.State.Store.IsOpen || dying.State.Store.Problem is not null);
            try
            {
                relayed = await scene.RelayAsync(dying, signed);
                await Waiting.UntilAsync(async () => (ended = (await dying.Alice.GetAsync(scene.Account)).Reserved == "0") || host.Asked >= host.DiesAt);
            }
            catch (RequestException died)
            {
                Assert.True(host.Asked >= host.DiesAt, died.Message);
            }
        }

        // The client's repeat, as after any answer that was lost: the same transaction, and one reservation.
        using BankOnChain next = await BankOnChain.OpenAsync(store, world.Connect());
        try
        {
            relayed = await scene.RelayAsync(next, signed);
        }
        catch (RequestException decided)
        {
            Assert.Equal(ErrorCode.Conflict, decided.Code);
        }

        await next.SettledAsync(scene.Account);
        Assert.Equal(1000, await chain.GasOfAsync(receiver));
        LedgerEntry settled = Assert.Single(await next.Alice.LedgerAsync(scene.Account.BankAccountId, LedgerEntryKind.FeesSettled));
        await scene.MustHaveLostAsync(next, -long.Parse(settled.Legs.Single(leg => leg.Account == LedgerAccount.Reserved).Amount, System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(relayed is null || relayed.TransactionHash == settled.TransactionHash);
        return !ended;
    }

    private static UInt160 NewReceiver() => new(RandomNumberGenerator.GetBytes(UInt160.Length));
}
