using System.Globalization;
using System.Numerics;
using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Chain;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.OnChain;

/// <summary>The wallet's operations on a real chain, from a stamped request to what the chain shows moved.</summary>
[Collection(typeof(Tests.Chain.OnChain))]
public sealed class RealChainTests(PrivateChain chain)
{
    private const long Gas = 100_000_000;

    [Fact]
    public async Task Gas_moves_and_what_is_left_says_that_just_the_declared_fees_were_burnt()
    {
        await using ChainedWallets wallets = await ChainedWallets.RegisterAsync(chain);
        WalletDescription payer = await wallets.FundedAsync();
        string receiver = ChainedWallets.NewReceiver();
        TransferRequest request = Transfer(payer, receiver, 123_456_789) with { Data = new ContractArgument { Type = ArgumentType.String, Value = JsonElement.Parse("\"thanks\"") } };
        SubmittedTransaction sent = await wallets.DoAsync(WalletOperations.Transfer, request);
        GetTransactionStatusResponse done = await wallets.UntilAsync(sent.TransactionHash, TransactionStatus.Confirmed);
        Assert.Equal((sent.SystemFee, sent.NetworkFee, "private"), (done.SystemFee, done.NetworkFee, done.Network));
        Assert.True(done.Confirmations >= 1 && done.Block <= sent.ValidUntilBlock);
        Assert.Equal(123_456_789, await wallets.GasOfAsync(receiver));
        BigInteger left = (10 * Gas) - 123_456_789 - Number(sent.SystemFee) - Number(sent.NetworkFee);
        Assert.Equal(left, await wallets.GasOfAsync(payer.Address));

        GetBalanceResponse balance = await wallets.DoAsync(WalletOperations.GetBalance, new GetBalanceRequest { WalletId = payer.WalletId });
        Assert.Equal([Text(left), "0"], balance.Balances.Select(each => each.Amount));
        Transaction mined = await MinedAsync(sent.TransactionHash);
        Assert.Equal("thanks"u8.ToArray(), Assert.IsType<BytesValue>(ScriptAnalysis.Of(mined.Script.Span).Transfers.Single().Data).Value.ToArray());
    }

    [Fact]
    public async Task The_network_fee_is_exact_a_datoshi_less_is_refused()
    {
        await using ChainedWallets wallets = await ChainedWallets.RegisterAsync(chain);
        WalletDescription payer = await wallets.FundedAsync();
        SubmittedTransaction sent = await wallets.DoAsync(WalletOperations.Transfer, Transfer(payer, ChainedWallets.NewReceiver(), 1));
        await wallets.UntilAsync(sent.TransactionHash, TransactionStatus.Confirmed);
        Transaction mined = await MinedAsync(sent.TransactionHash);
        await Assert.ThrowsAsync<ChainRefusedException>(async () => await chain.SendAsync(await SignedAsync(mined.NetworkFee - 1)));
        Assert.Equal("HALT", await chain.StateInBlockAsync(await chain.SendAsync(await SignedAsync(mined.NetworkFee))));

        async Task<byte[]> SignedAsync(long networkFee)
        {
            Transaction again = new()
            {
                Nonce = mined.Nonce ^ 1,
                SystemFee = mined.SystemFee,
                NetworkFee = networkFee,
                ValidUntilBlock = mined.ValidUntilBlock,
                Signers = mined.Signers,
                Script = mined.Script,
            };
            SignTransactionResponse signed = await wallets.DoAsync(WalletOperations.SignTransaction, new SignTransactionRequest
            {
                WalletId = payer.WalletId,
                Transaction = Convert.ToBase64String(again.ToUnsignedBytes()),
                Network = chain.NetworkText,
            });
            return Convert.FromBase64String(signed.Transaction!);
        }
    }

    [Fact]
    public async Task An_address_of_a_seed_pays_with_its_own_key()
    {
        await using ChainedWallets wallets = await ChainedWallets.RegisterAsync(chain);
        WalletDescription many = await wallets.DoAsync(
            WalletOperations.CreateWallet, new CreateWalletRequest { Name = "many", Kind = WalletKind.Hd, BlindSigning = true });
        DerivedAddress third = await wallets.DoAsync(WalletOperations.DeriveAddress, new DeriveAddressRequest { WalletId = many.WalletId, Index = 3 });
        await chain.FundAsync(third.Address, 2);
        TransferRequest request = Transfer(many, ChainedWallets.NewReceiver(), Gas) with { Index = 3 };
        (await wallets.Enclave.Client.CallAsync(wallets.Key, WalletOperations.Transfer, request with { Index = null })).MustBeRefused(ErrorCode.InsufficientFunds);
        SubmittedTransaction sent = await wallets.DoAsync(WalletOperations.Transfer, request);
        Assert.Equal(third.Address, sent.Sender);
        await wallets.UntilAsync(sent.TransactionHash, TransactionStatus.Confirmed);
        Assert.Equal(Gas, await wallets.GasOfAsync(request.To));
    }

