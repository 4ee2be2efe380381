using System.Globalization;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Hosting.Effects;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>One use of a wallet by a run: what it may is asked in every transaction of the state that it takes.</summary>
/// <param name="grants">Says what was granted.</param>
/// <param name="run">The run.</param>
/// <param name="wallet">The wallet, as the version calls it.</param>
/// <param name="over">The run is over.</param>
internal sealed class WalletUse(IWalletGrants grants, FunctionRun run, string wallet, CancellationToken over)
{
    /// <summary>Which effect of the run it is, from 1 on; 0: none.</summary>
    internal int Place { get; init; }

    /// <summary>The run.</summary>
    internal FunctionRun Run => run;

    /// <summary>The wallet's id; empty where the version names no such wallet, which is refused like one that was not granted.</summary>
    internal string WalletId => run.Version.Wallets.GetValueOrDefault(wallet) ?? "";

    /// <summary>A call that changes nothing that lasts.</summary>
    internal OwnCall Own() => new()
    {
        AccountId = run.Function.AccountId,
        Actor = run.Holder.KeyId,
        RequestId = run.ExecutionId,
        Permit = PermitAsync,
    };

    /// <summary>The call that is the effect: where another execution may come for the same event, it is remembered.</summary>
    internal OwnCall Effect() => Own() with
    {
        RequestId = string.Create(CultureInfo.InvariantCulture, $"{run.ExecutionId}/{Place}"),
        Memory = run.MayComeAgain ? new EffectMemory(run, Place) : null,
    };

    private ValueTask PermitAsync(ITransaction state)
    {
        over.ThrowIfCancellationRequested();
        return WalletId.Length > 0
            ? grants.RequireAsync(state, run.Holder, WalletId)
            : throw new RequestException(ErrorCode.NotFound, "This version of the function names no such wallet: they stand in its member wallets.");
    }
}
