using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Function.Hosting.Effects;

/// <summary>
/// What is remembered of what executions did outside, a document an effect key: written in the commit that does it, so that whatever
/// crashes and is run again, it is there if and only if it was done. The records are not the account's to count: there is one for each event
/// that waits, or was given up on, and these are bounded.
/// </summary>
internal static class RunEffects
{
    private static readonly DocumentTable<EffectDocument> Documents = new("function-effect", EffectJson.Default.EffectDocument);

    /// <summary>What was done under a run's effect key; null: nothing.</summary>
    internal static ValueTask<EffectDocument?> FindAsync(ITransaction state, FunctionRun run) =>
        Documents.FindAsync(state, Name(run.Function.AccountId, run.Function.FunctionId, run.EffectKey));

    internal static void Put(ITransaction state, FunctionRun run, EffectDocument document) =>
        Documents.Put(state, Name(run.Function.AccountId, run.Function.FunctionId, run.EffectKey), document);

    /// <summary>Forgets what was done under an effect key: once no execution with it can ever come again, and not before.</summary>
    internal static void Forget(ITransaction state, string accountId, string functionId, string effectKey) =>
        Documents.Delete(state, Name(accountId, functionId, effectKey));

    private static string Name(string accountId, string functionId, string effectKey) =>
        accountId + "/" + Base64UrlText.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{functionId}\n{effectKey}")));
}
