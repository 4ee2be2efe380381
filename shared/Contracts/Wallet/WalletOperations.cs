using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The <c>wallet</c> service: Neo N3 keys, signatures and transactions.</summary>
public static class WalletOperations
{
    /// <summary>Says what a transaction or script asks for.</summary>
    public static readonly Operation<DecodeTransactionRequest, DecodeTransactionResponse> DecodeTransaction = new(
        "wallet", "decodeTransaction",
        "Decodes a Neo N3 transaction or script: calls, transfers, signers, scopes, fees, witnesses and risks.",
        WalletRequestJson.Default.DecodeTransactionRequest, WalletResponseJson.Default.DecodeTransactionResponse);

    /// <summary>Checks a signature over data.</summary>
    public static readonly Operation<VerifyDataRequest, VerifyDataResponse> VerifyData = new(
        "wallet", "verifyData",
        "Checks a Neo N3 key's signature over raw data, a wallet's signed message or a NEP-20 sign-in.",
        WalletRequestJson.Default.VerifyDataRequest, WalletResponseJson.Default.VerifyDataResponse);

    /// <summary>Every operation of the service.</summary>
    public static IReadOnlyList<Operation> All { get; } = [DecodeTransaction, VerifyData];
}
