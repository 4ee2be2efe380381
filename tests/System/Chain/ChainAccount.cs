using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Gateway;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>An NSL account whose wallets sign for the chain.</summary>
internal sealed class ChainAccount : IDisposable
{
    private readonly LocalSystem system;
    private readonly StampedAccount account;
    private readonly PrivateChain chain;

    private ChainAccount(LocalSystem system, StampedAccount account, PrivateChain chain) =>
        (this.system, this.account, this.chain) = (system, account, chain);

    internal static async Task<ChainAccount> RegisterAsync(LocalSystem system, PrivateChain chain, string name) =>
        new(system, await StampedAccount.RegisterAsync(system, name), chain);

    internal Task<WalletDescription> CreateSingleAsync() =>
        account.CallAsync(system, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "one key", BlindSigning = true });

    internal Task<WalletDescription> CreateMultisigAsync(int m, params IEnumerable<WalletDescription> singles) => account.CallAsync(
        system, WalletOperations.CreateWallet, new CreateWalletRequest
        {
            Name = "several keys",
            Kind = WalletKind.Multisig,
            Multisig = new MultisigKeys { M = m, PublicKeys = [.. singles.Select(single => single.PublicKey!)] },
            BlindSigning = true,
        });

    /// <summary>Signs a bare transaction.</summary>
    internal Task<SignTransactionResponse> SignAsync(WalletDescription wallet, Transaction transaction, string? network = null) =>
        account.CallAsync(system, WalletOperations.SignTransaction, new SignTransactionRequest
        {
            WalletId = wallet.WalletId,
            Transaction = Convert.ToBase64String(transaction.ToUnsignedBytes()),
            Network = network ?? chain.NetworkText,
        });

    /// <summary>Signs what another gave on: its context.</summary>
    internal Task<SignTransactionResponse> SignAsync(WalletDescription wallet, SignTransactionResponse before) => account.CallAsync(
        system, WalletOperations.SignTransaction, new SignTransactionRequest { WalletId = wallet.WalletId, Context = before.Context });

    internal Task<SignDataResponse> SignAsync(WalletDescription wallet, DataFormat format, ReadOnlySpan<byte> data) => account.CallAsync(
        system, WalletOperations.SignData, new SignDataRequest
        {
            WalletId = wallet.WalletId,
            Format = format,
            Data = Convert.ToHexStringLower(data),
            Encoding = BytesEncoding.Hex,
        });

    public void Dispose() => account.Dispose();

    /// <summary>How a wallet's account verifies, in our own reading of its script.</summary>
    internal static AccountContract ContractOf(WalletDescription wallet)
    {
        Assert.True(AccountContract.TryRead(Convert.FromBase64String(wallet.VerificationScript), out AccountContract? contract));
        return contract;
    }
}