    [Fact]
    public async Task Two_of_three_accounts_sign_and_the_one_that_completes_it_sends_it()
    {
        await using ChainedWallets wallets = await ChainedWallets.RegisterAsync(chain);
        using TestKey second = new();
        using TestKey third = new();
        await wallets.Enclave.RegisterAsync(second);
        await wallets.Enclave.RegisterAsync(third);
        TestKey[] owners = [wallets.Key, second, third];
        List<string> keys = [];
        foreach (TestKey owner in owners)
        {
            keys.Add((await wallets.DoAsync(WalletOperations.CreateWallet, new CreateWalletRequest { Name = "one", BlindSigning = true }, key: owner)).PublicKey!);
        }

        List<WalletDescription> several = [];
        foreach (TestKey owner in owners)
        {
            several.Add(await wallets.DoAsync(
                WalletOperations.CreateWallet,
                new CreateWalletRequest { Name = "ours", Kind = WalletKind.Multisig, Multisig = new MultisigKeys { M = 2, PublicKeys = keys }, BlindSigning = true },
                key: owner));
        }

        await chain.FundAsync(several[0].Address, 5);
        TransferRequest request = Transfer(several[1], ChainedWallets.NewReceiver(), Gas);
        SubmittedTransaction begun = await wallets.DoAsync(WalletOperations.Transfer, request, key: owners[1]);
        Assert.Equal(SubmittedStatus.NeedsSignatures, begun.Status);
        Assert.Equal(TransactionStatus.Unknown, (await wallets.StatusAsync(begun.TransactionHash)).Status);
        SignTransactionResponse done = await wallets.DoAsync(
            WalletOperations.SignTransaction,
            new SignTransactionRequest { WalletId = several[2].WalletId, Context = begun.Context, Broadcast = true },
            key: owners[2]);
        Assert.Equal((begun.TransactionHash, SubmittedStatus.Pending), (done.Hash, done.Status));
        GetTransactionStatusResponse status = await wallets.UntilAsync(begun.TransactionHash, TransactionStatus.Confirmed);
        Assert.Equal((begun.SystemFee, begun.NetworkFee), (status.SystemFee, status.NetworkFee));
        Assert.Equal(Gas, await wallets.GasOfAsync(request.To));
        Assert.Equal((4 * Gas) - Number(begun.SystemFee) - Number(begun.NetworkFee), await wallets.GasOfAsync(several[0].Address));
    }

    [Fact]
    public async Task What_cannot_be_paid_or_fails_at_the_nodes_is_refused_and_nothing_is_sent()
    {
        await using ChainedWallets wallets = await ChainedWallets.RegisterAsync(chain);
        WalletDescription payer = await wallets.FundedAsync(1);
        StampingClient client = wallets.Enclave.Client;
        string receiver = ChainedWallets.NewReceiver();
        (await client.CallAsync(wallets.Key, WalletOperations.Transfer, Transfer(payer, receiver, Gas))).MustBeRefused(ErrorCode.InsufficientFunds);
        (await client.CallAsync(wallets.Key, WalletOperations.Transfer, Transfer(payer, receiver, 1) with { Asset = "NEO" })).MustBeRefused(ErrorCode.InsufficientFunds);
        (await client.CallAsync(wallets.Key, WalletOperations.Transfer, Transfer(payer, receiver, 1) with { Asset = receiverHash(receiver) }))
            .MustBeRefused(ErrorCode.ChainRefused);
        InvokeWriteRequest invocation = new()
        {
            WalletId = payer.WalletId,
            Contract = "GAS",
            Method = "transfer",
            Args =
            [
                Hash160(receiver), Hash160(payer.Address), new ContractArgument { Type = ArgumentType.Integer, Value = JsonElement.Parse("\"1\"") },
                new ContractArgument { Type = ArgumentType.Null },
            ],
            Assert = true,
        };
        Reply failed = (await client.CallAsync(wallets.Key, WalletOperations.InvokeWrite, invocation)).MustBeRefused(ErrorCode.ChainRefused);
        Assert.Contains("ASSERT", failed.Message, StringComparison.Ordinal);
        (await client.CallAsync(wallets.Key, WalletOperations.InvokeWrite, invocation with { Method = "nothingLikeIt" })).MustBeRefused(ErrorCode.ChainRefused);
        Assert.Equal(Gas, await wallets.GasOfAsync(payer.Address));

        static string receiverHash(string address) => Address.TryParse(address, out UInt160 hash) ? hash.ToString() : throw new InvalidOperationException();
    }

