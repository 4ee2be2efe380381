using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.OnChain;

/// <summary>What is read of a chain, and invokeWrite's own members.</summary>
public sealed class ReadTests
{
    private const string Somebody = "NMACuhqEaNAeDSQVipcUPYiJ9TVgVyUxGV";

    [Fact]
    public async Task Values_are_shown_by_their_types()
    {
        using OnChainWorld world = new();
        Assert.True(Address.TryParse(Somebody, out UInt160 account));
        byte[] hash = new byte[UInt160.Length];
        account.CopyTo(hash);
        world.Chain.Result = ChainDouble.Halt(
            new ChainNull(), new ChainBoolean(true), new ChainInteger(-5), new ChainBytes("Zoë"u8.ToArray()), new ChainBytes(hash),
            new ChainBytes(new byte[] { 0xff }), new ChainBytes("a\n"u8.ToArray()), new ChainArray([new ChainInteger(1)]),
            new ChainMap([new(new ChainInteger(1), new ChainBoolean(false))]), new ChainOpaque("InteropInterface"));
        InvokeReadResponse answer = await world.ReadAsync(Request() with
        {
            Signers = [new AssumedSigner { Account = Somebody, Scope = SignerScope.CustomContracts, AllowedContracts = ["NEO"] }],
        });
        Assert.Equal(("double", "HALT", "9977780", null), (answer.Network, answer.State, answer.GasConsumed, answer.Exception));
        Assert.Equal(
            [
                ("null", null, null), ("boolean", "true", null), ("integer", "-5", null), ("bytes", "Wm/Dqw==", "Zoë"),
                ("bytes", Convert.ToBase64String(hash), answer.Stack[4].Text), ("bytes", "/w==", null), ("bytes", "YQo=", null), ("array", null, null), ("map", null, null), ("InteropInterface", null, null),
            ],
            answer.Stack.Select(value => (value.Type, value.Value, value.Text)));
        Assert.Equal(Somebody, answer.Stack[4].Address);
        Assert.Equal(["1"], answer.Stack[7].Items!.Select(item => item.Value));
        Assert.Equal(["1", "false"], answer.Stack[8].Items!.Select(item => item.Value));
        Signer assumed = world.Chain.Runs.Single().Signers.Single();
        Assert.Equal((account, WitnessScopes.CustomContracts, NativeContracts.Neo), (assumed.Account, assumed.Scopes, assumed.AllowedContracts.Single()));
    }

    [Fact]
    public async Task A_failing_script_is_an_answer_and_wrong_signers_are_none()
    {
        using OnChainWorld world = new();
        world.Chain.Result = new Invocation(false, 3, "why", [], []);
        InvokeReadResponse answer = await world.ReadAsync(Request());
        Assert.Equal(("FAULT", "3", "why"), (answer.State, answer.GasConsumed, answer.Exception));
        AssumedSigner one = new() { Account = Somebody };
        await Refused.MemberAsync("signers ", world.ReadAsync(Request() with { Signers = [one, one] }));
        await Refused.MemberAsync("signers ", world.ReadAsync(Request() with { Signers = [null!] }));
        await Refused.MemberAsync("signers ", world.ReadAsync(Request() with { Signers = [.. Enumerable.Repeat(one, WalletLimits.MaxSigners + 1)] }));
        await Refused.MemberAsync("signers[].account ", world.ReadAsync(Request() with { Signers = [one with { Account = "x" }] }));
        await Refused.MemberAsync("allowedContracts ", world.ReadAsync(Request() with { Signers = [one with { AllowedContracts = ["NEO"] }] }));
        await Refused.MemberAsync("allowedContracts ", world.ReadAsync(Request() with { Signers = [one with { Scope = SignerScope.CustomContracts }] }));
        await Refused.MemberAsync("contract ", world.ReadAsync(Request() with { Contract = "neo" }));
    }

