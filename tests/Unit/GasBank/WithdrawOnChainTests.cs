using System.Numerics;
using System.Security.Cryptography;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Building;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Chain;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>Payments from a bank account's address on a real chain: once, or not at all, wherever the enclave dies.</summary>
[Collection(typeof(OnChain))]
public sealed class WithdrawOnChainTests(PrivateChain chain)
{
    private const long Funds = 100_000_000;

    /// <summary>More than there are calls of the store: opening it, the withdrawal's commit, reads, and the outcome.</summary>
    private const int Most = 14;

    [Fact]
    public async Task A_withdrawal_pays_what_it_says_and_the_ledger_agrees_to_the_datoshi()
    {
        await using ChainWorld world = new(chain);
        using BankOnChain bank = await BankOnChain.OpenAsync(new MemoryStore(), world.Connect());
        BankAccountDescription account = await FundedAsync(world, bank);
        UInt160 receiver = NewReceiver();
        PaymentResponse payment = await bank.Alice.WithdrawAsync(account, 1234, Address.ToAddress(receiver));
        ReconcileResponse after = await bank.SettledAsync(account);
        long fees = GasBankWorld.Number(payment.SystemFee) + GasBankWorld.Number(payment.NetworkFee);
        Assert.Equal((true, Funds - 1234 - fees), (after.Agrees, GasBankWorld.Number(after.ChainBalance)));
        Assert.Equal(1234, await chain.GasOfAsync(receiver));
        Assert.Equal("HALT", await chain.StateInBlockAsync(payment.TransactionHash));
        Assert.Single(await bank.Alice.LedgerAsync(account.BankAccountId, LedgerEntryKind.WithdrawalConfirmed));

        ReservationDescription held = await bank.Alice.ReserveAsync(account, 5000, to: Address.ToAddress(receiver));
        await bank.Alice.SettleAsync(held.ReservationId, 3000);
        Assert.True((await bank.SettledAsync(account)).Agrees);
        Assert.Equal(4234, await chain.GasOfAsync(receiver));
    }

    [Fact]
    public async Task What_no_node_takes_expires_and_all_of_it_is_available_again()
    {
        await using ChainWorld world = new(chain);
        using BankOnChain bank = await BankOnChain.OpenAsync(new MemoryStore(), world.Connect());
        BankAccountDescription account = await FundedAsync(world, bank);
        UInt160 receiver = NewReceiver();
        Array.ForEach(world.Nodes, node => node.Fault = NodeFault.Error(-505, "Policy check failed", "sendrawtransaction"));
        PaymentResponse payment = await bank.Alice.WithdrawAsync(account, 1234, Address.ToAddress(receiver));
        await Waiting.UntilAsync(() => world.Nodes[0].Calls("sendrawtransaction") > 1);
        Assert.Equal(payment.TransactionHash, Assert.Single((await PendingAsync(bank, account)).UnderWay).TransactionHash);
        await chain.ForwardAsync((int)TransactionBuilder.ValidBlocks + 5);
        ReconcileResponse after = await bank.SettledAsync(account);
        BankAccountDescription shown = await bank.Alice.GetAsync(account);
        Assert.Equal((true, Funds, "0"), (after.Agrees, GasBankWorld.Number(shown.Available), shown.FeesBurnt));
        Assert.Single(await bank.Alice.LedgerAsync(account.BankAccountId, LedgerEntryKind.WithdrawalExpired));
        Assert.Equal(0, await chain.GasOfAsync(receiver));
    }

