using System.Text;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>
/// Serves <c>nsl.wallet</c>: with wallets that the version names and that were granted to its very source, as often as one is used; within
/// their policies and the account's approval rules. Transactions are asked for one after the other, and never twice for one event.
/// </summary>
/// <param name="calls">How the wallet service is asked.</param>
/// <param name="grants">Says what was granted.</param>
/// <param name="turns">How much of the way out runs take.</param>
internal sealed class WalletCalls(InnerCalls calls, IWalletGrants grants, AccountTurns turns) : IHostCalls
{
    /// <inheritdoc/>
    public bool Serves(string name) =>
        name is "wallet.address" or "wallet.getBalance" or "wallet.signMessage" or "wallet.transfer" or "wallet.invoke";

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> CallAsync(
        string name, ReadOnlyMemory<byte> arguments, FunctionRun run, CancellationToken cancellationToken)
    {
        // What is under way when the run ends is not waited for; before it changes anything it asks whether the run still goes on.
        Task<ReadOnlyMemory<byte>> answer = name switch
        {
            "wallet.transfer" or "wallet.invoke" => TransactAsync(name, arguments, run, cancellationToken),
            _ => UseAsync(name, arguments, run, cancellationToken),
        };
        return await answer.WaitAsync(cancellationToken);
    }

    private Task<ReadOnlyMemory<byte>> UseAsync(string name, ReadOnlyMemory<byte> arguments, FunctionRun run, CancellationToken over)
    {
        Func<Task<ReadOnlyMemory<byte>>> use = name switch
        {
            "wallet.address" => Address(HostJson.Read(name, arguments, HostArgumentsJson.Default.AddressArguments), run, over),
            "wallet.getBalance" => Balance(HostJson.Read(name, arguments, HostArgumentsJson.Default.WalletBalanceArguments), run, over),
            "wallet.signMessage" => Sign(HostJson.Read(name, arguments, HostArgumentsJson.Default.SignMessageArguments), run, over),
            _ => throw new ArgumentException($"{name} is none of these calls.", nameof(name)),
        };
        return turns.InTurnAsync(run.Function.AccountId, use, over);
    }

    private Task<ReadOnlyMemory<byte>> TransactAsync(string name, ReadOnlyMemory<byte> arguments, FunctionRun run, CancellationToken over)
    {
        Func<WalletUse, Task<ReadOnlyMemory<byte>>> transact;
        string wallet;
        if (name == "wallet.transfer")
        {
            TransferArguments asked = HostJson.Read(name, arguments, HostArgumentsJson.Default.TransferArguments);
            (wallet, transact) = (asked.Wallet, use => SubmitAsync(WalletOperations.Transfer, WalletRequests.Of(asked, use.WalletId), use));
        }
        else
        {
            InvokeArguments asked = HostJson.Read(name, arguments, HostArgumentsJson.Default.InvokeArguments);
            (wallet, transact) = (asked.Wallet, use => SubmitAsync(WalletOperations.InvokeWrite, WalletRequests.Of(asked, use.WalletId), use));
        }

        return run.Effects.DoAsync(
            place =>
            {
                WalletUse use = new(grants, run, wallet, over) { Place = place };
                return turns.InTurnAsync(run.Function.AccountId, () => transact(use), over);
            },
            over);
    }

    /// <summary>Transactions that others would have to sign are not made: nobody could say then whether they came about.</summary>
    private async Task<ReadOnlyMemory<byte>> SubmitAsync<TRequest>(
        Operation<TRequest, SubmittedTransaction> operation, TRequest request, WalletUse use)
    {
        WalletDescription wallet = await DescribeAsync(use);
        if (wallet.Kind == WalletKind.Multisig)
        {
            throw new RequestException(
                ErrorCode.Conflict, "A multisig wallet's transactions are not a function's to send: name a wallet that signs alone.");
        }

        SubmittedTransaction submitted = await calls.CallAsync(operation, request, use.Effect());
        use.Run.Effects.Give(use.Place);
        return HostJson.Of(submitted, operation.Response);
    }

    private Func<Task<ReadOnlyMemory<byte>>> Address(AddressArguments asked, FunctionRun run, CancellationToken over) =>
        async () => HostJson.Text((await DescribeAsync(new WalletUse(grants, run, asked.Wallet, over))).Address);

    private ValueTask<WalletDescription> DescribeAsync(WalletUse use) =>
        calls.CallAsync(WalletOperations.GetWallet, new GetWalletRequest { WalletId = use.WalletId }, use.Own());

    private Func<Task<ReadOnlyMemory<byte>>> Balance(WalletBalanceArguments asked, FunctionRun run, CancellationToken over) => async () =>
    {
        WalletUse use = new(grants, run, asked.Wallet, over);
        GetBalanceRequest request = new() { WalletId = use.WalletId, Assets = [asked.Asset], Network = asked.Network };
        return HostJson.Text((await calls.CallAsync(WalletOperations.GetBalance, request, use.Own())).Balances[0].Amount);
    };

    private Func<Task<ReadOnlyMemory<byte>>> Sign(SignMessageArguments asked, FunctionRun run, CancellationToken over) => async () =>
    {
        WalletUse use = new(grants, run, asked.Wallet, over);
        SignDataRequest request = new()
        {
            WalletId = use.WalletId,
            Data = Convert.ToBase64String(Encoding.UTF8.GetBytes(asked.Message)),
            Encoding = BytesEncoding.Base64,
            Format = DataFormat.LegacyMessage,
        };
        return HostJson.Of(await calls.CallAsync(WalletOperations.SignData, request, use.Own()), WalletOperations.SignData.Response);
    };
}
