using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Enclave.Sandbox;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>Makes for each run what answers its calls.</summary>
internal interface IRunHosts
{
    /// <summary>For a run that begins.</summary>
    IRunHost Open(FunctionRun run);
}

/// <summary>Answers the calls of one run, each checked against what its very source was granted, and holds what it wants to store.</summary>
internal interface IRunHost : ISandboxHost
{
    /// <summary>The parts of nsl that this run has beside env, storage and fetch: secrets, chain, wallet, price.</summary>
    IReadOnlyList<string> Features { get; }

    /// <summary>Writes what the run stored, as part of the transaction in which its outcome is written; asked again where that is repeated.</summary>
    /// <returns>
    /// Whether that could be done; false: what it read was changed meanwhile, or the function is deleted, and nothing is written. A run that
    /// wrote nothing has nothing that could be wrong.
    /// </returns>
    ValueTask<bool> CommitAsync(ITransaction state);

    /// <summary>Puts [redacted] in the place of secrets that the run has read: a guard against accidents, not against whoever wrote the function.</summary>
    string Redact(string text);

    /// <summary>Clears the secrets that the run has read: once its result and its log are redacted.</summary>
    void Forget();
}

/// <summary>A run that begins.</summary>
/// <param name="ExecutionId">The execution.</param>
/// <param name="EffectKey">As in <see cref="Executions.ExecutionOrder"/>.</param>
/// <param name="Function">The function.</param>
/// <param name="Version">The version that runs, with its code.</param>
internal sealed record FunctionRun(string ExecutionId, string EffectKey, FunctionDocument Function, FunctionVersionDocument Version)
{
    /// <summary>
    /// Whether another execution with the same effect key may come, now or later: then what this one does outside is remembered, until
    /// <see cref="Effects.RunEffects.Forget"/>. A request's may not.
    /// </summary>
    internal bool MayComeAgain { get; init; } = true;

    /// <summary>How far it has come with what it does outside.</summary>
    internal Effects.EffectOrder Effects { get; } = new();

    /// <summary>Who it is where something was granted.</summary>
    internal GrantHolder Holder => new(Function.AccountId, Function.FunctionId, Version.Version, Version.SourceHash, ExecutionId);
}
