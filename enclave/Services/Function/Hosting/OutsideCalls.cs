using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Grants;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>The calls of runs that lead out of the enclave, or to what does.</summary>
internal sealed class OutsideCalls : IDisposable
{
    /// <summary>How many an account has under way at once of each kind.</summary>
    private const int MostOfAccount = 4;

    private readonly AccountTurns fetching;
    private readonly AccountTurns asking;

    /// <param name="calls">How the wallet service is asked.</param>
    /// <param name="networks">The networks of the configuration.</param>
    /// <param name="grants">Says which wallets were granted.</param>
    /// <param name="egress">The way out.</param>
    /// <param name="lines">How many requests may be under way there at once: half of that is for functions' hosts, which may be slow on purpose.</param>
    internal OutsideCalls(InnerCalls calls, NeoNetworks networks, IWalletGrants grants, IEgressHttp egress, int lines)
    {
        int most = Math.Max(1, lines / 2);
        fetching = new AccountTurns(most, MostOfAccount);
        asking = new AccountTurns(most, MostOfAccount);
        All = [new ChainCalls(calls, networks, asking), new WalletCalls(calls, grants, asking), new FetchCalls(egress, fetching)];
    }

    internal IReadOnlyList<IHostCalls> All { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        fetching.Dispose();
        asking.Dispose();
    }
}
