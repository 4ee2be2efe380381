using NeoServiceLayer.Enclave.Account;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.GasBank;
using NeoServiceLayer.Enclave.Secrets;
using NeoServiceLayer.Enclave.Wallet;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Services;

/// <summary>Which services there are: the same in every program, which differ in what an <see cref="EnclaveHost"/> is given.</summary>
public static class EnclaveServices
{
    /// <summary>Binds every service's operations, and begins what works beside them.</summary>
    /// <exception cref="FormatException">The configuration is not what a service takes; one sentence that names the member.</exception>
    public static void Bind(OperationMap map, EnclaveParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        StampedMap stamped = new(map, parts.Stamped);
        ChainServices chain = ChainServices.From(parts);
        new AccountService(AccountSettings.From(parts)).Bind(stamped);
        GasBankService bank = new(chain.Networks, chain.Outbox, stamped.Inner, parts.Events, parts.Settings.Functions);
        parts.Own(() => new WalletService(WalletSettings.From(parts), chain.Networks, chain.Outbox, bank.FeePayer)).Bind(map, stamped);
        new SecretsService(SecretsSettings.From(parts)).Bind(stamped);
        bank.Bind(stamped);
        bank.Start(parts);
        chain.Start();
    }
}
