using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Storage;

namespace NeoServiceLayer.Enclave.Function.Triggers.Webhooks;

/// <summary>Reads the keys that webhooks' callers share with a function.</summary>
internal interface IWebhookKeys
{
    /// <summary>The current value of a secret that is granted to the source of the function's active version; the caller owns it.</summary>
    /// <exception cref="Protocol.Errors.RequestException">It is not granted, or there is none, or it has expired.</exception>
    ValueTask<SecretBytes> ReadAsync(ITransaction state, FunctionDocument function, string secretId, DateTimeOffset time);
}