    [Fact]
    public async Task Methods_are_read_at_several_nodes_of_which_one_may_lie()
    {
        await using ChainedWallets wallets = await ChainedWallets.RegisterAsync(chain);
        WalletDescription payer = await wallets.FundedAsync(3);
        wallets.Nodes[0].Fault = NodeFault.Integer("7");
        InvokeReadRequest request = new() { Contract = "GAS", Method = "balanceOf", Args = [Hash160(payer.Address)] };
        InvokeReadResponse answer = await wallets.DoAsync(WalletOperations.InvokeRead, request);
        Assert.Equal(("HALT", Text(3 * Gas)), (answer.State, answer.Stack.Single().Value));
        Assert.Equal("GAS", (await wallets.DoAsync(WalletOperations.InvokeRead, request with { Method = "symbol", Args = null })).Stack.Single().Text);
        InvokeReadResponse fault = await wallets.DoAsync(WalletOperations.InvokeRead, request with { Method = "nothingLikeIt" });
        Assert.Equal(("FAULT", 0), (fault.State, fault.Stack.Count));
        Assert.NotNull(fault.Exception);
        wallets.Nodes[1].Fault = NodeFault.Closed;
        (await wallets.Enclave.Client.CallAsync(wallets.Key, WalletOperations.InvokeRead, request)).MustBeRefused(ErrorCode.ChainUnavailable);
    }

    [Fact]
    public async Task Of_two_payments_that_the_wallet_cannot_both_make_one_fails_in_its_block_and_burns_its_fees()
    {
        await using ChainedWallets wallets = await ChainedWallets.RegisterAsync(chain);
        WalletDescription payer = await wallets.FundedAsync();
        string receiver = ChainedWallets.NewReceiver();
        wallets.Fault = NodeFault.Error(-500, "not now", "sendrawtransaction");
        SubmittedTransaction[] sent =
        [
            await wallets.DoAsync(WalletOperations.Transfer, Transfer(payer, receiver, 6 * Gas)),
            await wallets.DoAsync(WalletOperations.Transfer, Transfer(payer, receiver, 6 * Gas)),
        ];
        Assert.All(await Task.WhenAll(sent.Select(each => wallets.StatusAsync(each.TransactionHash))), status => Assert.Equal(TransactionStatus.Pending, status.Status));
        wallets.Fault = NodeFault.None;
        GetTransactionStatusResponse[] ended = await Task.WhenAll(
            sent.Select(each => wallets.UntilAsync(each.TransactionHash, TransactionStatus.Confirmed, TransactionStatus.Failed)));
        Assert.Single(ended, each => each.Status == TransactionStatus.Confirmed);
        Assert.NotNull(Assert.Single(ended, each => each.Status == TransactionStatus.Failed).Reason);
        BigInteger burnt = sent.Aggregate(BigInteger.Zero, (sum, each) => sum + Number(each.SystemFee) + Number(each.NetworkFee));
        Assert.Equal((4 * Gas) - burnt, await wallets.GasOfAsync(payer.Address));
        Assert.Equal(6 * Gas, await wallets.GasOfAsync(receiver));
    }

    [Fact]
    public async Task A_payment_that_no_block_took_in_time_is_expired_and_never_happens()
    {
        await using ChainedWallets wallets = await ChainedWallets.RegisterAsync(chain);
        WalletDescription payer = await wallets.FundedAsync();
        string receiver = ChainedWallets.NewReceiver();
        wallets.Fault = NodeFault.Error(-500, "not now", "sendrawtransaction");
        SubmittedTransaction sent = await wallets.DoAsync(WalletOperations.Transfer, Transfer(payer, receiver, 1) with { ValidForBlocks = 3 });
        await chain.ForwardAsync(4);
        GetTransactionStatusResponse status = await wallets.UntilAsync(sent.TransactionHash, TransactionStatus.Expired);
        Assert.Equal(sent.ValidUntilBlock, status.ValidUntilBlock);
        wallets.Fault = NodeFault.None;
        wallets.Restart();
        Assert.Equal(TransactionStatus.Expired, (await wallets.StatusAsync(sent.TransactionHash)).Status);
        Assert.Equal((10 * Gas, 0), (await wallets.GasOfAsync(payer.Address), await wallets.GasOfAsync(receiver)));
    }

    private async Task<Transaction> MinedAsync(string hash) =>
        Transaction.Parse(Convert.FromBase64String((await chain.Rpc.CallAsync("getrawtransaction", hash)).GetString()!));

    private static TransferRequest Transfer(WalletDescription payer, string receiver, long amount) =>
        new() { WalletId = payer.WalletId, Asset = "GAS", To = receiver, Amount = Text(amount) };

    private static ContractArgument Hash160(string address) =>
        new() { Type = ArgumentType.Hash160, Value = JsonElement.Parse(JsonSerializer.Serialize(address)) };

    private static BigInteger Number(string text) => BigInteger.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
