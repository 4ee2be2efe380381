using NeoServiceLayer.Enclave.Account;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Function;
using NeoServiceLayer.Enclave.GasBank;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Enclave.Sandbox.Supervisor;
using NeoServiceLayer.Enclave.Secrets;
using NeoServiceLayer.Enclave.Wallet;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Services;

/// <summary>Which services there are: the same in every program, which differ in what an <see cref="EnclaveHost"/> is given.</summary>
public static class EnclaveServices
{
    /// <summary>Binds every service's operations, in a program that is a worker too when it is called so: users' code runs in such ones.</summary>
    /// <exception cref="FormatException">The configuration is not what a service takes; one sentence that names the member.</exception>
    public static void BindWithWorkers(OperationMap map, EnclaveParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Bind(map, parts, parts.Own(() => new SandboxPool(new SandboxSettings())));
    }

    /// <summary>Binds every service's operations, and begins what works beside them. No users' code runs.</summary>
    /// <exception cref="FormatException">The configuration is not what a service takes; one sentence that names the member.</exception>
    public static void Bind(OperationMap map, EnclaveParts parts) => Bind(map, parts, sandbox: null);

    /// <summary>The same with what runs users' code.</summary>
    /// <exception cref="FormatException">The configuration is not what a service takes; one sentence that names the member.</exception>
    public static void Bind(OperationMap map, EnclaveParts parts, ISandbox? sandbox)
    {
        ArgumentNullException.ThrowIfNull(parts);
        StampedMap stamped = new(map, parts.Stamped);
        ChainServices chain = ChainServices.From(parts);
        new AccountService(AccountSettings.From(parts)).Bind(stamped);
        GasBankService bank = new(chain.Networks, chain.Outbox, stamped.Inner, parts.Events, parts.Settings.Functions);
        WalletService wallets = parts.Own(() => new WalletService(WalletSettings.From(parts), chain.Networks, chain.Outbox, bank.FeePayer));
        wallets.Bind(map, stamped);
        SecretsService secrets = new(SecretsSettings.From(parts));
        secrets.Bind(stamped);
        bank.Bind(stamped);
        bank.Start(parts);
        FunctionServiceParts functions = new()
        {
            Enclave = parts,
            Networks = chain.Networks,
            Calls = stamped.Inner,
            Secrets = secrets.Reader,
            Wallets = wallets.Grants,
            Payer = bank.UsagePayer,
            Sandbox = sandbox ?? new NoSandbox(),
        };
        FunctionService service = parts.Own(() => new FunctionService(functions));
        service.Bind(map, stamped);
        chain.Start();
        service.Start();
    }
}
