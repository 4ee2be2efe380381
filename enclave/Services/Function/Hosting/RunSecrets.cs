using System.Text;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>Reads secrets for a run: those that its version names, each time by the grant that there is then.</summary>
internal sealed class RunSecrets(IStateStore store, TimeProvider clock, ISecretReader reader, FunctionRun run)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What has been read.</summary>
    internal SecretWords Words { get; } = new();

    /// <summary>A secret by the function's name for it, as text.</summary>
    /// <exception cref="RequestException">notFound, forbidden, conflict: as <see cref="ISecretReader"/> has it, and where it is no text.</exception>
    internal async ValueTask<string> GetAsync(string name)
    {
        if (!run.Version.Secrets.TryGetValue(name, out string? secretId))
        {
            throw new RequestException(ErrorCode.NotFound, "This version of the function names no such secret.");
        }

        GrantedSecret? secret = null;
        try
        {
            // The body may run again: what it read before is cleared.
            await store.RunAsync(run.Function.AccountId, async state =>
            {
                secret?.Dispose();
                secret = null;
                secret = await reader.ReadAsync(state, run.Holder, secretId, version: null, clock.GetUtcNow());
                return secret.Version;
            });
            string text = Strict.GetString(secret!.Value);
            Words.Add(secret.Value);
            return text;
        }
        catch (DecoderFallbackException)
        {
            throw new RequestException(ErrorCode.Conflict, "The secret's value is no text in UTF-8; store it in base64.");
        }
        finally
        {
            secret?.Dispose();
        }
    }
}
