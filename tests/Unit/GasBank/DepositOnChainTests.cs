using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Chain;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>What a real chain shows of deposits, and what is credited of it.</summary>
[Collection(typeof(OnChain))]
public sealed class DepositOnChainTests(PrivateChain chain)
{
    private const string Manifest = """
        {"name":"GasToken","groups":[],"features":{},"supportedstandards":["NEP-17"],"abi":{"methods":[{"name":"pay","parameters":[
        {"name":"from","type":"Hash160"},{"name":"to","type":"Hash160"},{"name":"amount","type":"Integer"}],"offset":0,"returntype":"Void","safe":false}],
        "events":[{"name":"Transfer","parameters":[{"name":"from","type":"Hash160"},{"name":"to","type":"Hash160"},{"name":"amount","type":"Integer"}]}]},
        "permissions":[],"trusts":[],"extra":null}
        """;

    [Fact]
    public async Task Deposits_are_credited_when_the_chain_shows_them_and_never_twice()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        using BankOnChain bank = await BankOnChain.OpenAsync(new MemoryStore(), world.Connect());
        BankAccountDescription account = await bank.Alice.CreateAsync();
        BankAccountDescription other = await bank.Alice.CreateAsync("another");
        Transaction transfer = await sender.TransferAsync(world.Network, 123, to: GasBankWorld.AccountOf(account));
        Assert.Equal(DepositStatus.Pending, (await bank.Alice.DepositAsync(account, transfer.Hash)).Status);

