using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>Serves <c>nsl.chain</c>: what enough of a network's end points say alike. Nothing of it is a secret, and it needs no grant.</summary>
/// <param name="calls">How the wallet service is asked.</param>
/// <param name="networks">The networks of the configuration.</param>
/// <param name="turns">How much of the way out runs take.</param>
internal sealed class ChainCalls(InnerCalls calls, NeoNetworks networks, AccountTurns turns) : IHostCalls
{
    /// <inheritdoc/>
    public bool Serves(string name) => name is "chain.height" or "chain.getBalance" or "chain.invokeRead" or "chain.getTransaction";

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> CallAsync(
        string name, ReadOnlyMemory<byte> arguments, FunctionRun run, CancellationToken cancellationToken)
    {
        // A read cannot be called back: it ends by itself, and keeps its turn until then.
        Func<Task<ReadOnlyMemory<byte>>> read = Read(name, arguments, run);
        return await turns.InTurnAsync(run.Function.AccountId, read, cancellationToken).WaitAsync(cancellationToken);
    }

    private Func<Task<ReadOnlyMemory<byte>>> Read(string name, ReadOnlyMemory<byte> arguments, FunctionRun run) => name switch
    {
        "chain.height" => Height(HostJson.Read(name, arguments, HostArgumentsJson.Default.HeightArguments)),
        "chain.getBalance" => Balance(HostJson.Read(name, arguments, HostArgumentsJson.Default.AccountBalanceArguments), run),
        "chain.invokeRead" => Invoke(HostJson.Read(name, arguments, HostArgumentsJson.Default.InvokeReadArguments), run),
        "chain.getTransaction" => Transaction(HostJson.Read(name, arguments, HostArgumentsJson.Default.TransactionArguments), run),
        _ => throw new ArgumentException($"{name} is none of these calls.", nameof(name)),
    };

    private Func<Task<ReadOnlyMemory<byte>>> Height(HeightArguments asked)
    {
        INeoNetwork network = networks.Require(asked.Network);
        return async () => HostJson.Number(await network.GetHeightAsync());
    }

    private Func<Task<ReadOnlyMemory<byte>>> Balance(AccountBalanceArguments asked, FunctionRun run)
    {
        GetBalanceRequest request = new() { Address = asked.Account, Assets = [asked.Asset], Network = asked.Network };
        return async () => HostJson.Text((await calls.CallAsync(WalletOperations.GetBalance, request, Own(run))).Balances[0].Amount);
    }

    private Func<Task<ReadOnlyMemory<byte>>> Invoke(InvokeReadArguments asked, FunctionRun run) => Give(
        WalletOperations.InvokeRead,
        new InvokeReadRequest { Contract = asked.Contract, Method = asked.Method, Args = asked.Arguments, Network = asked.Network },
        run);

    private Func<Task<ReadOnlyMemory<byte>>> Transaction(TransactionArguments asked, FunctionRun run) => Give(
        WalletOperations.GetTransactionStatus,
        new GetTransactionStatusRequest { TransactionHash = asked.Hash, Network = asked.Network },
        run);

    private Func<Task<ReadOnlyMemory<byte>>> Give<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest request, FunctionRun run) =>
        async () => HostJson.Of(await calls.CallAsync(operation, request, Own(run)), operation.Response);

    private static OwnCall Own(FunctionRun run) =>
        new() { AccountId = run.Function.AccountId, Actor = run.Holder.KeyId, RequestId = run.ExecutionId };
}