    [Fact]
    public async Task A_payment_whose_script_fails_burns_its_fees_and_GAS_that_is_gone_is_told()
    {
        await using ChainWorld world = new(chain);
        using BankOnChain bank = await BankOnChain.OpenAsync(new MemoryStore(), world.Connect());
        BankAccountDescription account = await FundedAsync(world, bank);
        WithdrawRequest request = new() { BankAccountId = account.BankAccountId, Amount = "50000000", To = GasBankWorld.Receiver };
        using var made = await bank.World.Service.Withdrawals.PrepareAsync(request, bank.Alice.Preparation());

        // Its key is used past the ledger, as no operation does: so that the address has too little when the payment runs.
        Transaction theft = await StealAsync(world, bank, account, 60_000_000);
        await chain.SendAsync(theft.ToBytes());
        Assert.Equal("HALT", await chain.StateInBlockAsync(theft.Hash.ToString()));
        PaymentResponse payment = await bank.Alice.RunAsync(call => bank.World.Service.Withdrawals.WithdrawAsync(request, made, call));
        ReconcileResponse after = await bank.SettledAsync(account);
        long fees = GasBankWorld.Number(payment.SystemFee) + GasBankWorld.Number(payment.NetworkFee);
        Assert.Equal("FAULT", await chain.StateInBlockAsync(payment.TransactionHash));
        Assert.Equal(Funds - fees, GasBankWorld.Number((await bank.Alice.GetAsync(account)).Available));
        Assert.Equal((false, -60_000_000 - theft.SystemFee - theft.NetworkFee), (after.Agrees, BigInteger.Parse(after.Difference, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wherever_the_enclave_dies_there_is_one_payout_and_the_ledger_agrees(bool after)
    {
        await using ChainWorld world = new(chain);
        List<Scene> scenes = [];
        for (int call = 1; call <= Most; call++)
        {
            MemoryStore store = new();
            using BankOnChain bank = await BankOnChain.OpenAsync(store, world.Connect());
            scenes.Add(new Scene(call, store, NewReceiver(), await bank.Alice.CreateAsync()));
        }

        Transaction funding = await FundAsync(world, scenes.Select(scene => scene.Account));
        bool[] died = await FewAtOnce.ForEachAsync(scenes, scene => PlayAsync(world, scene, funding, after));
        Assert.Contains(true, died);
        Assert.Contains(false, died);
    }

    /// <returns>Whether the enclave died before the payment's outcome was known.</returns>
    private async Task<bool> PlayAsync(ChainWorld world, Scene scene, Transaction funding, bool after)
    {
        using (BankOnChain bank = await BankOnChain.OpenAsync(scene.Store, world.Connect()))
        {
            await bank.Alice.DepositAsync(scene.Account, funding.Hash);
        }

        MemoryRecordHost host = new(scene.Store) { DiesAt = scene.Call, DiesAfter = after };
        bool acknowledged = false;
        bool ended = false;
        using (BankOnChain dying = BankOnChain.Start(host, world.Connect()))
        {
            await dying.State.UntilAsync(() => dying.State.Store.IsOpen || dying.State.Store.Problem is not null);
            try
            {
                await dying.Alice.WithdrawAsync(scene.Account, 1000, Address.ToAddress(scene.Receiver));
                acknowledged = true;
                await Waiting.UntilAsync(async () => (ended = (await dying.Alice.GetAsync(scene.Account)).Pending == "0") || host.Asked >= host.DiesAt);
            }
            catch (RequestException died)
            {
                Assert.True(host.Asked >= host.DiesAt, died.Message);
            }
        }

        using BankOnChain next = await BankOnChain.OpenAsync(scene.Store, world.Connect());
        ReconcileResponse compared = await next.SettledAsync(scene.Account);
        Assert.True(compared.Agrees, $"{compared.Difference} at call {scene.Call}.");
        int paid = (await next.Alice.LedgerAsync(scene.Account.BankAccountId, LedgerEntryKind.WithdrawalConfirmed)).Count;
        Assert.InRange(paid, acknowledged ? 1 : 0, 1);
        Assert.Equal(paid * 1000, await chain.GasOfAsync(scene.Receiver));
        Books.MustBalance(await next.Alice.LedgerAsync(scene.Account.BankAccountId), await next.Alice.GetAsync(scene.Account));
        return !ended;
    }

    private async Task<Transaction> FundAsync(ChainWorld world, IEnumerable<BankAccountDescription> accounts)
    {
        using ChainSender sender = await world.FundAsync(100);
        ScriptBuilder script = new();
        foreach (BankAccountDescription account in accounts)
        {
            script.Transfer(NativeContracts.Gas, sender.Account.ScriptHash, GasBankWorld.AccountOf(account), Funds);
        }

        Transaction funding = await sender.SignAsync(world.Network, script.ToArray());
        await chain.SendAsync(funding.ToBytes());
        Assert.Equal("HALT", await chain.StateInBlockAsync(funding.Hash.ToString()));
        await Waiting.UntilAsync(async () => await world.Network.FindTransactionAsync(funding.Hash) is not null);
        return funding;
    }

    private async Task<BankAccountDescription> FundedAsync(ChainWorld world, BankOnChain bank)
    {
        BankAccountDescription account = await bank.Alice.CreateAsync();
        Transaction funding = await FundAsync(world, [account]);
        Assert.Equal(DepositStatus.Confirmed, (await bank.Alice.DepositAsync(account, funding.Hash)).Status);
        return account;
    }

    private static async Task<ReconcileResponse> PendingAsync(BankOnChain bank, BankAccountDescription account)
    {
        ReconcileResponse? said = null;
        await Waiting.UntilAsync(async () => (said = await bank.TryReconcileAsync(account)) is not null);
        Assert.True(said!.Agrees);
        return said;
    }

    private static async Task<Transaction> StealAsync(ChainWorld world, BankOnChain bank, BankAccountDescription account, long amount)
    {
        BankAccountDocument document = await bank.Alice.RunAsync(call => bank.World.Service.Documents.RequireAsync(call, account.BankAccountId));
        byte[] script = new ScriptBuilder().Transfer(NativeContracts.Gas, document.Account, ChainWorld.Receiver, amount).ToArray();
        Signer signer = new() { Account = document.Account, Scopes = WitnessScopes.CalledByEntry };
        Transaction unsigned = await TransactionBuilder.BuildAsync(world.Network, script, [signer], [document.Contract]);
        return await bank.Alice.RunAsync(async call => unsigned.WithWitnesses(await bank.World.Service.Keys.SignAsync(call.State, document, unsigned)));
    }

    private static UInt160 NewReceiver() => new(RandomNumberGenerator.GetBytes(UInt160.Length));

    private sealed record Scene(int Call, MemoryStore Store, UInt160 Receiver, BankAccountDescription Account);
}