    [Fact]
    public async Task Balances_are_of_gas_and_neo_and_of_tokens_by_what_they_say_of_themselves()
    {
        using OnChainWorld world = new();
        WalletDescription wallet = await world.Wallets.Alice.CreateAsync();
        world.Chain.Fund(wallet.Address, 7, neo: 3);
        GetBalanceResponse usual = await world.BalanceAsync(new GetBalanceRequest { WalletId = wallet.WalletId });
        Assert.Equal(wallet.Address, usual.Address);
        Assert.Equal(
            [("7", "GAS", (int?)8), ("3", "NEO", 0)], usual.Balances.Select(balance => (balance.Amount, balance.Symbol!, balance.Decimals)));
        await Refused.AsAsync(ErrorCode.NotFound, world.BalanceAsync(new GetBalanceRequest { WalletId = wallet.WalletId }, "acc_bob"));

        GetBalanceRequest token = new() { Address = wallet.ScriptHash, Assets = [ChainDouble.Token.ToString()] };
        Assert.True(UInt160.TryParse(wallet.ScriptHash, out UInt160 account));
        world.Chain.Funds[(ChainDouble.Token, account)] = BigInteger.Pow(10, 30);
        (ChainValue[] Said, string? Symbol, int? Decimals)[] tokens =
        [
            ([new ChainInteger(18), new ChainBytes("TOK"u8.ToArray())], "TOK", 18),
            ([new ChainInteger(256), new ChainBytes(new byte[33])], null, null),
            ([new ChainInteger(-1), new ChainBytes("a\u0007b"u8.ToArray())], null, null),
            ([new ChainNull(), new ChainBytes("TOK"u8.ToArray())], null, null),
        ];
        foreach ((ChainValue[] said, string? symbol, int? decimals) in tokens)
        {
            world.Chain.Result = ChainDouble.Halt(said);
            AssetBalance balance = (await world.BalanceAsync(token)).Balances.Single();
            Assert.Equal((token.Assets![0], "1" + new string('0', 30), symbol, decimals), (balance.Asset, balance.Amount, balance.Symbol, balance.Decimals));
        }
    }

    [Fact]
    public async Task What_is_no_balance_request_is_refused_by_the_members_name()
    {
        using OnChainWorld world = new();
        await Refused.MemberAsync("payload", world.BalanceAsync(new GetBalanceRequest()));
        await Refused.MemberAsync("payload", world.BalanceAsync(new GetBalanceRequest { WalletId = "w", Address = Somebody }));
        await Refused.MemberAsync("index ", world.BalanceAsync(new GetBalanceRequest { Address = Somebody, Index = 0 }));
        await Refused.MemberAsync("address ", world.BalanceAsync(new GetBalanceRequest { Address = "x" }));
        await Refused.MemberAsync("assets ", world.BalanceAsync(new GetBalanceRequest { Address = Somebody, Assets = [] }));
        await Refused.MemberAsync("assets ", world.BalanceAsync(new GetBalanceRequest { Address = Somebody, Assets = [null!] }));
        await Refused.MemberAsync("assets ", world.BalanceAsync(new GetBalanceRequest
        {
            Address = Somebody,
            Assets = [.. Enumerable.Repeat("GAS", WalletLimits.MaxAssets + 1)],
        }));
    }

    [Fact]
    public async Task InvokeWrite_signs_the_call_with_its_scope_and_holds_its_price()
    {
        using OnChainWorld world = new();
        WalletDescription wallet = await world.Wallets.Alice.CreateAsync();
        world.Chain.Fund(wallet.Address, 100_00000000);
        InvokeWriteRequest request = new()
        {
            WalletId = wallet.WalletId,
            Contract = "NEO",
            Method = "vote",
            Args = [new ContractArgument { Type = ArgumentType.Null }],
            Scope = SignerScope.None,
            MaxSystemFee = "10476669",
        };
        SubmittedTransaction answer = await world.InvokeAsync(request);
        Transaction sent = OutboxDouble.Committed(world.Wallets).Single();
        Assert.Equal((sent.Hash.ToString(), WitnessScopes.None), (answer.TransactionHash, sent.Signers.Single().Scopes));
        ContractCall call = Assert.Single(ScriptAnalysis.Of(sent.Script.Span).Calls);
        Assert.Equal((NativeContracts.Neo, "vote", false), (call.Contract, call.Method, call.Asserted));
        Assert.Contains("maxSystemFee", await Refused.AsAsync(ErrorCode.Conflict, world.InvokeAsync(request with { MaxSystemFee = "10476668" })), StringComparison.Ordinal);
        await Refused.MemberAsync("maxSystemFee ", world.InvokeAsync(request with { MaxSystemFee = "-1" }));
        await Refused.MemberAsync("allowedContracts ", world.InvokeAsync(request with { AllowedContracts = ["NEO"] }));
        Assert.Single(OutboxDouble.Committed(world.Wallets));
    }

    [Fact]
    public async Task Without_networks_nothing_of_a_chain_is_done()
    {
        using WalletWorld world = new();
        await Refused.AsAsync(ErrorCode.Conflict, world.Service.Reads.InvokeAsync(Request()).AsTask());
    }

    private static InvokeReadRequest Request() => new() { Contract = "GAS", Method = "symbol" };
}
