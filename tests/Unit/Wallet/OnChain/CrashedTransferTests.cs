using System.Globalization;
using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Chain;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.OnChain;

/// <summary>The enclave dies at every call to its store while a transfer is made, and the client repeats its request: one payment each time.</summary>
[Collection(typeof(Tests.Chain.OnChain))]
public sealed class CrashedTransferTests(PrivateChain chain)
{
    private const int MostCalls = 20;

    [Fact]
    public async Task A_transfer_that_is_repeated_pays_once()
    {
        await using ChainedWallets wallets = await ChainedWallets.RegisterAsync(chain);
        TransferRequest request = To(await wallets.FundedAsync(), 1000);
        Reply first = (await wallets.Enclave.Client.CallAsync(wallets.Key, WalletOperations.Transfer, request, "pay")).MustSucceed();
        Reply second = (await wallets.Enclave.Client.CallAsync(wallets.Key, WalletOperations.Transfer, request, "pay")).MustSucceed();
        Assert.Equal(first.Text, second.Text);
        wallets.Restart();
        SubmittedTransaction third = await wallets.DoAsync(WalletOperations.Transfer, request, "pay");
        Assert.Contains(third.TransactionHash, first.Text, StringComparison.Ordinal);
        await wallets.UntilAsync(third.TransactionHash, TransactionStatus.Confirmed);
        Assert.Equal(1000, await wallets.GasOfAsync(request.To));
        SubmittedTransaction other = await wallets.DoAsync(WalletOperations.Transfer, request, "pay again");
        await wallets.UntilAsync(other.TransactionHash, TransactionStatus.Confirmed);
        Assert.Equal(2000, await wallets.GasOfAsync(request.To));
    }

    [Fact]
    public async Task What_was_committed_and_sent_to_nobody_is_sent_by_the_next_enclave()
    {
        await using ChainedWallets wallets = await ChainedWallets.RegisterAsync(chain);
        TransferRequest request = To(await wallets.FundedAsync(), 1000);
        wallets.Fault = NodeFault.Error(-500, "not now", "sendrawtransaction");
        SubmittedTransaction sent = await wallets.DoAsync(WalletOperations.Transfer, request);
        wallets.Restart();
        Assert.Equal(TransactionStatus.Pending, (await wallets.StatusAsync(sent.TransactionHash)).Status);
        wallets.Fault = NodeFault.None;
        await wallets.UntilAsync(sent.TransactionHash, TransactionStatus.Confirmed);
        Assert.Equal(1000, await wallets.GasOfAsync(request.To));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_enclave_that_dies_at_any_call_to_its_store_pays_once(bool after)
    {
        await using ChainedWallets wallets = await ChainedWallets.RegisterAsync(chain);
        WalletDescription payer = await wallets.FundedAsync();
        MemoryStore start = wallets.Enclave.Records.Store.Copy();
        List<(string Receiver, int Amount)> paid = [];
        bool dies = true;
        for (int call = 1; dies; call++)
        {
            Assert.True(call < MostCalls, "A transfer does not take so many calls.");
            TransferRequest request = To(payer, 1000 + call);
            MemoryStore disk = start.Copy();
            dies = await DieAsync(wallets, disk, request, call, after);
            using TestEnclave next = wallets.Start(new MemoryRecordHost(disk));
            SubmittedTransaction sent = await next.Client.DoAsync(wallets.Key, WalletOperations.Transfer, request, "pay");
            GetTransactionStatusRequest asked = new() { TransactionHash = sent.TransactionHash };
            await Waiting.UntilAsync(async () =>
                (await next.Client.DoAsync(wallets.Key, WalletOperations.GetTransactionStatus, asked)).Status == TransactionStatus.Confirmed);
            paid.Add((request.To, 1000 + call));
        }

        Assert.True(paid.Count > 2, "It never died while it paid.");
        foreach ((string receiver, int amount) in paid)
        {
            Assert.Equal(amount, await wallets.GasOfAsync(receiver));
        }
    }

    /// <returns>Whether it died before it answered.</returns>
    private static async Task<bool> DieAsync(ChainedWallets wallets, MemoryStore disk, TransferRequest request, int call, bool after)
    {
        MemoryRecordHost host = new(disk) { DiesAfter = after };
        using TestEnclave dying = wallets.Start(host);
        dying.Patience = TimeSpan.Zero;
        int deadly = host.Asked + call;
        host.DiesAt = deadly;
        Task<Reply> reply = dying.Client.CallAsync(wallets.Key, WalletOperations.Transfer, request, "pay");
        await Waiting.UntilAsync(() => reply.IsCompleted || host.Asked >= deadly);
        return host.Asked >= deadly;
    }

    private static TransferRequest To(WalletDescription payer, BigInteger amount) => new()
    {
        WalletId = payer.WalletId,
        Asset = "GAS",
        To = ChainedWallets.NewReceiver(),
        Amount = amount.ToString(CultureInfo.InvariantCulture),
    };
}
