using System.Text.Json.Nodes;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Contracts.Secrets;

namespace NeoServiceLayer.Cli.Commands.Functions;

/// <summary>What a version names and was not granted yet, as the commands that grant it: to be read before they are typed.</summary>
internal sealed class MissingGrants(DeployCalls calls, string functionId, string sourceHash)
{
    internal async Task<JsonArray> FindAsync(FunctionSource source, CancellationToken cancellationToken)
    {
        JsonArray missing = [];
        foreach (string secretId in source.Secrets.Values.Distinct())
        {
            if (!await MayReadAsync(secretId, cancellationToken))
            {
                Add(missing, $"nsl secrets grant-secret --secret-id {secretId}");
            }
        }

        foreach (string walletId in source.Wallets.Values.Distinct())
        {
            if (!await MayUseAsync(walletId, cancellationToken))
            {
                Add(missing, $"nsl wallet grant-wallet --wallet-id {walletId}");
            }
        }

        return missing;
    }

    private void Add(JsonArray missing, string command) =>
        missing.Add((JsonNode)$"{command} --function-id {functionId} --source-hash {sourceHash}");

    /// <summary>A key that may deploy need not be one that may ask: then the command is shown, and does no harm.</summary>
    private async Task<bool> MayReadAsync(string secretId, CancellationToken cancellationToken)
    {
        CheckAccessRequest request = new() { SecretId = secretId, FunctionId = functionId, SourceHash = sourceHash };
        try
        {
            return (await calls.CallAsync(SecretsOperations.CheckAccess, request, cancellationToken)).Allowed;
        }
        catch (NslRefusedException)
        {
            return false;
        }
    }

    private static Task<bool> MayUseAsync(string walletId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(walletId.Length == 0); // TODO(G): wallet.listWalletGrants
    }
}
