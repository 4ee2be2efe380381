using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Enclave.Wallet.Storage;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>Reads the chain's height before a signature, where a policy limits how long a transaction is valid. Nobody else's signature waits for nodes.</summary>
internal sealed class ChainHeights(PolicyGate gate, Dispatch dispatch)
{
    /// <param name="addressOf">Whose signature it is.</param>
    /// <param name="subjectOf">What that address would sign.</param>
    /// <param name="proposed">A policy to try in the place of the wallet's own.</param>
    /// <param name="preparation">What comes before the call.</param>
    /// <returns>Without a height where no policy asks for one, or where the configuration does not name the network.</returns>
    /// <exception cref="Protocol.Errors.RequestException">chainUnavailable, and what the functions given throw.</exception>
    internal async ValueTask<SeenHeight> ReadAsync(
        Func<ITransaction, ValueTask<WalletAddress>> addressOf,
        Func<WalletAddress, PolicySubject> subjectOf,
        WalletPolicy? proposed,
        Preparation preparation)
    {
        (PolicySubject subject, bool wanted) = await preparation.ReadAsync(async state =>
        {
            WalletAddress address = await addressOf(state);
            PolicySubject subject = subjectOf(address);
            return (subject, await gate.WantsHeightAsync(state, address.Wallet, address.Account, subject, proposed));
        });
        return wanted && dispatch.Networks.All.FirstOrDefault(network => network.Magic == subject.Network) is { } network
            ? new SeenHeight(await network.GetHeightAsync())
            : new SeenHeight(null);
    }
}

/// <summary>The chain's height as a call found it; null where nobody asked.</summary>
internal sealed record SeenHeight(uint? Height) : IDisposable
{
    /// <summary>There is nothing to clear.</summary>
    public void Dispose()
    {
    }
}
