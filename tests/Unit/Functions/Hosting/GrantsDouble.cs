using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Tests.Functions.Hosting;

/// <summary>Grants that a test gives and takes.</summary>
internal sealed class GrantsDouble : IWalletGrants
{
    /// <summary>The wallets that are granted to every source but those that begin with a zero.</summary>
    internal HashSet<string> Wallets { get; } = [];

    /// <summary>Told of each time it is asked, from 1 on.</summary>
    internal Action<int> Asked { get; set; } = static _ => { };

    private int count;

    public ValueTask RequireAsync(ITransaction state, GrantHolder holder, string walletId)
    {
        Asked(Interlocked.Increment(ref count));
        return Wallets.Contains(walletId) && holder.SourceHash[0] != '0'
            ? ValueTask.CompletedTask
            : throw new RequestException(ErrorCode.Forbidden, "The wallet is not granted to this source.");
    }
}
