using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet.Decoding;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>The <c>wallet</c> service. What it has so far needs no state.</summary>
public static class WalletService
{
    /// <summary>Binds the service's operations.</summary>
    /// <remarks>They take up to milliseconds of computing, so none runs on a connection's own thread.</remarks>
    public static void Bind(OperationMap map) => map
        .BindAsync(WalletOperations.DecodeTransaction, (request, _) => ValueTask.FromResult(TransactionDecoder.Decode(request)))
        .BindAsync(WalletOperations.VerifyData, (request, _) => ValueTask.FromResult(DataVerifier.Verify(request)));
}
