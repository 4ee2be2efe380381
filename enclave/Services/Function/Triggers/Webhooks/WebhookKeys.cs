using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Storage;

namespace NeoServiceLayer.Enclave.Function.Triggers.Webhooks;

/// <summary>Reads the keys of webhooks as functions read their secrets, by the grant that the active version's source has.</summary>
/// <remarks>Anybody may call a webhook, so a look at its key is no audit event: a stranger would write the account's log.</remarks>
internal sealed class WebhookKeys(ISecretReader secrets) : IWebhookKeys
{
    public async ValueTask<SecretBytes> ReadAsync(ITransaction state, FunctionDocument function, string secretId, DateTimeOffset time)
    {
        GrantHolder holder = new(function.AccountId, function.FunctionId, function.ActiveVersion, function.SourceHash, function.FunctionId);
        using GrantedSecret secret = await secrets.UseAsync(state, holder, secretId, time);
        SecretBytes key = new(secret.Value.Length);
        secret.Value.CopyTo(key.Span);
        return key;
    }
}
