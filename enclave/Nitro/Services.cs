using NeoServiceLayer.Enclave.Account;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.GasBank;
using NeoServiceLayer.Enclave.Secrets;
using NeoServiceLayer.Enclave.Wallet;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Nitro;

/// <summary>The composition root: which services this program runs.</summary>
internal static class Services
{
    internal static void Bind(OperationMap map, EnclaveParts parts)
    {
        StampedMap stamped = new(map, parts.Stamped);
        ChainServices chain = ChainServices.From(parts);
        new AccountService(AccountSettings.From(parts)).Bind(stamped);
        parts.Own(() => new WalletService(WalletSettings.From(parts))).Bind(map, stamped);
        new SecretsService(SecretsSettings.From(parts)).Bind(stamped);
        new GasBankService(chain.Networks, chain.Outbox, stamped.Inner, parts.Events).Bind(stamped);
        chain.Start();
    }
}
