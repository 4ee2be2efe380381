using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank;

/// <summary>The networks that bank accounts are on.</summary>
internal sealed class BankNetworks(NeoNetworks networks)
{
    /// <summary>The network that a request for a new bank account names.</summary>
    internal INeoNetwork Require(string? name) => networks.Require(name);

    /// <summary>The network of a bank account: of the same name, and the same number still.</summary>
    /// <exception cref="RequestException">conflict: the configuration names it no more.</exception>
    internal INeoNetwork Of(BankAccountDocument account) =>
        networks.All.FirstOrDefault(network => network.Name == account.Network && network.Magic == account.Magic)
            ?? throw new RequestException(ErrorCode.Conflict, "This enclave's configuration no longer names the network that this bank account is on.");
}
