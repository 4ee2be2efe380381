using NeoServiceLayer.Contracts.Wallet;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>What the wallet service is asked for what code asked.</summary>
internal static class WalletRequests
{
    internal static TransferRequest Of(TransferArguments asked, string walletId) => new()
    {
        WalletId = walletId,
        Asset = asked.Asset,
        To = asked.To,
        Amount = asked.Amount,
        Data = asked.Data,
        Network = asked.Network,
        FeePayer = asked.FeePayer,
    };

    internal static InvokeWriteRequest Of(InvokeArguments asked, string walletId) => new()
    {
        WalletId = walletId,
        Contract = asked.Contract,
        Method = asked.Method,
        Args = asked.Arguments,
        Scope = asked.Scope,
        AllowedContracts = asked.AllowedContracts,
        MaxSystemFee = asked.MaxSystemFee,
        Network = asked.Network,
        FeePayer = asked.FeePayer,
    };
}
