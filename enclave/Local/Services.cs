using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Wallet;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Local;

/// <summary>The composition root: which services this program runs.</summary>
internal static class Services
{
    internal static void Bind(OperationMap map, EnclaveParts parts) => WalletService.Bind(map);
}
