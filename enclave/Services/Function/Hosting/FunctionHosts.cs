using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>Makes the hosts of runs.</summary>
/// <param name="store">The state, which calls read outside any transaction.</param>
/// <param name="clock">The time, as code is told it.</param>
/// <param name="documents">The functions.</param>
/// <param name="values">Their storage.</param>
/// <param name="secrets">Who gives secrets.</param>
/// <param name="others">Who answers the calls beside storage, secrets and timers: chain, wallet, fetch.</param>
internal sealed class FunctionHosts(
    IStateStore store, TimeProvider clock, FunctionDocuments documents, FunctionValues values, ISecretReader secrets, IReadOnlyList<IHostCalls> others) : IRunHosts
{
    public IRunHost Open(FunctionRun run) => new RunHost(
        run, new RunStorage(store, documents, values, run.Function), new RunSecrets(store, clock, secrets, run), others, clock);
}