        await MineAsync(transfer, "HALT");
        DepositResponse first = await SeenAsync(bank, account, transfer);
        Assert.Equal((DepositStatus.Confirmed, "123", "123"), (first.Status, first.Amount, first.Credited));
        Assert.Equal(Address.ToAddress(sender.Account.ScriptHash), Assert.Single(first.Credits).From);
        Assert.Equal("0", (await bank.Alice.DepositAsync(account, transfer.Hash)).Credited);
        await TestState.RefusedAsync(ErrorCode.ChainRefused, () => bank.Alice.DepositAsync(other, transfer.Hash));
        Assert.Equal((true, "123"), ((await bank.SettledAsync(account)).Agrees, (await bank.Alice.GetAsync(account)).Available));
    }

    [Fact]
    public async Task Each_transfer_of_a_transaction_is_credited_and_those_of_a_failed_one_are_not()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        using BankOnChain bank = await BankOnChain.OpenAsync(new MemoryStore(), world.Connect());
        BankAccountDescription account = await bank.Alice.CreateAsync();
        UInt160 to = GasBankWorld.AccountOf(account);
        UInt160 from = sender.Account.ScriptHash;
        ScriptBuilder Three() => new ScriptBuilder()
            .Transfer(NativeContracts.Gas, from, to, 5).Transfer(NativeContracts.Gas, from, ChainWorld.Receiver, 100).Transfer(NativeContracts.Gas, from, to, 7);
        Transaction good = await sender.SignAsync(world.Network, Three().ToArray());
        Transaction failed = await sender.SignAsync(world.Network, Three().Push(0).Emit(OpCode.ASSERT).ToArray());
        await MineAsync(good, "HALT");
        await MineAsync(failed, "FAULT");

        DepositResponse three = await SeenAsync(bank, account, good);
        Assert.Equal([(0, "5"), (2, "7")], three.Credits.Select(credit => (credit.Index, credit.Amount)));
        DepositResponse nothing = await SeenAsync(bank, account, failed);
        Assert.Equal((DepositStatus.Failed, "0"), (nothing.Status, nothing.Credited));
        Assert.Equal((true, "12"), ((await bank.SettledAsync(account)).Agrees, (await bank.Alice.GetAsync(account)).Balance));
    }

    [Fact]
    public async Task A_token_that_calls_itself_GAS_pays_nothing_in()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync(20);
        using BankOnChain bank = await BankOnChain.OpenAsync(new MemoryStore(), world.Connect());
        BankAccountDescription account = await bank.Alice.CreateAsync();
        UInt160 token = await DeployAsync(world, sender);
        byte[] pays = new ScriptBuilder().Push(1_000_000).Push(GasBankWorld.AccountOf(account)).Push(sender.Account.ScriptHash).Push(3).Emit(OpCode.PACK)
            .Call(token, "pay", CallFlags.All).ToArray();
        Transaction lie = await sender.SignAsync(world.Network, pays);
        await MineAsync(lie, "HALT");
        MinedTransaction? mined = null;
        await Waiting.UntilAsync(async () => (mined = await world.Network.FindTransactionAsync(lie.Hash, TestContext.Current.CancellationToken)) is not null);
        Assert.Equal((token, "Transfer"), (Assert.Single(mined!.Notifications).Contract, mined.Notifications[0].Name));
        await TestState.RefusedAsync(ErrorCode.ChainRefused, () => bank.Alice.DepositAsync(account, lie.Hash));
        Assert.Equal("0", (await bank.Alice.GetAsync(account)).Balance);
    }

    [Fact]
    public async Task GAS_that_no_deposit_names_is_a_difference_until_one_does()
    {
        await using ChainWorld world = new(chain);
        using ChainSender sender = await world.FundAsync();
        using BankOnChain bank = await BankOnChain.OpenAsync(new MemoryStore(), world.Connect());
        BankAccountDescription account = await bank.Alice.CreateAsync();
        Transaction transfer = await sender.TransferAsync(world.Network, 9, to: GasBankWorld.AccountOf(account));
        await MineAsync(transfer, "HALT");
        await Waiting.UntilAsync(async () => await bank.TryReconcileAsync(account) is { Difference: "9", Agrees: false });
        await SeenAsync(bank, account, transfer);
        Assert.True((await bank.SettledAsync(account)).Agrees);
    }

    private async Task MineAsync(Transaction transaction, string state)
    {
        await chain.SendAsync(transaction.ToBytes());
        Assert.Equal(state, await chain.StateInBlockAsync(transaction.Hash.ToString()));
    }

    /// <summary>Asks until a quorum has the block.</summary>
    private static async Task<DepositResponse> SeenAsync(BankOnChain bank, BankAccountDescription account, Transaction transaction)
    {
        DepositResponse? said = null;
        await Waiting.UntilAsync(async () => (said = await bank.Alice.DepositAsync(account, transaction.Hash)).Status != DepositStatus.Pending);
        return said!;
    }

    /// <summary>Deploys a contract that tells of whatever transfer it is asked to.</summary>
    private async Task<UInt160> DeployAsync(ChainWorld world, ChainSender sender)
    {
        byte[] code = new ScriptBuilder().Emit(OpCode.INITSLOT, 0, 3).Emit(OpCode.LDARG2).Emit(OpCode.LDARG1).Emit(OpCode.LDARG0).Push(3).Emit(OpCode.PACK)
            .Push("Transfer").Syscall("System.Runtime.Notify").Emit(OpCode.RET).ToArray();
        byte[] body = [.. "NEF3"u8, .. new byte[64], 0, 0, 0, 0, 0, (byte)code.Length, .. code];
        byte[] nef = [.. body, .. SHA256.HashData(SHA256.HashData(body)).AsSpan(0, 4)];
        UInt160 management = NativeContracts.All.Single(contract => contract.Value == "ContractManagement").Key;
        byte[] script = new ScriptBuilder().Push(Encoding.UTF8.GetBytes(Manifest.ReplaceLineEndings(""))).Push(nef).Push(2).Emit(OpCode.PACK)
            .Call(management, "deploy", CallFlags.All).ToArray();
        Signer signer = new() { Account = sender.Account.ScriptHash, Scopes = WitnessScopes.CalledByEntry };
        Invocation trial = await world.Network.InvokeAsync(script, [signer]);
        Assert.True(trial.Halted, trial.Exception);
        Transaction deploys = await sender.SignAsync(world.Network, script);
        await MineAsync(deploys, "HALT");
        return new UInt160(Assert.IsType<ChainBytes>(Assert.IsType<ChainArray>(Assert.Single(trial.Stack)).Items[2]).Value.Span);
    }
}
