using System.Globalization;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>What counts as a deposit, and that each counts once.</summary>
public sealed class DepositTests
{
    private readonly GasBankWorld world = new();

    [Fact]
    public async Task A_transfer_is_credited_once_whoever_asks_and_however_often()
    {
        BankAccountDescription account = await world.Alice.CreateAsync();
        UInt256 hash = world.Pay(account, 5, 7);
        DepositResponse first = await world.Alice.DepositAsync(account, hash);
        Assert.Equal((DepositStatus.Confirmed, 1, "12", "12", 0), (first.Status, first.Confirmations, first.Amount, first.Credited, first.Remaining));
        Assert.Equal([(0, "5"), (1, "7")], first.Credits.Select(credit => (credit.Index, credit.Amount)));
        Assert.All(first.Credits, credit => Assert.Equal(Address.ToAddress(GasBankWorld.Sender), credit.From));

        world.Network.Height += 6;
        DepositResponse again = await world.Alice.DepositAsync(account, hash);
        Assert.Equal((DepositStatus.Confirmed, 7, "12", "0"), (again.Status, again.Confirmations, again.Amount, again.Credited));
        Assert.Empty(again.Credits);
        Assert.Equal("12", (await world.Alice.GetAsync(account)).Available);
    }

    [Fact]
    public async Task Nothing_is_credited_before_it_is_in_a_block_or_where_it_failed()
    {
        BankAccountDescription account = await world.Alice.CreateAsync();
        UInt256 unknown = new([.. Enumerable.Repeat((byte)9, UInt256.Length)]);
        Assert.Equal((DepositStatus.Pending, 0), await SayAsync(account, unknown));
        UInt256 failed = world.Network.Mine(halted: false, NetworkDouble.Transfer(null, GasBankWorld.AccountOf(account), 5));
        Assert.Equal((DepositStatus.Failed, 1), await SayAsync(account, failed));
        Assert.Equal("0", (await world.Alice.GetAsync(account)).Balance);
        Assert.Empty(await world.Alice.LedgerAsync(account.BankAccountId));
    }

    [Fact]
    public async Task Only_what_GAS_itself_tells_of_a_transfer_to_the_very_address_counts()
    {
        BankAccountDescription account = await world.Alice.CreateAsync();
        UInt160 to = GasBankWorld.AccountOf(account);
        UInt160 other = GasBankWorld.AccountOf(await world.Alice.CreateAsync("another"));
        ChainNotification good = NetworkDouble.Transfer(GasBankWorld.Sender, to, 1);
        ChainNotification[] none =
        [
            NetworkDouble.Transfer(GasBankWorld.Sender, to, 100, NativeContracts.Neo),
            NetworkDouble.Transfer(GasBankWorld.Sender, to, 100, new UInt160("a token named GAS :)"u8)),
            NetworkDouble.Transfer(GasBankWorld.Sender, to, 100, name: "transfer"),
            NetworkDouble.Transfer(GasBankWorld.Sender, other, 100),
            NetworkDouble.Transfer(to, GasBankWorld.Sender, 100),
            NetworkDouble.Transfer(to, to, 100),
            NetworkDouble.Transfer(GasBankWorld.Sender, to, 0),
            NetworkDouble.Transfer(GasBankWorld.Sender, to, -100),
            NetworkDouble.Transfer(GasBankWorld.Sender, to, (System.Numerics.BigInteger)long.MaxValue + 1),
            good with { State = [.. good.State, new ChainNull()] },
            good with { State = [good.State[0], good.State[1], new ChainBytes(new byte[] { 1 })] },
            good with { State = [new ChainBytes(new byte[19]), good.State[1], good.State[2]] },
            good with { State = [good.State[0], new ChainBytes(new byte[21]), good.State[2]] },
            good with { State = [new ChainArray([]), good.State[1], good.State[2]] },
        ];
        foreach (ChainNotification told in none)
        {
            UInt256 hash = world.Network.Mine(halted: true, told);
            await TestState.RefusedAsync(ErrorCode.ChainRefused, () => world.Alice.DepositAsync(account, hash));
        }

        DepositResponse mixed = await world.Alice.DepositAsync(account, world.Network.Mine(halted: true, [.. none, good]));
        Assert.Equal((none.Length, "1"), (Assert.Single(mixed.Credits).Index, mixed.Credited));
        Assert.Equal("1", (await world.Alice.GetAsync(account)).Balance);
    }

    [Fact]
    public async Task GAS_that_is_created_for_the_address_counts_since_it_is_there()
    {
        BankAccountDescription account = await world.Alice.CreateAsync();
        DepositResponse created = await world.Alice.DepositAsync(
            account, world.Network.Mine(halted: true, NetworkDouble.Transfer(null, GasBankWorld.AccountOf(account), 3)));
        Assert.Null(Assert.Single(created.Credits).From);
    }

    [Theory]
    [InlineData(GasBankLimits.MaxCredits, 0)]
    [InlineData(GasBankLimits.MaxCredits + 1, 1)]
    public async Task Many_transfers_of_one_transaction_are_credited_by_several_requests(int transfers, int remaining)
    {
        BankAccountDescription account = await world.Alice.CreateAsync();
        UInt256 hash = world.Pay(account, [.. Enumerable.Range(1, transfers).Select(amount => (long)amount)]);
        DepositResponse first = await world.Alice.DepositAsync(account, hash);
        Assert.Equal((GasBankLimits.MaxCredits, remaining), (first.Credits.Count, first.Remaining));
        DepositResponse second = await world.Alice.DepositAsync(account, hash);
        Assert.Equal((remaining, 0), (second.Credits.Count, second.Remaining));
        Assert.Equal((transfers * (transfers + 1) / 2).ToString(CultureInfo.InvariantCulture), (await world.Alice.GetAsync(account)).Balance);
    }

    [Fact]
    public async Task Another_s_bank_account_is_not_there()
    {
        BankAccountDescription account = await world.Alice.CreateAsync();
        UInt256 hash = world.Pay(account, 5);
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Bob.DepositAsync(account, hash));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Bob.GetAsync(account));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Bob.LedgerAsync(account.BankAccountId));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Bob.ProveAsync(account));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Bob.ReconcileAsync(account));
        await TestState.RefusedAsync(ErrorCode.NotFound, () => world.Bob.WithdrawAsync(account, 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x00")]
    [InlineData("9c8df8")]
    public Task A_hash_of_another_form_is_refused(string hash) =>
        TestState.RefusedAsync(ErrorCode.InvalidRequest, () => world.Alice.DepositAsync("gba_", hash));

    private async Task<(DepositStatus Status, long Confirmations)> SayAsync(BankAccountDescription account, UInt256 hash)
    {
        DepositResponse said = await world.Alice.DepositAsync(account, hash);
        Assert.Equal(("0", "0"), (said.Amount, said.Credited));
        return (said.Status, said.Confirmations);
    }
}
