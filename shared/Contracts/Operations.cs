using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts;

/// <summary>Every operation that clients may call, of every service.</summary>
public static class Operations
{
    /// <summary>All of them, by service.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        .. SystemOperations.All, .. AccountOperations.All, .. WalletOperations.All, .. SecretsOperations.All, .. TransitOperations.All,
        .. GasBankOperations.All, .. SponsorOperations.All,
        .. FunctionOperations.All, .. ExecutionOperations.All, .. TriggerOperations.All,
    ];
}
