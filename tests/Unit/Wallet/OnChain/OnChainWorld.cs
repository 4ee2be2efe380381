using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Wallet.OnChain;

namespace NeoServiceLayer.Tests.Wallets.OnChain;

/// <summary>Wallets with a network and an outbox that tests make say what they want.</summary>
internal sealed class OnChainWorld : IDisposable
{
    internal OnChainWorld() => Wallets = new WalletWorld(networks: new NeoNetworks([Chain]), outbox: Outbox);

    internal ChainDouble Chain { get; } = new();

    internal OutboxDouble Outbox { get; } = new();

    internal WalletWorld Wallets { get; }

    public void Dispose() => Wallets.Dispose();

    internal async Task<SubmittedTransaction> TransferAsync(TransferRequest request, string account = "acc_alice")
    {
        using PreparedTransaction prepared = await Wallets.Service.Drafts.PrepareAsync(request, Before(account));
        return await Wallets.RunAsync(account, call => Wallets.Service.Submission.SubmitAsync(prepared, call));
    }

    internal async Task<SubmittedTransaction> InvokeAsync(InvokeWriteRequest request, string account = "acc_alice")
    {
        using PreparedTransaction prepared = await Wallets.Service.Drafts.PrepareAsync(request, Before(account));
        return await Wallets.RunAsync(account, call => Wallets.Service.Submission.SubmitAsync(prepared, call));
    }

    internal async Task<InvokeReadResponse> ReadAsync(InvokeReadRequest request)
    {
        using Answered<InvokeReadResponse> read = await Wallets.Service.Reads.InvokeAsync(request);
        return read.Response;
    }

    internal async Task<GetBalanceResponse> BalanceAsync(GetBalanceRequest request, string account = "acc_alice")
    {
        using Answered<GetBalanceResponse> read = await Wallets.Service.Balances.ReadAsync(request, Before(account));
        return read.Response;
    }

    internal async Task<GetTransactionStatusResponse> StatusAsync(string hash, string account = "acc_alice")
    {
        using SeenTransaction seen = await Wallets.Service.Statuses.LookAsync(new GetTransactionStatusRequest { TransactionHash = hash });
        return await Wallets.RunAsync(account, call => Wallets.Service.Statuses.AnswerAsync(seen, call));
    }

    internal Preparation Before(string account) => new(WalletWorld.CallerOf(account), Wallets.Now, Wallets.Store, "request");
}
